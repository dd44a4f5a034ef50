"""Who has whom: now, until now, and whom a leaver leaves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Team, Worker
from kith.practice.work.models import Allocation

_HELD = """
    select a.person_id, a.id, a.role, coalesce(w.name, ''), coalesce(w.phone, ''), t.name, t.phone, t.duty_phone, a.starts_on,
           case when w.ends_on < %(today)s::date then w.ends_on end, coalesce(m.name, ''), coalesce(m.phone, ''), coalesce(c.name, ''), c.ends_on
    from work_allocation a join staff_team t on t.id = a.team_id left join staff_worker w on w.id = a.worker_id
    left join staff_worker m on m.id = t.manager_id and (m.ends_on is null or m.ends_on >= %(today)s::date)
    left join lateral (
        select k.name, c.ends_on from staff_cover c join staff_worker k on k.id = c.covered_by_id
        where c.worker_id = a.worker_id and c.ended_at is null and %(today)s::date between c.starts_on and c.ends_on
          and (k.ends_on is null or k.ends_on >= %(today)s::date)
    ) c on true
    where a.person_id = any(%(people)s) and a.ends_on is null order by (a.role = %(lead)s) desc, a.starts_on, a.id
"""


@dataclass(frozen=True)
class AllocationView:
    """A current role with a person, how to reach who holds it; and if they have left or are away, who answers."""

    id: int
    role_word: str
    is_lead: bool
    worker_name: str
    worker_phone: str
    team_name: str
    team_phone: str
    duty_phone: str
    starts_on: date
    left_on: date | None
    manager_name: str
    manager_phone: str
    cover_name: str
    cover_until: date | None

    @property
    def holder(self) -> str:
        """Who holds it, in words: a leaver is never named as if they were there."""
        if not self.worker_name:
            return "Duty"
        return f"{self.worker_name} (has left)" if self.left_on else self.worker_name

    @property
    def answers(self) -> str:
        """Who answers for what a leaver left."""
        return f"{self.manager_name}, manager of {self.team_name}" if self.manager_name else f"the duty of {self.team_name}"

    @property
    def answers_on(self) -> str:
        """On which number; nothing where none is known."""
        return (self.manager_phone if self.manager_name else self.duty_phone) or self.duty_phone or self.team_phone


def allocations_of(ids: Iterable[int], *, seen_by: Worker) -> dict[int, list[AllocationView]]:
    """Who holds which role with each person now, leads first."""
    require(seen_by, Ability.SEARCH)
    found: dict[int, list[AllocationView]] = defaultdict(list)
    people = list(open_ids(ids, seen_by=seen_by, part=Part.INVOLVED))
    with connection.cursor() as cursor:  # every record and every list of people asks it: a statement of our own is cheaper than making one
        cursor.execute(_HELD, {"people": people, "lead": Allocation.Role.LEAD, "today": timezone.localdate()})
        for person_id, id_, role, *facts in cursor.fetchall():
            found[person_id].append(AllocationView(id_, Allocation.Role(role).label, role == Allocation.Role.LEAD, *facts))
    return found


def leads_of(
    ids: Iterable[int], *, role: str = Allocation.Role.LEAD, seen_by: Worker
) -> dict[int, tuple[int | None, int | None]]:
    """By person: (worker, team) who leads for them now in this role, as ids; where nobody holds it, the allocated worker. Who has nobody is
    left out."""
    require(seen_by, Ability.SEARCH)
    roles = [Allocation.Role.LEAD, role]
    people = open_ids(ids, seen_by=seen_by, part=Part.INVOLVED)
    held = Allocation.objects.filter(person_id__in=people, role__in=roles, ends_on=None)
    rows = sorted(held.values_list("person_id", "worker_id", "team_id", "role"), key=lambda row: row[3] == role)
    return {person: (worker, team) for person, worker, team, _ in rows}


@dataclass(frozen=True)
class PastAllocation:
    """A role with a person that has ended."""

    role_word: str
    worker_name: str
    team_name: str
    starts_on: date
    ends_on: date
    reason: str


def allocations_until_now(person_id: int, *, seen_by: Worker) -> list[PastAllocation]:
    """Who held which role with a person before, the latest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.INVOLVED):
        return []
    rows = Allocation.objects.filter(person_id=person_id, ends_on__isnull=False).select_related("worker", "team").order_by("-ends_on", "-id")
    return [
        PastAllocation(row.get_role_display(), row.worker.name if row.worker else "Duty", row.team.name, row.starts_on, row.ends_on, row.end_reason)
        for row in rows[:50]
        if row.ends_on
    ]


def my_people(*, seen_by: Worker) -> list[tuple[int, str, date]]:
    """(person, role, since) of everybody allocated to the worker now."""
    require(seen_by, Ability.SIGNED_IN)
    rows = Allocation.objects.filter(worker=seen_by, ends_on=None).order_by("starts_on").values_list("person_id", "role", "starts_on")
    return [(person_id, Allocation.Role(role).label, since) for person_id, role, since in rows]


@dataclass(frozen=True)
class TeamsPerson:
    """Somebody with a lead in one of a manager's teams. `worker_id`: nobody, where only the team is allocated."""

    person_id: int
    worker_id: int | None
    worker_name: str
    leaves_on: date | None


def my_teams_people(*, seen_by: Worker, limit: int = 300) -> list[TeamsPerson]:
    """Everybody with a lead in the teams that the worker manages or is in today."""
    require(seen_by, Ability.ALLOCATE)
    today = timezone.localdate()
    here = Q(memberships__worker=seen_by, memberships__starts_on__lte=today) & (
        Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=today)
    )
    teams = set(Team.objects.filter(here | Q(manager=seen_by)).values_list("pk", flat=True))  # first, so that their rows alone are read
    rows = Allocation.objects.filter(team__in=teams, ends_on=None, role=Allocation.Role.LEAD).order_by("worker__name", "starts_on", "id")
    told = rows.values_list("person_id", "worker_id", "worker__name", "worker__ends_on")[:limit]
    return [TeamsPerson(person_id, worker_id, name or "", ends_on) for person_id, worker_id, name, ends_on in told]


@dataclass(frozen=True)
class Left:
    """A role with a person that a worker holds, to be handed over."""

    id: int
    person_id: int
    role_word: str
    team_name: str
    starts_on: date


def left_with(worker_id: int, *, seen_by: Worker) -> list[Left]:
    """Every role that a worker still holds, with those whose records are open to who looks."""
    require(seen_by, Ability.ALLOCATE)
    rows = Allocation.objects.filter(worker_id=worker_id, ends_on=None).select_related("team").order_by("starts_on", "id")
    held = [Left(row.pk, row.person_id, row.get_role_display(), row.team.name, row.starts_on) for row in rows]
    seen = open_ids([one.person_id for one in held], seen_by=seen_by)
    return [one for one in held if one.person_id in seen]
