"""What is to be done: said, done, passed on."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from kith.foundations.access.queries import not_shut_out, require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce
from kith.foundations.staff.models import Worker
from kith.practice.work.events import TaskDone, TaskRaised, TasksPassedOn
from kith.practice.work.models import Task


class TaskIncomplete(Refusal):
    """A task needs words."""


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


@transaction.atomic
def pass_on_tasks(*, from_id: int, person_ids: Iterable[int], worker_id: int, by: Worker, at: datetime) -> int:
    """A worker's open tasks about these people become another's. Returns how many."""
    people = list(dict.fromkeys(person_ids))
    require(by, Ability.ALLOCATE, about=people)
    if worker_id not in not_shut_out([worker_id], about=people, seen_by=by):
        raise TaskIncomplete("They may not open all of these records, so their tasks cannot be passed on to them.", field="worker")
    count = Task.objects.filter(worker_id=from_id, person_id__in=people, done_at=None).update(worker_id=worker_id)
    if count:
        announce(TasksPassedOn(person_ids=tuple(people), subject=f"staff.Worker:{worker_id}", reason=f"{count} tasks"), by=by, at=at)
    return count
