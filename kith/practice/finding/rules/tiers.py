"""From evidence to text queries over the keys: the surest first. Each tier is cheap, because each holds at least one rare key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kith.practice.finding.rules.box import Evidence
from kith.practice.finding.rules.dates import Born, months_of_birth
from kith.practice.finding.rules.numbers import left_out, near_nhs, swapped
from kith.practice.finding.rules.words import STREETS, street_forms

Forms = dict[int, dict[str, float]]  # place of the word in the question -> word of the dictionary -> weight
MOST_FORMS = 40
RARE = 150  # bearers of a name whom a tier holds all of
DAYS_A_TIER = 20  # of a date that cannot be there are many days nearby, each with its people


@dataclass
class Expansion:
    """What each typed word may stand for: as a name, and as a word of an address."""

    names: Forms = field(default_factory=dict)
    streets: Forms = field(default_factory=dict)


def key(letter: str, value: str, *, beginning: bool = False) -> str:
    """A key, or the beginning of one, as it stands in a text query."""
    return "'" + (letter + value).replace("\\", "").replace("'", "''") + ("':*" if beginning else "'")


def any_of(parts: Iterable[str]) -> str:
    found = [part for part in dict.fromkeys(parts) if part]
    return "(" + " | ".join(found) + ")" if len(found) > 1 else "".join(found)


def all_of(parts: Iterable[str]) -> str:
    found = list(parts)
    return " & ".join(found) if found and all(found) else ""


def rounds(evidence: Evidence, expansion: Expansion, *, today: date) -> Iterator[list[str]]:
    """Rounds of text queries, the surest and cheapest first; whoever asks stops when somebody fits well enough."""
    asked = set(strong_tiers(evidence))
    for tiers in (_sure, _all_names, _some_names):
        new = [query for query in dict.fromkeys(tiers(evidence, expansion, today)) if query and query not in asked]
        asked.update(new)
        yield new


def _sure(evidence: Evidence, expansion: Expansion, today: date) -> list[str]:
    """House and street; names as typed, with part of a date where that is all there is."""
    fuzzy, exact = _groups(evidence, expansion)
    asked = _address(evidence, expansion)
    if evidence.names_alone:
        asked.append(all_of(key("n", name) for name in evidence.names))
    elif fuzzy and not evidence.has_whole_date:
        asked += [
            all_of([*names, part]) for part in (*_dates(evidence, today), *_wide(evidence, today)) for names in (exact, fuzzy) if all(names)
        ]
    return asked


def _all_names(evidence: Evidence, expansion: Expansion, today: date) -> list[str]:
    """All names, spelt anyhow, with a part of the date or the place; then alone."""
    fuzzy, exact = _groups(evidence, expansion)
    narrow = [*_dates(evidence, today), *_wide(evidence, today)]
    asked = [all_of([*names, part]) for names in (exact, fuzzy) if names and all(names) for part in narrow]
    return [*asked, all_of(exact), all_of(fuzzy)]


def _some_names(evidence: Evidence, expansion: Expansion, today: date) -> list[str]:
    """What is asked when nobody fits well yet: fewer names, or none."""
    fuzzy, exact = _groups(evidence, expansion)
    likely, wide = _dates(evidence, today), _wide(evidence, today)
    asked = [all_of([word, part]) for word in exact for part in (*likely, *wide)]
    asked += [all_of([word, part]) for word in fuzzy for part in likely] if evidence.born and evidence.born.day else []
    if len(fuzzy) > 2:
        asked += [all_of(fuzzy[:out] + fuzzy[out + 1 :]) for out in range(len(fuzzy))]
    if len(exact) == 1 or evidence.names_alone:
        asked += exact
    asked += [key("n", evidence.names[place - 1]) for place, people in evidence.bearers.items() if 0 < people <= RARE]
    if not evidence.names:
        asked += [*likely, *wide] if len([*likely, *wide]) == 1 else [all_of([*likely[:1], *wide[:1]]), *likely]
    return asked


def _groups(evidence: Evidence, expansion: Expansion) -> tuple[list[str], list[str]]:
    """For each name all that it may stand for, and only what it nearly certainly stands for."""
    places = [place for place, name in enumerate(evidence.names, start=1) if name not in evidence.plate_words]
    return [_group(expansion.names.get(place, {}), 0.0) for place in places], [
        _group(expansion.names.get(place, {}), 0.85) for place in places
    ]


def _group(forms: dict[str, float], least: float) -> str:
    best = sorted(((weight, word) for word, weight in forms.items() if weight >= least), reverse=True)[:MOST_FORMS]
    return any_of(key("n", word) for _, word in best)


def strong_tiers(evidence: Evidence) -> list[str]:
    """Keys so rare that they stand alone."""
    long_tokens = [token for token in evidence.tokens if len(token) >= 3 or (evidence.tokens == [token] and not evidence.names)]
    found = [key("i", evidence.record)] if evidence.record else []
    if evidence.nhs:
        found.append(any_of(key("i", number) for number in near_nhs(evidence.nhs)))
    found += [any_of(key("i", number) for number in near_nhs(token)) for token in evidence.tokens if len(token) == 9 and token.isdigit()]
    found += _telephone_tiers(evidence)
    found += [any_of([key("v", plate), *(key("w", form) for form in left_out(plate))]) for plate in evidence.plates]
    found += [any_of([key("i", token), key("v", token)]) for token in long_tokens]
    if evidence.postcode:
        found.append(key("p", evidence.postcode))
    elif evidence.outward:  # "A1" may be a postcode area or somebody's number in an earlier system
        found.append(key("i", evidence.outward))
        found += [key("p", evidence.outward + token, beginning=True) for token in evidence.tokens if len(token) == 1]
    return [*found, *_day_tiers(evidence)]


def _telephone_tiers(evidence: Evidence) -> list[str]:
    found = [any_of(key("t", number) for number in swapped(evidence.phone))] if evidence.phone else []
    if part := evidence.part_of_phone:
        found.append(key("t", part, beginning=True) if part.startswith("0") else key("f", part[-6:]))
    if evidence.email:
        found.append(key("t", evidence.email))
    return found


def _day_tiers(evidence: Evidence) -> list[str]:
    days = list(evidence.near_days)
    if evidence.born and evidence.born.day and evidence.born.year:
        days += _days(evidence.born)
    if evidence.other_day:
        days.append(evidence.other_day)
    return [any_of(key(letter, day) for day in days[at : at + DAYS_A_TIER] for letter in "de") for at in range(0, len(days), DAYS_A_TIER)]


def _days(born: Born) -> list[str]:
    """The day, and day and month swapped."""
    both = [born.figures]
    if born.day <= 12:
        both.append(f"{born.year:04}{born.day:02}{born.month:02}")
    return both


def _dates(evidence: Evidence, today: date) -> list[str]:
    """Parts of a date of birth, or an age: rare enough beside a name."""
    born, found = evidence.born, [any_of(key("d", day) for day in evidence.near_days)] if evidence.near_days else []
    if born and born.day:
        found.append(
            any_of([key("m", f"{born.month:02}{born.day:02}"), key("m", f"{born.day:02}{born.month:02}") if born.day <= 12 else ""])
        )
    if born and born.year and born.month and not born.day:
        found.append(key("x", f"{born.year:04}{born.month:02}"))
    if born and born.year and (born.day or not born.month):
        found.append(key("y", str(born.year)))
    if evidence.age is not None:
        found.append(_born_within(evidence.age, today))
    if evidence.birth_months:
        found.append(any_of(key("x", month) for month in evidence.birth_months))
    return found


def _born_within(age: int, today: date) -> str:
    """The years in which somebody of this age was born. A baby's are too many people: the months."""
    if age == 0:
        return any_of(key("x", month) for back in (1, 4, 7, 10) for month in months_of_birth(back, today=today))
    return any_of(key("y", str(today.year - age - back)) for back in (0, 1))


