"""How well a candidate fits the evidence, from 0 to 1, and why, in words."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from kith.practice.finding.rules.births import age_fits
from kith.practice.finding.rules.box import Evidence
from kith.practice.finding.rules.numbers import near_nhs, swapped
from kith.practice.finding.rules.question import Question
from kith.practice.finding.rules.words import STREETS, street_forms

NAME, BIRTH, PLACE, NUMBER, HOUSE = 1.0, 1.6, 1.0, 3.0, 0.6  # what each kind of evidence weighs
KIND_OF_STREET = 0.4  # "Road" says little
ELSEWHERE = 0.97  # a last name that was asked for as a first name, or the other way round
SPARE_NAME = 0.004  # how much a name that was not asked for counts against a candidate: the closest whole name comes first
GOOD, GOOD_BY_NAMES = 0.58, 0.66  # from here on it may well be them, the second where only names were given; below, a part fits
SAME_TWICE, TWICE = 0.9, 0.6  # one name stands for two typed words only if they are it, or its two parts
SURE_OF_ADDRESS = 0.84  # the word itself or its abbreviation, not one that is like it
LEAST = 0.34  # below this it is somebody else

PART_OF_PHONE = "part of the telephone number matches"

Keys = defaultdict[str, list[str]]


class Fit(NamedTuple):
    """A candidate's score, why, and which of its name words were matched. `is_good`: it may well be them."""

    person_id: int
    score: float
    why: tuple[str, ...]
    matched: tuple[str, ...]
    is_good: bool


def rank(person_id: int, keys: Collection[str], question: Question) -> Fit:
    """Weigh a candidate's keys against the evidence."""
    kinds = question.kinds
    has: Keys = defaultdict(list)
    for one in keys:
        if one[0] in kinds:
            has[one[0]].append(one[1:])
    weighed: list[tuple[float, float]] = []
    why: list[str] = []
    is_vehicle = bool(question.plates) and _weigh_vehicle(question, has, weighed, why)
    matched = _weigh_names(question, has, weighed, why, is_vehicle=is_vehicle)
    is_doubtful = not _most_fit(weighed) if question.names_alone else _weigh_the_rest(question, has, weighed, why, is_vehicle=is_vehicle)
    total = sum([weight for weight, _ in weighed])
    score = sum([weight * fits for weight, fits in weighed]) / total if total else 0.0
    if question.evidence.names:
        score -= min(0.03, SPARE_NAME * max(0, len(has["n"]) - len(set(matched))))
    least = GOOD_BY_NAMES if question.names_alone else GOOD
    if is_doubtful:
        score = min(score, least - 0.02 + score / 100)  # keeps their order
    return Fit(person_id, round(max(0.0, score), 4), tuple(why), tuple(matched), score >= least)


def _most_fit(weighed: list[tuple[float, float]]) -> bool:
    """Where only names were given: both of two, two of three, three of four."""
    return len([fits for _, fits in weighed if fits >= 0.4]) > len(weighed) / 2


def _weigh_the_rest(question: Question, has: Keys, weighed: list[tuple[float, float]], why: list[str], *, is_vehicle: bool) -> bool:
    """All but names. Returns whether the date of birth or age says that it is somebody else, and no number or postcode that it is not."""
    is_another = _weigh_birth(question, has, weighed, why)
    _weigh_numbers(question, has, weighed, why)
    _weigh_place(question, has, weighed, why, is_vehicle=is_vehicle)
    _weigh_tokens(question, has, weighed, why)
    return is_another and "postcode matches" not in why and not any(weight >= NUMBER and fits for weight, fits in weighed)


