"""Who has whom, and what is due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from kith.foundations.access.queries import open_ids, require, restrictions_on
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Team, Worker
from kith.foundations.staff.queries import holders_of
from kith.practice.work.models import Allocation, Notice, Task

_HELD = """
    select a.person_id, a.id, a.role, coalesce(w.name, ''), coalesce(w.phone, ''), t.name, t.phone, a.starts_on
    from work_allocation a join staff_team t on t.id = a.team_id left join staff_worker w on w.id = a.worker_id
    where a.person_id = any(%(people)s) and a.ends_on is null order by (a.role = %(lead)s) desc, a.starts_on, a.id
"""


@dataclass(frozen=True)
class AllocationView:
    """A current role with a person, and how to reach who holds it."""

    id: int
    role_word: str
    is_lead: bool
    worker_name: str
    worker_phone: str
    team_name: str
    team_phone: str
    starts_on: date


def allocations_of(ids: Iterable[int], *, seen_by: Worker) -> dict[int, list[AllocationView]]:
    """Who holds which role with each person now, leads first."""
    require(seen_by, Ability.SEARCH)
    found: dict[int, list[AllocationView]] = defaultdict(list)
    with connection.cursor() as cursor:  # every record and every list of people asks it: a statement of our own is cheaper than making one
        cursor.execute(_HELD, {"people": list(open_ids(ids, seen_by=seen_by)), "lead": Allocation.Role.LEAD})
        for person_id, id_, role, *told in cursor.fetchall():
            found[person_id].append(AllocationView(id_, Allocation.Role(role).label, role == Allocation.Role.LEAD, *told))
    return found


def leads_of(ids: Iterable[int], *, seen_by: Worker) -> dict[int, tuple[int | None, int | None]]:
    """By person: (worker, team) who leads for them now, as ids. Who has nobody is left out."""
    require(seen_by, Ability.SEARCH)
    held = Allocation.objects.filter(person_id__in=open_ids(ids, seen_by=seen_by), role=Allocation.Role.LEAD, ends_on=None)
    return {person: (worker, team) for person, worker, team in held.values_list("person_id", "worker_id", "team_id")}


def my_people(*, seen_by: Worker) -> list[tuple[int, str, date]]:
    """(person, role, since) of everybody allocated to the worker now."""
    require(seen_by, Ability.SIGNED_IN)
    rows = Allocation.objects.filter(worker=seen_by, ends_on=None).order_by("starts_on").values_list("person_id", "role", "starts_on")
    return [(person_id, Allocation.Role(role).label, since) for person_id, role, since in rows]


def my_teams_people(*, seen_by: Worker, limit: int = 300) -> list[tuple[int, str]]:
    """(person, worker's name or "") of everybody with a lead in the manager's own teams."""
    require(seen_by, Ability.ALLOCATE)
    teams = Team.objects.filter(memberships__worker=seen_by, memberships__ends_on=None)
    rows = Allocation.objects.filter(team__in=teams, ends_on=None, role=Allocation.Role.LEAD).order_by("worker__name", "starts_on", "id")
    return [(person_id, name or "") for person_id, name in rows.values_list("person_id", "worker__name")[:limit]]


def answerable_for(ids: Iterable[int], *, seen_by: Worker) -> set[int]:
    """The managers (workers' ids) of the teams that work with these people now or are let in, and who restricted their records. A team whose
    manager is not named has those of its members who authorise."""
    people = list(ids)
    require(seen_by, Ability.SIGNED_IN)
    shuts = [shut for person_id in people for shut in restrictions_on(person_id, seen_by=seen_by)]
    let_in = [entrant.team_id for shut in shuts for entrant in shut.entrants if entrant.team_id]
    teams = Team.objects.filter(Q(allocations__person_id__in=people, allocations__ends_on=None) | Q(pk__in=let_in)).distinct()
    return {shut.restriction.placed_by for shut in shuts} | _who_manage(teams, besides=seen_by)


def _who_manage(teams: Iterable[Team], *, besides: Worker) -> set[int]:
    """Named as manager, or, where nobody else is, members who authorise."""
    authorise = set(holders_of(Ability.AUTHORISE, on=timezone.localdate()))
    found: set[int] = set()
    for team in teams:
        named = {team.manager_id} & authorise - {besides.pk}
        found |= {one for one in named or _members(team) & authorise if one}
    return found


def _members(team: Team) -> set[int]:
    today = timezone.localdate()
    here = team.memberships.filter(starts_on__lte=today).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return set(here.values_list("worker_id", flat=True))


def tasks_about(person_id: int, *, seen_by: Worker) -> list[Task]:
    """Open tasks about a person, the soonest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    tasks = Task.objects.filter(person_id=person_id, done_at=None).select_related("worker")
    return list(tasks.only("person_id", "title", "due_on", "worker__name").order_by("due_on")[:50])


def people_of_task(task_id: int, *, seen_by: Worker) -> list[int]:
    """Whom a task is about; nobody, where the record is not open to the worker."""
    return list(open_ids(Task.objects.filter(pk=task_id).values_list("person_id", flat=True), seen_by=seen_by))


def my_tasks(*, seen_by: Worker) -> list[Task]:
    """The worker's open tasks, the soonest first."""
    require(seen_by, Ability.SIGNED_IN)
    return list(Task.objects.filter(worker=seen_by, done_at=None).select_related("person").order_by("due_on")[:100])


def notices_for(*, seen_by: Worker) -> list[Notice]:
    """What the worker should know and has not said to have seen, the newest first."""
    require(seen_by, Ability.SIGNED_IN)
    return list(Notice.objects.filter(worker=seen_by, seen_at=None).order_by("-at", "-id")[:50])


def emergency_duty(*, seen_by: Worker) -> list[Team]:
    """The team that answers at night and at weekends: whichever is called so, or says so as its service."""
    require(seen_by, Ability.SIGNED_IN)
    return list(Team.objects.filter(Q(service__icontains="emergency duty") | Q(name__icontains="emergency duty")).order_by("name")[:3])


def teams_and_workers(*, seen_by: Worker) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """(teams, workers) to choose from: id and name."""
    require(seen_by, Ability.SIGNED_IN)
    workers = Worker.objects.filter(is_machine=False, ends_on=None).order_by("name").values_list("id", "name")
    return list(Team.objects.order_by("name").values_list("id", "name")), list(workers)