def _wide(evidence: Evidence, today: date) -> list[str]:
    """The area; a number that may be a house's, or an age."""
    found = [key("o", evidence.outward)] if evidence.outward and evidence.outward not in evidence.plate_words else []
    for token in evidence.tokens:
        is_age = token.isdigit() and len(token) <= 2 and evidence.age is None and not evidence.born
        found.append(any_of([key("a", token), _born_within(int(token), today) if is_age else ""]))
    return found


def _address(evidence: Evidence, expansion: Expansion) -> list[str]:
    """House numbers and street words together, where the question looks like an address: with the words beside them as a name or a part
    of the address; without the kind of street; of the street alone."""
    if not evidence.looks_like_address:
        return []
    groups: dict[int, str] = {}
    for place, name in enumerate(evidence.names, start=1):
        names = _group(expansion.names.get(place, {}), 0.0) if place not in evidence.street or name in STREETS else ""
        groups[place] = any_of([*address_forms(name, place, expansion), *names.strip("()").split(" | ")])
    rest = [groups[place] for place, name in enumerate(evidence.names, start=1) if name not in STREETS]
    street = [groups[place] for place in sorted(evidence.street) if evidence.names[place - 1] not in STREETS]
    houses = [key("a", house) for house in evidence.houses]
    with_kinds = [*houses, *groups.values()]
    asked = [all_of(with_kinds), all_of([*houses, *rest]) if rest else "", all_of([*houses, *street]) if street and houses else ""]
    if street:
        asked += [all_of(group for group in groups.values()), all_of(groups[place] for place in sorted(evidence.street))]
    return asked


def address_alone(evidence: Evidence, expansion: Expansion) -> list[str]:
    """All words as words of one address, where nobody was found by them as names."""
    return [all_of(any_of(address_forms(name, place, expansion)) for place, name in enumerate(evidence.names, start=1))]


def address_forms(name: str, place: int, expansion: Expansion) -> list[str]:
    """The keys of an address that a word may stand for."""
    return [key("a", form) for form in (*street_forms(name), *expansion.streets.get(place, ()))]
