"""What is to be done: said, done, settled by an entry, passed on."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import uuid4

from kith.foundations.access.queries import not_shut_out, open_ids, require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.recording.queries import NoSuchEntry, people_in
from kith.practice.work.events import TaskDone, TaskRaised, TasksPassedOn
from kith.practice.work.models import Task


class TaskIncomplete(Refusal):
    """A task needs words, and somebody who can do it."""


@command
def raise_task(*, person_id: int, also: Sequence[int] = (), worker_id: int, title: str, due_on: date, by: Worker, at: datetime) -> Task:
    """Say that something is to be done about a person by a day, and `also` about others in one go. Returns the first person's."""
    people = list(dict.fromkeys([person_id, *also]))
    require(by, Ability.RECORD, about=people)
    if not title.strip():
        raise TaskIncomplete("Say what is to be done.", field="title")
    if worker_id not in not_shut_out([worker_id], about=people, seen_by=by):
        raise TaskIncomplete("They may not open all of these records, so they cannot be given this. Choose somebody else.", field="worker")
    together = uuid4() if len(people) > 1 else None
    tasks = [
        Task(person_id=one, together=together, worker_id=worker_id, title=title.strip(), due_on=due_on, raised_at=at, raised_by=by)
        for one in people
    ]
    Task.objects.bulk_create(tasks)
    announce(TaskRaised(person_ids=tuple(people), subject=f"work.Task:{tasks[0].pk}"), by=by, at=at)
    return tasks[0]


@command
def finish_task(*, task_id: int, by: Worker, at: datetime) -> Task:
    """A task is done, about everybody whom it is about and whose record is open to the worker. A second click changes nothing."""
    task = Task.objects.select_for_update().get(pk=task_id)
    require(by, Ability.RECORD, about=task.person_id)
    _done(task, _together(task, by), by=by, at=at)
    return task


@command
def settle_tasks(*, entry_id: int, task_ids: Iterable[int], by: Worker, at: datetime) -> None:
    """What an entry did: each task is done, with the way to the entry, about whom the entry is about; about others it stays to be done.
    Raises TaskIncomplete where the entry is about nobody of a task."""
    there = people_in(entry_id, seen_by=by)
    if not there:
        raise NoSuchEntry
    require(by, Ability.RECORD, about=sorted(there))
    for task in Task.objects.select_for_update().filter(pk__in=list(task_ids), worker=by).order_by("pk"):
        tasks = [one for one in _together(task, by) if one.person_id in there]
        if not tasks and task.done_at is None:
            raise TaskIncomplete(f"You ticked that this did “{task.title}”, but it is not about the person of that task. Untick it, or tick the person.")
        _done(task, tasks, entry_id=entry_id, by=by, at=at)


def _together(task: Task, by: Worker) -> list[Task]:
    """What is still to be done of it, about whoever is open to the worker."""
    same = Task.objects.filter(together=task.together) if task.together else Task.objects.filter(pk=task.pk)
    tasks = list(same.filter(done_at=None).select_for_update().order_by("pk"))
    open_to = open_ids([one.person_id for one in tasks], seen_by=by)
    return [one for one in tasks if one.person_id in open_to]


def _done(task: Task, tasks: Sequence[Task], *, entry_id: int | None = None, by: Worker, at: datetime) -> None:
    """On the ledger a second click is one too."""
    Task.objects.filter(pk__in=[one.pk for one in tasks]).update(done_at=at, done_by=by, settled_by_id=entry_id)
    settled = f"recording.Entry:{entry_id}" if entry_id else ""
    people = tuple(one.person_id for one in tasks) or (task.person_id,)
    announce(TaskDone(person_ids=people, subject=f"work.Task:{task.pk}", reason=settled), by=by, at=at)


@command
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
