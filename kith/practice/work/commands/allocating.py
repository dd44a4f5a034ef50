"""Allocating people, one or a family, and ending it. Who is given somebody, or has given somebody up, is told."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from kith.foundations.access.commands import end_grants, grant
from kith.foundations.access.queries import not_shut_out, require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import circles_of
from kith.practice.work.commands.telling import tell_of_allocations
from kith.practice.work.events import AllocationEnded, PersonAllocated
from kith.practice.work.models import Allocation


class AlreadyAllocated(Refusal):
    """One open lead a role."""


class CannotBeAllocated(Refusal):
    """To somebody who has left or may not open the record, or on a day that cannot be."""


@command
def allocate(
    *, person_id: int, worker_id: int | None, team_id: int, role: str = Allocation.Role.LEAD, starts_on: date, by: Worker, at: datetime
) -> Allocation:
    """Give a worker, or a team's duty, a role with a person. One lead a role at a time. The worker and the team's manager are told."""
    made = _allocate(person_id, worker_id, team_id, role, starts_on, by=by, at=at)
    tell_of_allocations([made], [], by=by, at=at)
    return made


@command
def end_allocation(*, allocation: Allocation, ends_on: date, reason: str = "", by: Worker, at: datetime) -> Allocation:
    """End a role with a person. Who held it is told."""
    ended = _end(allocation, ends_on, reason, by=by, at=at)
    tell_of_allocations([], [ended], by=by, at=at)
    return ended


@command
def hand_over(
    *, person_id: int, worker_id: int | None, team_id: int, role: str = Allocation.Role.LEAD, on: date, by: Worker, at: datetime
) -> Allocation:
    """End the present holder's role and give it to another on the same day, so that nobody is without for a moment. A further co-worker takes
    nobody's place. What was is kept."""
    made, ended = _hand_over(person_id, worker_id, team_id, role, on, by=by, at=at)
    tell_of_allocations([made], ended, by=by, at=at)
    return made


@command
def hand_over_together(
    *, person_ids: Iterable[int], worker_id: int | None, team_id: int, role: str = Allocation.Role.LEAD, on: date, by: Worker, at: datetime
) -> list[Allocation]:
    """A family in one step: all of them, or none. Whoever has the worker in this role already stays as they are."""
    people = list(dict.fromkeys(person_ids))
    require(by, Ability.ALLOCATE, about=people)
    held = Allocation.objects.filter(_holder(worker_id), person_id__in=people, role=role, ends_on=None, team_id=team_id)
    already = set(held.values_list("person_id", flat=True))
    if set(people) <= already:
        raise AlreadyAllocated("That is how it stands already. Choose somebody else, or another role.", field="worker")
    pairs = [_hand_over(person_id, worker_id, team_id, role, on, by=by, at=at) for person_id in people if person_id not in already]
    made, ended = [made for made, _ in pairs], [one for _, ended in pairs for one in ended]
    tell_of_allocations(made, ended, by=by, at=at)
    return made


@command
def move_allocations(
    *, allocation_ids: Iterable[int], worker_id: int, team_id: int, on: date, by: Worker, at: datetime
) -> list[Allocation]:
    """Everything that a worker leaves behind goes to another, each in the role that it was: all of it, or nothing."""
    chosen = list(dict.fromkeys(allocation_ids))
    open_ones = list(Allocation.objects.select_for_update().filter(pk__in=chosen, ends_on=None).order_by("pk"))
    if not chosen or len(open_ones) != len(chosen):
        raise AlreadyAllocated("Some of these were handed over meanwhile, or nobody was chosen. Look at the list again.", field="which")
    require(by, Ability.ALLOCATE, about=[one.person_id for one in open_ones])
    made = []
    for one in open_ones:
        if one.worker_id == worker_id:
            raise CannotBeAllocated("Choose somebody else: they hold these now.", field="worker")
        _end(one, max(on, one.starts_on), "handed over", by=by, at=at)
        made.append(_allocate(one.person_id, worker_id, team_id, one.role, max(on, one.starts_on), by=by, at=at))
    tell_of_allocations(made, open_ones, by=by, at=at)
    return made


@command
def grant_business(*, allocation: Allocation, by: Worker, at: datetime) -> None:
    """Whoever works with a person has business with their family and household too; and so has the team. Asked again when a family grows."""
    source = f"work.Allocation:{allocation.pk}"
    family = circles_of([allocation.person_id], seen_by=by)[allocation.person_id]
    since = min(allocation.starts_on, localdate(at))
    if allocation.worker_id:
        grant(person_ids=family, worker_id=allocation.worker_id, source=source, starts_on=since, by=by, at=at)
    grant(person_ids=family, team_id=allocation.team_id, source=source, starts_on=since, by=by, at=at)


