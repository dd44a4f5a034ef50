"""From evidence to text queries over the keys: the surest first. Each tier is cheap, because each holds at least one rare key."""

from collections.abc import Iterable, Iterator
from datetime import date

from kith.practice.finding.rules.box import STREETS, Born, Evidence

Expansion = dict[int, dict[str, float]]  # place of the word in the question -> word of the dictionary -> weight
MOST_FORMS = 40


def key(letter: str, value: str) -> str:
    """A key as it stands in a text query."""
    return "'" + (letter + value).replace("\\", "").replace("'", "''") + "'"


def any_of(parts: Iterable[str]) -> str:
    found = [part for part in parts if part]
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
    asked = _address(evidence)
    if evidence.names_alone:
        asked.append(all_of(key("n", name) for name in evidence.names))
    elif fuzzy and not evidence.has_whole_date:
        asked += [all_of([*names, part]) for part in (*_dates(evidence, today), *_wide(evidence)) for names in (exact, fuzzy) if all(names)]
    return asked


def _all_names(evidence: Evidence, expansion: Expansion, today: date) -> list[str]:
    """All names, spelt anyhow, with a part of the date or the place; then alone."""
    fuzzy, exact = _groups(evidence, expansion)
    narrow = [*_dates(evidence, today), *_wide(evidence)]
    asked = [all_of([*names, part]) for names in (exact, fuzzy) if names and all(names) for part in narrow]
    return [*asked, all_of(exact), all_of(fuzzy)]


def _some_names(evidence: Evidence, expansion: Expansion, today: date) -> list[str]:
    """What is asked when nobody fits well yet: fewer names, or none."""
    fuzzy, exact = _groups(evidence, expansion)
    likely, wide = _dates(evidence, today), _wide(evidence)
    asked = [all_of([word, part]) for word in exact for part in (*likely, *wide)]
    asked += [all_of([word, part]) for word in fuzzy for part in likely] if evidence.born and evidence.born.day else []
    if len(fuzzy) > 2:
        asked += [all_of(fuzzy[:out] + fuzzy[out + 1 :]) for out in range(len(fuzzy))]
    if len(exact) == 1 or evidence.names_alone:
        asked += exact
    if not evidence.names:
        asked += [*likely, *wide] if len([*likely, *wide]) == 1 else [all_of([*likely[:1], *wide[:1]]), *likely]
    return asked


def _groups(evidence: Evidence, expansion: Expansion) -> tuple[list[str], list[str]]:
    """For each name all that it may stand for, and only what it nearly certainly stands for."""
    places = range(1, len(evidence.names) + 1)
    return [_group(expansion.get(place, {}), 0.0) for place in places], [_group(expansion.get(place, {}), 0.85) for place in places]


def _group(forms: dict[str, float], least: float) -> str:
    best = sorted(((weight, word) for word, weight in forms.items() if weight >= least), reverse=True)[:MOST_FORMS]
    return any_of(key("n", word) for _, word in best)


def strong_tiers(evidence: Evidence) -> list[str]:
    """Keys so rare that they stand alone."""
    found = []
    if evidence.nhs:
        found.append(any_of(key("i", number) for number in near_numbers(evidence.nhs)))
    if evidence.phone:
        found.append(key("t", evidence.phone))
    if evidence.plate:
        found.append(key("v", evidence.plate))
    found += [key("i", token) for token in evidence.tokens if len(token) >= 3] + [
        key("v", token) for token in evidence.tokens if len(token) >= 3
    ]
    if evidence.postcode:
        found.append(key("p", evidence.postcode))
    elif evidence.outward:  # "A1" may be a postcode area or somebody's number in an earlier system
        found.append(key("i", evidence.outward))
    if evidence.born and evidence.born.day and evidence.born.year:
        found.append(any_of(key("d", day) for day in _days(evidence.born)))
    return found


def near_numbers(digits: str) -> list[str]:
    """The number, and each with two neighbouring digits swapped."""
    swapped = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)]
    return list(dict.fromkeys([digits, *swapped]))


def _days(born: Born) -> list[str]:
    """The day, and day and month swapped."""
    both = [f"{born.year:04}{born.month:02}{born.day:02}"]
    if born.day <= 12:
        both.append(f"{born.year:04}{born.day:02}{born.month:02}")
    return both


def _dates(evidence: Evidence, today: date) -> list[str]:
    """Parts of a date of birth, or an age: rare enough beside a name."""
    born, found = evidence.born, []
    if born and born.day:
        found.append(
            any_of([key("m", f"{born.month:02}{born.day:02}"), key("m", f"{born.day:02}{born.month:02}") if born.day <= 12 else ""])
        )
    if born and born.month and not born.day:
        found.append(key("x", f"{born.year:04}{born.month:02}"))
    if born and born.year and (born.day or not born.month):
        found.append(key("y", str(born.year)))
    if evidence.age is not None:
        found.append(any_of(key("y", str(today.year - evidence.age - back)) for back in (0, 1)))
    return found


def _wide(evidence: Evidence) -> list[str]:
    return [
        part for part in (key("o", evidence.outward) if evidence.outward else "", *(key("a", token) for token in evidence.tokens)) if part
    ]


def _address(evidence: Evidence) -> list[str]:
    """House numbers and street words together, where the question looks like an address."""
    looks_so = bool(evidence.tokens) or bool(STREETS & set(evidence.names))
    if not looks_so:
        return []
    words = [key("a", word) for word in [*evidence.tokens, *(name for name in evidence.names if name not in STREETS)]]
    plain_words = [key("a", name) for name in evidence.names if name not in STREETS]
    return (
        [all_of(words), all_of([*[key("a", token) for token in evidence.tokens], *plain_words[-1:]])]
        if len(words) > 1 or plain_words
        else []
    )
