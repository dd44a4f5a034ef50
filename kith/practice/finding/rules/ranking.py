"""How well a candidate fits the evidence, from 0 to 1, and why, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log10

from rapidfuzz.distance import JaroWinkler

from kith.practice.finding.rules.box import Born, Evidence
from kith.practice.finding.rules.tiers import Expansion, near_numbers

NAME, BIRTH, PLACE, NUMBER = 1.0, 1.6, 1.0, 3.0  # what each kind of evidence weighs
LEAST_LIKENESS = 0.76  # below this two words are two words
ELSEWHERE = 0.97  # a last name that was asked for as a first name, or the other way round
SPARE_NAME = 0.004  # how much a name that was not asked for counts against a candidate: the closest whole name comes first


@dataclass(frozen=True)
class Fit:
    """A candidate's score, why, and which of its name words were matched."""

    person_id: int
    score: float
    why: tuple[str, ...]
    matched: tuple[str, ...]


def rank(person_id: int, keys: Collection[str], evidence: Evidence, expansion: Expansion, *, today: date) -> Fit:
    """Weigh a candidate's keys against the evidence."""
    by_kind: dict[str, set[str]] = {}
    for one in keys:
        by_kind.setdefault(one[0], set()).add(one[1:])
    weighed: list[tuple[float, float]] = []
    why: list[str] = []
    matched: list[str] = []
    _weigh_names(evidence, expansion, by_kind, weighed, why, matched)
    _weigh_birth(evidence, by_kind, today, weighed, why)
    _weigh_numbers(evidence, by_kind, weighed, why)
    total = sum(weight for weight, _ in weighed)
    score = sum(weight * fits for weight, fits in weighed) / total if total else 0.0
    spare = len(by_kind.get("n", ())) - len(set(matched))
    score -= min(0.03, SPARE_NAME * max(0, spare)) if evidence.names else 0.0
    return Fit(person_id, round(max(0.0, score), 4), tuple(dict.fromkeys(why)), tuple(matched))


def _weigh_names(
    evidence: Evidence,
    expansion: Expansion,
    has: dict[str, set[str]],
    weighed: list[tuple[float, float]],
    why: list[str],
    matched: list[str],
) -> None:
    names, address = has.get("n", set()), has.get("a", set())
    for place, asked in enumerate(evidence.names, start=1):
        fits, word = _best_name(asked, names, expansion.get(place, {}))
        if word and len(evidence.names) > 1 and _stands_elsewhere(word, place, len(evidence.names), has.get("s", set())):
            fits *= ELSEWHERE
        if asked in address and fits < 0.9:
            fits, word = 0.9, ""
            why.append("address matches")
        weighed.append((NAME * _rarity(evidence.bearers.get(place, 0)), fits))
        if word:
            matched.append(word)
        if word and word != asked and fits >= 0.6:
            why.append(_name_reason(asked, word, expansion.get(place, {}).get(word, 0.0)))
        elif word == asked:
            why.append("name matches")
    weighed.extend((NAME / 2, float(any(name.startswith(initial) for name in names))) for initial in evidence.initials)


def _stands_elsewhere(word: str, place: int, places: int, last_names: set[str]) -> bool:
    """The first word of a question is mostly a first name, and its last a last name: among equals whoever bears them so comes first."""
    return (place == places and word not in last_names) or (place == 1 and word in last_names)


def _rarity(bearers: int) -> float:
    """A rare name says more than a common one: 2.1 for one bearer, down to 0.7 for tens of thousands."""
    return min(2.1, max(0.7, 2.2 - 0.35 * log10(1 + bearers))) if bearers else 1.0


def _best_name(asked: str, names: set[str], forms: dict[str, float]) -> tuple[float, str]:
    best, best_word = 0.0, ""
    for name in names:
        fits = max(_alike(asked, name), forms.get(name, 0.0) * 0.95)
        if fits > best:
            best, best_word = fits, name
    return best, best_word


@lru_cache(maxsize=50_000)
def _alike(asked: str, name: str) -> float:
    """1 for the same word, 0 for another. Candidates share their words, so most are weighed once."""
    return 1.0 if asked == name else max(0.0, (JaroWinkler.similarity(asked, name) - LEAST_LIKENESS) / (1 - LEAST_LIKENESS) * 0.98)


def _name_reason(asked: str, word: str, weight: float) -> str:
    if weight == 0.9:
        return f"{asked.capitalize()} is short for {word.capitalize()}, or the other way round"
    if word.startswith(asked):
        return f"{word.capitalize()} begins with {asked}"
    return f"{word.capitalize()} is like {asked.capitalize()}"


