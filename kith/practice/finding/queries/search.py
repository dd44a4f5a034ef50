"""The search over everybody: read the box, expand its words, gather candidates by keys, rank them, say why."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.finding.rules import box
from kith.practice.finding.rules.box import Evidence
from kith.practice.finding.rules.ranking import Fit, rank
from kith.practice.finding.rules.tiers import Expansion, rounds, strong_tiers
from kith.practice.people.queries import AddressView, AlertView, Listed, PersonCard, listed
from kith.practice.work.queries import AllocationView, allocations_of

EACH_TIER = 150  # candidates: enough that the best of a common name with a date are among them
FORMS = 24  # what one typed word may stand for, of each kind
NEARLY_FULL = 0.86  # one letter wrong in each name and the very day of birth: there is nobody better to look for
NAMESAKE = 0.97  # bears the very names
LEAST_SCORE = 0.34  # below this it is somebody else


@dataclass(frozen=True)
class Found:
    """Somebody who fits, with what a worker needs to know that it is them. `score` is from 0 to 1."""

    card: PersonCard
    score: float
    why: list[str]
    homes: list[AddressView]
    alerts: list[AlertView]
    allocations: list[AllocationView]
    age_text: str

    def as_json(self) -> dict[str, object]:
        born = self.card.born_on.isoformat() if self.card.born_on else None
        return {"person_id": self.card.id, "name": self.card.name, "born": born, "score": self.score, "why": self.why}


@dataclass(frozen=True)
class SearchAnswer:
    """Who was found, the best first; how the box was read; whether there are more."""

    results: list[Found]
    understood: list[str]
    more: bool


def search(text: str, *, seen_by: Worker, today: date, limit: int = 20) -> SearchAnswer:
    """Find people by whatever was typed. An empty or unreadable box finds nobody."""
    require(seen_by, Ability.SEARCH)
    evidence = box.read(text, today=today)
    if evidence.is_empty:
        return SearchAnswer([], [], more=False)
    fits = _ranked(evidence, today, limit)
    best = _own_first(fits[: limit * 3], seen_by)[:limit]
    return SearchAnswer(_shown(best, seen_by, today), evidence.understood, more=len(fits) > limit)


def _expand(evidence: Evidence) -> Expansion:
    """What each typed word may stand for; two neighbouring words may be one ("mc donald")."""
    if not evidence.names:
        return {}
    joined = ["".join(pair) for pair in pairwise(evidence.names)]
    expansion: Expansion = {}
    with connection.cursor() as cursor:
        cursor.execute("select place, word, weight, people from finding_expand(%s, %s)", [[*evidence.names, *joined], FORMS])
        for place, word, weight, people in cursor.fetchall():
            expansion.setdefault(place, {})[word] = round(weight, 2)
            if place <= len(evidence.names) and word == evidence.names[place - 1]:
                evidence.bearers[place] = people
    for at, word in enumerate(joined):
        forms = expansion.pop(len(evidence.names) + 1 + at, {})
        if len(forms) > 1 or evidence.names_alone:
            for place in (at + 1, at + 2):
                expansion.setdefault(place, {}).setdefault(word, 0.95)
    return expansion


def _ranked(evidence: Evidence, today: date, enough: int) -> list[Fit]:
    """First by keys that stand alone, without looking any word up; then round after round, until somebody fits well enough."""
    rows = _candidates(strong_tiers(evidence), evidence)
    found = _weigh(rows, evidence, {}, today)
    if not _is_enough(found, evidence, enough):
        expansion = _expand(evidence)
        found = _weigh(rows, evidence, expansion, today)
        for tiers in rounds(evidence, expansion, today=today):
            new = {person_id: keys for person_id, keys in _candidates(tiers, evidence).items() if person_id not in found}
            found |= _weigh(new, evidence, expansion, today)
            if _is_enough(found, evidence, enough):
                break
    return sorted((fit for fit in found.values() if fit.score >= LEAST_SCORE), key=lambda fit: (-fit.score, fit.person_id))


def _weigh(rows: dict[int, str], evidence: Evidence, expansion: Expansion, today: date) -> dict[int, Fit]:
    return {person_id: rank(person_id, keys.split(), evidence, expansion, today=today) for person_id, keys in rows.items()}


def _is_enough(found: dict[int, Fit], evidence: Evidence, enough: int) -> bool:
    """Somebody fits nearly fully; or, where only names were given, there is a page of namesakes."""
    if evidence.names_alone:
        return sum(fit.score >= NAMESAKE for fit in found.values()) >= enough
    return any(fit.score >= NEARLY_FULL for fit in found.values())


def _candidates(tiers: list[str], evidence: Evidence) -> dict[int, str]:
    """The keys of each, by person."""
    if not tiers:
        return {}
    near = " ".join(evidence.names) if evidence.names_alone else ""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, keys from finding_candidates(%s, %s, %s)", [tiers, EACH_TIER, near])
        return dict(cursor.fetchall())


def _own_first(fits: list[Fit], seen_by: Worker) -> list[Fit]:
    """Among equals the worker's own people come first, then her team's: only true namesakes change places."""
    if len(fits) < 2:
        return fits
    with connection.cursor() as cursor:
        cursor.execute(
            """select person_id, max(case when worker_id = %s then 2 else 1 end) from work_allocation where person_id = any(%s) and ends_on is null
               and (worker_id = %s or team_id in (select team_id from staff_membership where worker_id = %s and ends_on is null)) group by person_id""",
            [seen_by.pk, [fit.person_id for fit in fits], seen_by.pk, seen_by.pk],
        )
        own = dict(cursor.fetchall())
    return sorted(fits, key=lambda fit: (-round(fit.score, 2), -own.get(fit.person_id, 0), fit.person_id))


def _shown(fits: list[Fit], seen_by: Worker, today: date) -> list[Found]:
    ids = [fit.person_id for fit in fits]
    people, allocations = listed(ids, seen_by=seen_by), allocations_of(ids, seen_by=seen_by)
    return [
        Found(
            card=one.card, score=fit.score, why=_reasons(fit, one), homes=one.homes, alerts=one.alerts,
            allocations=allocations[fit.person_id], age_text=one.card.age(today),
        )
        for fit in fits
        if (one := people.get(fit.person_id))
    ]  # fmt: skip


def _words(full: str) -> set[str]:
    words = re.findall(r"[^\W_]+", box.plain(full))
    return {*words, *("".join(pair) for pair in pairwise(words))}


def _reasons(fit: Fit, one: Listed) -> list[str]:
    """Why somebody was found; a name that is not the present one is named with its kind."""
    why, present = list(fit.why), _words(one.present)
    for word in dict.fromkeys(fit.matched):
        if word not in present:
            why += [f"{kind}: {name}" for kind, name in one.others if word in _words(name)][:1]
    return list(dict.fromkeys(why))