def _weigh_names(question: Question, has: Keys, weighed: list[tuple[float, float]], why: list[str], *, is_vehicle: bool) -> list[str]:
    """Each typed word as a name or as a word of the address, whichever fits better. Returns the candidate's names that were matched."""
    evidence, names, matched = question.evidence, has["n"], []
    lives = {} if question.address_words.isdisjoint(has["a"]) else _address_fits(question, has["a"])
    for place in range(1, len(evidence.names) + 1):
        asked = evidence.names[place - 1]
        if is_vehicle and asked in evidence.plate_words:
            continue
        fits, word, reason = _best_name(question, place, names, has["s"])
        if word in matched and fits < SAME_TWICE:
            fits *= TWICE
        weight = NAME * question.weights[place - 1]
        if lives.get(place, 0.0) > fits:
            fits, word, reason = lives[place], "", "address matches" if lives[place] > SURE_OF_ADDRESS else "address is like that"
            weight = NAME
        if not word and lives and asked in STREETS:
            weight = KIND_OF_STREET
        weighed.append((weight, fits))
        matched += [word] if word else []
        why += [reason] if reason else []
    weighed.extend((NAME / 2, float(any(name.startswith(initial) for name in names))) for initial in evidence.initials)
    return matched


def _best_name(question: Question, place: int, names: list[str], last_names: list[str]) -> tuple[float, str, str]:
    fits, word, reason = 0.0, "", ""
    named = question.named[place - 1]
    for name in names:
        likeness, says = named.get(name) or question.name_fits(place, name)
        if likeness > fits:
            fits, word, reason = likeness, name, says
    places = len(question.evidence.names)
    if word and places > 1 and _stands_elsewhere(word, place, places, last_names):
        fits *= ELSEWHERE
    return fits, word, reason


def _address_fits(question: Question, address: list[str]) -> dict[int, float]:
    """How well each typed word fits the address. The kind of street counts only beside the street's own name: whoever lives in Castle Hill
    is not called Hill."""
    evidence, streets = question.evidence, question.expansion.streets
    surely = 1.0 if evidence.houses else 0.9
    found: dict[int, float] = {}
    for place, asked in enumerate(evidence.names, start=1):
        exact = not street_forms(asked).isdisjoint(address)
        near = max((weight for word, weight in streets.get(place, {}).items() if word in address), default=0.0) if streets else 0.0
        if exact or near:
            found[place] = (surely if place in evidence.street else 0.9 if evidence.houses else 0.7) if exact else near * 0.95
    if not any(evidence.names[place - 1] not in STREETS and place in evidence.street for place in found):
        return {place: fits for place, fits in found.items() if evidence.names[place - 1] not in STREETS}
    return found


def _stands_elsewhere(word: str, place: int, places: int, last_names: list[str]) -> bool:
    """The first word of a question is mostly a first name, and its last a last name: among equals whoever bears them so comes first."""
    return (place == places and word not in last_names) or (place == 1 and word in last_names)


def _weigh_birth(question: Question, has: Keys, weighed: list[tuple[float, float]], why: list[str]) -> bool:
    """Whether the date of birth or age that is known says that it is somebody else."""
    evidence, is_another = question.evidence, False
    if evidence.born:
        fits, reason = question.birth(has)
        is_another = not fits and bool(has["y"])
        weighed.append((BIRTH if evidence.born.day or evidence.damaged else BIRTH / 2, fits))
        if reason:
            why.append(reason)
    if evidence.age is not None or evidence.birth_months:
        fits, reason = age_fits(evidence, has, question.today)
        is_another = is_another or (not fits and bool(has["y"]))
        weighed.append((BIRTH / 2, fits))
        if reason:
            why.append(reason)
    return is_another


def _weigh_vehicle(question: Question, has: Keys, weighed: list[tuple[float, float]], why: list[str]) -> bool:
    vehicles = has.get("v")
    if not vehicles or not question.plates:
        return False
    for plate, forms in question.plates:
        if plate in vehicles or not forms.isdisjoint(has["w"]):
            weighed.append((NUMBER, 1.0 if plate in vehicles else 0.9))
            why.append("vehicle matches" if plate in vehicles else "vehicle with one character different")
            return True
    return False


def _weigh_numbers(question: Question, has: Keys, weighed: list[tuple[float, float]], why: list[str]) -> None:
    evidence, phones, numbers = question.evidence, has["t"], has["i"]
    if evidence.record:
        hit = evidence.record in numbers
        weighed.append((NUMBER, float(hit)))
        why += ["record number matches"] if hit else []
    if evidence.email:
        hit = evidence.email in phones
        weighed.append((NUMBER, float(hit)))
        why += ["e-mail matches"] if hit else []
    if evidence.nhs or evidence.phone:
        fits, reason = _best_number(question, phones, numbers)
        weighed.append((NUMBER, fits))
        why += [reason] if reason else []
    if evidence.part_of_phone and evidence.part_of_phone not in evidence.tokens:
        hit = any(evidence.part_of_phone in phone for phone in phones)
        weighed.append((NUMBER / 2, float(hit)))
        why += [PART_OF_PHONE] if hit else []