def _weigh_birth(evidence: Evidence, has: dict[str, set[str]], today: date, weighed: list[tuple[float, float]], why: list[str]) -> None:
    if evidence.born:
        fits, reason = _garbled_fit(evidence.garbled, has) if evidence.garbled else _birth_fit(evidence.born, has)
        weighed.append((BIRTH if evidence.born.day or evidence.garbled else BIRTH / 2, fits))
        if reason:
            why.append(reason)
    if evidence.age is not None:
        years = {int(year) for year in has.get("y", set())}
        off = min((min(abs(today.year - year - evidence.age), abs(today.year - year - 1 - evidence.age)) for year in years), default=9)
        weighed.append((BIRTH / 2, {0: 1.0, 1: 0.6}.get(off, 0.0)))
        if off == 0:
            why.append("age matches")


def _birth_fit(born: Born, has: dict[str, set[str]]) -> tuple[float, str]:
    """1 for the very day, less for a swap, a wrong year, one wrong figure; nothing where nobody can say."""
    whole = has.get("d", set())
    if not whole:
        return (0.0, "") if born.day else _part_fit(born, has)
    if not (born.day and born.year):
        return _part_fit(born, has)
    asked = f"{born.year:04}{born.month:02}{born.day:02}"
    swapped = f"{born.year:04}{born.day:02}{born.month:02}"
    if asked in whole:
        return 1.0, "date of birth matches"
    if swapped in whole:
        return 0.9, "day and month swapped"
    return max((_near_date(asked, day) for day in whole), key=lambda pair: pair[0])


def _near_date(asked: str, day: str) -> tuple[float, str]:
    off = sum(one != other for one, other in zip(asked, day, strict=True))
    if asked[4:] == day[4:]:
        return (
            (0.8, "day and month match, year differs")
            if abs(int(asked[:4]) - int(day[:4])) <= 2 or off == 1
            else (0.5, "day and month match, year differs")
        )
    if off == 1:
        return 0.8, "one figure of the date of birth differs"
    if sorted(asked) == sorted(day):
        return 0.7, "figures of the date of birth swapped"
    if asked[:4] == day[:4]:
        return (0.55, "year and month of birth match") if asked[4:6] == day[4:6] else (0.4, "year of birth matches")
    return (0.2, "") if off == 2 else (0.0, "")


def _garbled_fit(garbled: str, has: dict[str, set[str]]) -> tuple[float, str]:
    """Eight figures that are no date: one wrong, or two swapped."""
    fits = max((_near_date(garbled, day) for day in has.get("d", set())), key=lambda pair: pair[0], default=(0.0, ""))
    return fits if fits[0] >= 0.4 else (0.0, "")


def _part_fit(born: Born, has: dict[str, set[str]]) -> tuple[float, str]:
    if born.year and born.month and f"{born.year:04}{born.month:02}" in has.get("x", set()):
        return 1.0, "month and year of birth match"
    if born.year and str(born.year) in has.get("y", set()):
        return (0.5 if born.month else 1.0), "year of birth matches"
    if not born.year and f"{born.month:02}{born.day:02}" in has.get("m", set()):
        return 1.0, "day and month of birth match"
    near = {str(born.year - 1), str(born.year + 1)} & has.get("y", set()) if born.year else set()
    return (0.4, "year of birth is one off") if near else (0.0, "")


def _weigh_numbers(evidence: Evidence, has: dict[str, set[str]], weighed: list[tuple[float, float]], why: list[str]) -> None:
    if evidence.nhs and not (evidence.phone and evidence.phone in has.get("t", set())):
        numbers = has.get("i", set())
        same = evidence.nhs in numbers
        near = not same and bool(numbers & set(near_numbers(evidence.nhs)))
        weighed.append((NUMBER, 1.0 if same else 0.9 if near else 0.0))
        why += ["NHS number matches"] if same else ["NHS number with two figures swapped"] if near else []
    if evidence.phone and evidence.nhs not in has.get("i", set()):
        hit_phone = evidence.phone in has.get("t", set())
        weighed.append((NUMBER, float(hit_phone)))
        why += ["telephone matches"] if hit_phone else []
    if evidence.plate and evidence.plate in has.get("v", set()):
        weighed.append((NUMBER, 1.0))
        why.append("vehicle matches")
    if evidence.outward and not evidence.postcode and evidence.outward in has.get("i", set()):
        weighed.append((NUMBER, 1.0))
        why.append("number matches")
    elif evidence.outward:
        exact = bool(evidence.postcode) and evidence.postcode in has.get("p", set())
        area = evidence.outward in has.get("o", set())
        weighed.append((PLACE, 1.0 if exact else 0.6 if area and evidence.postcode else 1.0 if area else 0.0))
        why += ["postcode matches"] if exact else ["postcode area matches"] if area else []
    for token in evidence.tokens:
        hit = next((kind for kind in "iva" if token in has.get(kind, set())), "")
        weighed.append((NUMBER if hit in ("i", "v") else 0.6, 1.0 if hit else 0.0))
        why += [{"i": "number matches", "v": "vehicle matches", "a": "address matches"}[hit]] if hit else []
