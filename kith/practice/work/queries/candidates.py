"""To whom a person can be allocated, and how much each has already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from kith.foundations.access.queries import in_counts, not_shut_out, require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Team, Worker
from kith.foundations.staff.queries import covering, holders_of, workers_here
from kith.practice.work.models import Allocation


@dataclass(frozen=True)
class Candidate:
    """A worker of a team who may be given somebody. `share`: how full the bar is drawn, in hundredths of the fullest."""

    id: int
    name: str
    job_title: str
    people: int
    leads: int
    share: int
    leaves_on: date | None
    is_away: bool


def candidates(person_ids: Iterable[int], *, team_id: int, seen_by: Worker) -> list[Candidate]:
    """The workers of a team who write on records and may open all of these, by name, with their caseloads: of whose records
    are open to who looks, and hidden from nobody."""
    people = list(person_ids)
    require(seen_by, Ability.ALLOCATE, about=people or None)
    today = timezone.localdate()
    writers = set(holders_of(Ability.RECORD, on=today))
    workers = [one for one in workers_here(on=today, team_id=team_id) if one.pk in writers]
    free = not_shut_out([one.pk for one in workers], about=people, seen_by=seen_by)
    load = _caseloads([one.pk for one in workers])
    fullest = max([1, *(count for count, _ in load.values())])
    return [_candidate(one, *load.get(one.pk, (0, 0)), fullest, today) for one in workers if one.pk in free]


def _candidate(worker: Worker, people: int, leads: int, fullest: int, today: date) -> Candidate:
    away = covering(worker, on=today) is not None
    return Candidate(worker.pk, worker.name, worker.job_title, people, leads, round(100 * people / fullest), worker.ends_on, away)


def _caseloads(worker_ids: list[int]) -> dict[int, tuple[int, int]]:
    rows = Allocation.objects.filter(in_counts(), worker_id__in=worker_ids, ends_on=None).values("worker_id")
    counted = rows.annotate(
        people=Count("person_id", distinct=True), leads=Count("person_id", distinct=True, filter=~Q(role=Allocation.Role.CO_WORKER))
    )
    return {worker_id: (people, leads) for worker_id, people, leads in counted.values_list("worker_id", "people", "leads")}


def own_team(*, seen_by: Worker) -> Team | None:
    """The team whose workers are shown first: the one that the worker manages, or is in."""
    require(seen_by, Ability.SIGNED_IN)
    today = timezone.localdate()
    here = Q(memberships__worker=seen_by, memberships__starts_on__lte=today) & (
        Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=today)
    )
    managed = Team.objects.filter(manager=seen_by).order_by("name").first()
    return managed or Team.objects.filter(here).order_by("name").first()