def _best_number(question: Question, phones: list[str], numbers: list[str]) -> tuple[float, str]:
    """Ten figures may be an NHS number or a telephone: whichever fits."""
    evidence = question.evidence
    if evidence.nhs and evidence.nhs in numbers:
        return 1.0, "NHS number matches"
    if evidence.phone and evidence.phone in phones:
        return 1.0, "telephone matches"
    if any(number in question.near_nhs for number in numbers):
        is_swap = any(number in swapped(evidence.nhs) for number in numbers)
        return 0.9, "NHS number with two figures swapped" if is_swap else "NHS number with one figure different"
    if evidence.phone and any(phone in question.near_phone for phone in phones):
        return 0.9, "telephone with two figures swapped"
    return 0.0, ""


def _weigh_place(question: Question, has: Keys, weighed: list[tuple[float, float]], why: list[str], *, is_vehicle: bool) -> None:
    evidence = question.evidence
    if not evidence.outward or (is_vehicle and evidence.outward in evidence.plate_words):
        return
    if not evidence.postcode and evidence.outward in has["i"]:
        weighed.append((NUMBER, 1.0))
        why.append("number matches")
        return
    exact = bool(evidence.postcode) and evidence.postcode in has["p"]
    area = evidence.outward in has["o"]
    weighed.append((PLACE, 1.0 if exact else 0.6 if area and evidence.postcode else 1.0 if area else 0.0))
    why += ["postcode matches"] if exact else ["postcode area matches"] if area else []


def _weigh_tokens(question: Question, has: Keys, weighed: list[tuple[float, float]], why: list[str]) -> None:
    evidence = question.evidence
    for token in evidence.tokens:
        weight, fits, reason = _token_fits(token, question, has)
        if evidence.street and reason in ("", "address matches") and token in evidence.houses:
            weight = NAME  # the other houses of a street are other people's
        if not (reason == "" and token in evidence.plates and has.get("v") and any("vehicle" in one for one in why)):
            weighed.append((weight, fits))
        if reason and reason not in why:
            why.append(reason)


def _token_fits(token: str, question: Question, has: Keys) -> tuple[float, float, str]:
    """(weight, how well, why) of a number or code that may be many things: the strongest that it is."""
    evidence = question.evidence
    readings = (
        (NUMBER, 1.0, "number matches", (len(token) >= 3 or not evidence.names) and token in has["i"]),
        (
            NUMBER,
            0.9,
            "NHS number with one figure missing",
            len(token) == 9 and token.isdigit() and not set(near_nhs(token)).isdisjoint(has["i"]),
        ),
        (NUMBER, 1.0, "vehicle matches", token in has["v"]),
        (NUMBER / 2, 1.0, PART_OF_PHONE, token == evidence.part_of_phone and any(token in phone for phone in has["t"])),
        (BIRTH, 1.0, "date of birth matches", len(token) == 6 and evidence.other_day in has["d"]),
        (HOUSE, 1.0, "address matches", token in has["a"]),
        (
            HOUSE,
            1.0,
            "postcode begins like that",
            len(token) == 1 and bool(evidence.outward) and _begins(evidence.outward + token, has["p"]),
        ),
        (HOUSE, 1.0, "age matches", _may_be_age(token, evidence) and age_fits(Evidence(age=int(token)), has, question.today)[0] > 0.9),
    )
    return next(((weight, fits, why) for weight, fits, why, is_so in readings if is_so), (HOUSE, 0.0, ""))


def _begins(beginning: str, codes: list[str]) -> bool:
    return any(code.startswith(beginning) for code in codes)


def _may_be_age(token: str, evidence: Evidence) -> bool:
    return token.isdigit() and len(token) <= 2 and evidence.age is None and not evidence.born and not evidence.street
