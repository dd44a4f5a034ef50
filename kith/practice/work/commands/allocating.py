"""Allocating people and raising tasks."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kith.foundations.access.commands import end_grants, grant
from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import circles_of
from kith.practice.work.events import AllocationEnded, PersonAllocated, TaskDone, TaskRaised
from kith.practice.work.models import Allocation, Task


class AlreadyAllocated(Refusal):
    """One open lead a role."""


class TaskIncomplete(Refusal):
    """A task needs words."""


@transaction.atomic
def allocate(
    *, person_id: int, worker_id: int | None, team_id: int, role: str = Allocation.Role.LEAD, starts_on: date, by: Worker, at: datetime
) -> Allocation:
    """Give a worker, or a team's duty, a role with a person. One lead a role at a time."""
    require(by, Ability.ALLOCATE, about=person_id)
    present = (
        Allocation.objects.select_for_update(of=("self",))
        .filter(person_id=person_id, role=role, ends_on=None)
        .select_related("worker", "team")
        .first()
    )
    if present and role != Allocation.Role.CO_WORKER:
        holder = present.worker.name if present.worker else present.team.name
        raise AlreadyAllocated(
            f"{holder} holds this role since {present.starts_on.day} {present.starts_on:%B %Y}. Hand over instead.", field="worker"
        )
    allocation = Allocation.objects.create(
        person_id=person_id, worker_id=worker_id, team_id=team_id, role=role, starts_on=starts_on, allocated_at=at, allocated_by=by
    )
    announce(PersonAllocated(person_ids=(person_id,), subject=f"work.Allocation:{allocation.pk}"), by=by, at=at)
    grant_business(allocation=allocation, by=by, at=at)
    return allocation


@transaction.atomic
def end_allocation(*, allocation: Allocation, ends_on: date, reason: str = "", by: Worker, at: datetime) -> Allocation:
    """End a role with a person."""
    require(by, Ability.ALLOCATE, about=allocation.person_id)
    if ends_on < allocation.starts_on:
        raise AlreadyAllocated("An allocation cannot end before it starts. Check the date.", field="ends_on")
    allocation.ends_on, allocation.end_reason = ends_on, reason
    allocation.save(update_fields=["ends_on", "end_reason"])
    announce(AllocationEnded(person_ids=(allocation.person_id,), subject=f"work.Allocation:{allocation.pk}", reason=reason), by=by, at=at)
    end_grants(source=f"work.Allocation:{allocation.pk}", ends_on=ends_on, by=by, at=at)
    return allocation


@transaction.atomic
def grant_business(*, allocation: Allocation, by: Worker, at: datetime) -> None:
    """Whoever works with a person has business with their family and household too; and so has the team. Asked again when a family grows."""
    source = f"work.Allocation:{allocation.pk}"
    family = circles_of([allocation.person_id], seen_by=by)[allocation.person_id]
    since = min(allocation.starts_on, localdate(at))
    if allocation.worker_id:
        grant(person_ids=family, worker_id=allocation.worker_id, source=source, starts_on=since, by=by, at=at)
    grant(person_ids=family, team_id=allocation.team_id, source=source, starts_on=since, by=by, at=at)


@transaction.atomic
def hand_over(
    *, person_id: int, worker_id: int | None, team_id: int, role: str = Allocation.Role.LEAD, on: date, by: Worker, at: datetime
) -> Allocation:
    """End the present holder's role and give it to another on the same day, so that nobody is without for a moment."""
    require(by, Ability.ALLOCATE, about=person_id)
    for present in Allocation.objects.select_for_update().filter(person_id=person_id, role=role, ends_on=None):
        end_allocation(allocation=present, ends_on=max(on, present.starts_on), reason="handed over", by=by, at=at)
    return allocate(person_id=person_id, worker_id=worker_id, team_id=team_id, role=role, starts_on=on, by=by, at=at)


@transaction.atomic
def raise_task(*, person_id: int, worker_id: int, title: str, due_on: date, by: Worker, at: datetime) -> Task:
    """Say that something is to be done about a person by a day."""
    require(by, Ability.RECORD, about=person_id)
    if not title.strip():
        raise TaskIncomplete("Say what is to be done.", field="title")
    task = Task.objects.create(person_id=person_id, worker_id=worker_id, title=title.strip(), due_on=due_on, raised_at=at, raised_by=by)
    announce(TaskRaised(person_ids=(person_id,), subject=f"work.Task:{task.pk}"), by=by, at=at)
    return task


@transaction.atomic
def finish_task(*, task_id: int, by: Worker, at: datetime) -> Task:
    """A task is done. A second click changes nothing."""
    task = Task.objects.select_for_update().get(pk=task_id)
    require(by, Ability.RECORD, about=task.person_id)
    if task.done_at is None:
        task.done_at, task.done_by = at, by
        task.save(update_fields=["done_at", "done_by"])
    announce(TaskDone(person_ids=(task.person_id,), subject=f"work.Task:{task.pk}"), by=by, at=at)
    return task
