"""Gathering and weighing who may be meant: by keys that stand alone first, then round after round, until somebody fits well enough."""

from datetime import date
from itertools import pairwise

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.finding.rules.box import Evidence
from kith.practice.finding.rules.question import Question
from kith.practice.finding.rules.ranking import LEAST, Fit, rank
from kith.practice.finding.rules.tiers import Expansion, Forms, address_alone, key, rounds, strong_tiers

EACH_TIER = 150  # candidates: enough that the best of a common name with a date are among them
FORMS = 24  # what one typed word may stand for, of each kind
NEARLY_FULL = 0.86  # one letter wrong in each name and the very day of birth: there is nobody better to look for
NAMESAKE = 0.97  # bears the very names
NEAR_NAMESAKE = 0.85  # bears all the names, spelt a little otherwise: better than whoever bears fewer of them, whom the last round finds
FEW = 20  # bearers: all of them may be hidden from whoever asks
FIRST_LOOK = 10  # how many a worker looks at


def gather(evidence: Evidence, *, seen_by: Worker, today: date, enough: int) -> list[Fit]:
    """Who fits, the best first."""
    require(seen_by, Ability.SEARCH)
    question = Question(evidence, Expansion(), today)
    rows = _candidates(strong_tiers(evidence), evidence)
    found = _weigh(rows, question)
    if not _is_enough(found, evidence, enough):
        found = _in_rounds(rows, question, enough)
    return sorted((fit for fit in found.values() if fit.score >= LEAST), key=lambda fit: (-fit.score, fit.person_id))


def _in_rounds(rows: dict[int, str], question: Question, enough: int) -> dict[int, Fit]:
    evidence = question.evidence
    expansion = _expand(evidence, street=evidence.looks_like_address)
    question = Question(evidence, expansion, question.today)
    found = _weigh(rows, question)
    for number, tiers in enumerate(rounds(evidence, expansion, today=question.today)):
        _add(found, tiers, question)
        if _is_enough(found, evidence, enough) or (number and evidence.names_alone and _are(FIRST_LOOK, found, NEAR_NAMESAKE)):
            return found
    if evidence.may_be_address and not any(fit.is_good for fit in found.values()):
        evidence.street = set(range(1, len(evidence.names) + 1))
        as_address = Question(evidence, _expand(evidence, street=True), question.today)
        _add(found, address_alone(evidence, as_address.expansion), as_address)
    return found


def _add(found: dict[int, Fit], tiers: list[str], question: Question) -> None:
    new = {person_id: keys for person_id, keys in _candidates(tiers, question.evidence).items() if person_id not in found}
    found |= _weigh(new, question)


def _weigh(rows: dict[int, str], question: Question) -> dict[int, Fit]:
    return {person_id: rank(person_id, keys.split(), question) for person_id, keys in rows.items()}


def _is_enough(found: dict[int, Fit], evidence: Evidence, enough: int) -> bool:
    """Somebody fits nearly fully; or, where only names were given, there is a page of namesakes."""
    return _are(enough, found, NAMESAKE) if evidence.names_alone else _are(1, found, NEARLY_FULL)


def _are(so_many: int, found: dict[int, Fit], least: float) -> bool:
    return sum(fit.score >= least for fit in found.values()) >= so_many


def _candidates(tiers: list[str], evidence: Evidence) -> dict[int, str]:
    """The keys of each, by person."""
    tiers = [tier for tier in tiers if tier]
    if not tiers:
        return {}
    near = " ".join([*evidence.initials, *evidence.names]) if evidence.names_alone else ""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, keys from finding_candidates(%s, %s, %s)", [tiers, EACH_TIER, near])
        return dict(cursor.fetchall())


def _expand(evidence: Evidence, *, street: bool) -> Expansion:
    """What each typed word may stand for; two neighbouring words may be one ("mc donald", "high field road")."""
    if not evidence.names:
        return Expansion()
    joined = ["".join(pair) for pair in pairwise(evidence.names)]
    found = Expansion()
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, place, word, weight, people from finding_expand(%s, %s, %s)", [[*evidence.names, *joined], FORMS, street]
        )
        for kind, place, word, weight, people in cursor.fetchall():
            (found.names if kind == "n" else found.streets).setdefault(place, {})[word] = round(weight, 2)
            if kind == "n" and place <= len(evidence.names) and word == evidence.names[place - 1]:
                evidence.bearers[place] = people
    _forget_words_of_the_hidden(evidence)
    _share_joined(found.names, joined, least=1 if evidence.names_alone else 2)  # a name stands for itself, known or not
    _share_joined(found.streets, joined, least=1)
    return found


def _forget_words_of_the_hidden(evidence: Evidence) -> None:
    """How rare a typed name is weighs in everybody's score. A name that is borne by nobody whom the worker may know of is as if it were not
    known at all: otherwise the scores of others would tell that somebody hidden bears it."""
    rare = {place: evidence.names[place - 1] for place, people in evidence.bearers.items() if 0 < people <= FEW}
    if not rare:
        return
    with connection.cursor() as cursor:
        cursor.execute("select keys from finding_candidates(%s, 1, '')", [[key("n", word) for word in rare.values()]])
        borne = {word for (keys,) in cursor.fetchall() for word in keys.split()}
    evidence.bearers = {place: people for place, people in evidence.bearers.items() if place not in rare or f"n{rare[place]}" in borne}


def _share_joined(forms: Forms, joined: list[str], *, least: int) -> None:
    """A joined word with so many forms stands for both of its parts."""
    first = len(joined) + 2
    for at, word in enumerate(joined):
        if len(forms.pop(first + at, {})) >= least:
            for place in (at + 1, at + 2):
                forms.setdefault(place, {}).setdefault(word, 0.95)