def _hand_over(
    person_id: int, worker_id: int | None, team_id: int, role: str, on: date, *, by: Worker, at: datetime
) -> tuple[Allocation, list[Allocation]]:
    require(by, Ability.ALLOCATE, about=person_id)
    present = Allocation.objects.select_for_update().filter(person_id=person_id, role=role, ends_on=None)
    ended = [] if role == Allocation.Role.CO_WORKER else list(present)
    for one in ended:
        if one.worker_id == worker_id and one.team_id == team_id:
            raise AlreadyAllocated("That is how it stands already. Choose somebody else, or another role.", field="worker")
        if on < one.starts_on:
            raise CannotBeAllocated(
                f"The present allocation began on {_said(one.starts_on)}. Hand over on that day or later.", field="starts_on"
            )
        _end(one, on, "handed over", by=by, at=at)
    return _allocate(person_id, worker_id, team_id, role, on, by=by, at=at), ended


def _allocate(
    person_id: int, worker_id: int | None, team_id: int, role: str, starts_on: date, *, by: Worker, at: datetime
) -> Allocation:
    require(by, Ability.ALLOCATE, about=person_id)
    if starts_on > localdate(at):
        raise CannotBeAllocated("An allocation begins today or on a day before. Come back on the day.", field="starts_on")
    if worker_id is not None:
        _require_fit(worker_id, person_id, by=by, at=at)
    _require_nobody_else(person_id, worker_id, role)
    before = Allocation.objects.filter(person_id=person_id, role=role).exclude(ends_on=None).order_by("-ends_on", "-pk").first()
    allocation = Allocation.objects.create(
        person_id=person_id, worker_id=worker_id, team_id=team_id, role=role, starts_on=starts_on, allocated_at=at, allocated_by=by
    )
    grant_business(allocation=allocation, by=by, at=at)
    said = PersonAllocated(
        person_ids=(person_id,), subject=f"work.Allocation:{allocation.pk}", role=role, worker_id=worker_id, team_id=team_id,
        instead_of=before.worker_id if before else None,
    )  # fmt: skip
    announce(said, by=by, at=at)
    return allocation


def _require_fit(worker_id: int, person_id: int, *, by: Worker, at: datetime) -> None:
    """Somebody who works here, and whom no restriction keeps from the record."""
    worker = Worker.objects.get(pk=worker_id)
    if worker.is_machine or (worker.ends_on and worker.ends_on < localdate(at)):
        raise CannotBeAllocated(f"{worker.name} has left. Choose somebody who works here.", field="worker")
    if worker_id not in not_shut_out([worker_id], about=[person_id], seen_by=by):
        raise CannotBeAllocated(
            f"{worker.name} may not open this record, so it cannot be allocated to them. Choose somebody else, or let them in first.",
            field="worker",
        )


def _require_nobody_else(person_id: int, worker_id: int | None, role: str) -> None:
    open_ones = Allocation.objects.select_for_update(of=("self",)).filter(person_id=person_id, role=role, ends_on=None)
    present = open_ones.select_related("worker", "team")
    if role == Allocation.Role.CO_WORKER:
        present = present.filter(_holder(worker_id))
    if (one := present.first()) is not None:
        holder = one.worker.name if one.worker else one.team.name
        instead = "Nothing needs to be done" if role == Allocation.Role.CO_WORKER else "Hand over instead"
        raise AlreadyAllocated(f"{holder} holds this role since {_said(one.starts_on)}. {instead}.", field="worker")


def _holder(worker_id: int | None) -> Q:
    return Q(worker__isnull=True) if worker_id is None else Q(worker_id=worker_id)


def _end(allocation: Allocation, ends_on: date, reason: str, *, by: Worker, at: datetime) -> Allocation:
    require(by, Ability.ALLOCATE, about=allocation.person_id)
    if ends_on < allocation.starts_on:
        raise AlreadyAllocated("An allocation cannot end before it starts. Check the date.", field="ends_on")
    if ends_on > localdate(at):
        raise CannotBeAllocated("An allocation ends today or on a day before. Come back on the day.", field="ends_on")
    allocation.ends_on, allocation.end_reason = ends_on, reason
    allocation.save(update_fields=["ends_on", "end_reason"])
    announce(AllocationEnded(person_ids=(allocation.person_id,), subject=f"work.Allocation:{allocation.pk}", reason=reason), by=by, at=at)
    end_grants(source=f"work.Allocation:{allocation.pk}", ends_on=ends_on, by=by, at=at)
    return allocation


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
