"""The search over everybody: read the box, gather who may be meant, the best first, and say why."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries.gathering import FIRST_LOOK, gather
from kith.practice.finding.rules import box
from kith.practice.finding.rules.ranking import Fit
from kith.practice.finding.rules.words import plain
from kith.practice.people.queries import AddressView, AlertView, Listed, PersonCard, listed
from kith.practice.work.queries import AllocationView, allocations_of

BEHIND = 0.28  # whoever is so far behind the best is less likely, however good
NOTHING_TO_LOOK_FOR = "There is nothing in that to look for. Type a name, a date of birth, an address or a number."


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
    is_good: bool

    def as_json(self) -> dict[str, object]:
        born = self.card.born_on.isoformat() if self.card.born_on else None
        return {"person_id": self.card.id, "name": self.card.name, "born": born, "score": self.score, "why": self.why}


@dataclass(frozen=True)
class SearchAnswer:
    """Who was found, the best first; how the box was read; whether there are more; what was done about what cannot be."""

    results: list[Found]
    understood: list[str]
    more: bool
    notes: list[str] = field(default_factory=list)

    @property
    def good(self) -> list[Found]:
        """Those who may well be meant."""
        return [found for found in self.results if found.is_good]

    @property
    def less_likely(self) -> list[Found]:
        """Those whom only a part fits."""
        return [found for found in self.results if not found.is_good]


def search(text: str, *, seen_by: Worker, today: date, limit: int = 20) -> SearchAnswer:
    """Find people by whatever was typed. An empty or unreadable box finds nobody."""
    require(seen_by, Ability.SEARCH)
    evidence = box.read(text, today=today)
    if evidence.is_empty:
        return SearchAnswer([], [], more=False, notes=[NOTHING_TO_LOOK_FOR] if text.strip() else [])
    good, others = _divided(gather(evidence, seen_by=seen_by, today=today, enough=limit))
    best = _own_first(good[: limit * 3], seen_by)[:limit]
    weak = others[: max(0, min(limit, FIRST_LOOK) - len(best))]
    results = _shown(best, weak, seen_by, today)
    return SearchAnswer(results, evidence.understood, more=len(good) > limit, notes=evidence.notes)


def _divided(fits: list[Fit]) -> tuple[list[Fit], list[Fit]]:
    """Those who may well be meant, and those whom only a part fits, or who are far behind the best."""
    least = fits[0].score - BEHIND if fits else 0.0
    good = [fit for fit in fits if fit.is_good and fit.score >= least]
    return good, fits[len(good) :]


def _own_first(fits: list[Fit], seen_by: Worker) -> list[Fit]:
    """Among equals the worker's own people come first, then her team's: only true namesakes change places. Then who bears these names and no
    others."""
    scores = [round(fit.score, 2) for fit in fits]
    if len(set(scores)) == len(scores):
        return fits
    with connection.cursor() as cursor:
        cursor.execute(
            """select person_id, max(case when worker_id = %s then 2 else 1 end) from work_allocation where person_id = any(%s) and ends_on is null
               and (worker_id = %s or team_id in (select team_id from staff_membership where worker_id = %s and ends_on is null)) group by person_id""",
            [seen_by.pk, [fit.person_id for fit in fits], seen_by.pk, seen_by.pk],
        )
        own = dict(cursor.fetchall())
    return sorted(fits, key=lambda fit: (-round(fit.score, 2), -own.get(fit.person_id, 0), -fit.score, fit.person_id))


def _shown(good: list[Fit], weak: list[Fit], seen_by: Worker, today: date) -> list[Found]:
    ids = [fit.person_id for fit in (*good, *weak)]
    if not ids:
        return []
    people, allocations = listed(ids, seen_by=seen_by), allocations_of(ids, seen_by=seen_by)
    return [
        Found(
            card=one.card, score=fit.score, why=_reasons(fit, one), homes=one.homes, alerts=one.alerts,
            allocations=allocations[fit.person_id], age_text=one.card.age(today), is_good=at < len(good),
        )
        for at, fit in enumerate((*good, *weak))
        if (one := people.get(fit.person_id))
    ]  # fmt: skip


def _words(full: str) -> set[str]:
    words = re.findall(r"[^\W_]+", plain(full))
    return {*words, *("".join(pair) for pair in pairwise(words))}


def _reasons(fit: Fit, one: Listed) -> list[str]:
    """Why somebody was found; a name that is not the present one is named with its kind. Of a record that is shut nothing is confirmed: what
    is not shown could be guessed by trying."""
    if not one.card.is_open:
        return []
    why, present = list(fit.why), _words(one.present)
    for word in dict.fromkeys(fit.matched):
        if word not in present:
            why += [f"{kind}: {name}" for kind, name in one.others if word in _words(name)][:1]
    return list(dict.fromkeys(why))
