"""What is due, what workers should know, and among whom one chooses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.clocks.moments import said_day
from kith.foundations.staff.models import Team, Worker
from kith.foundations.staff.queries import workers_here
from kith.practice.work.models import Notice, Task

_OTHERS = """(select string_agg(p.name, ', ' order by o.id) from work_task o join people_person p on p.id = o.person_id
            where o.together = t.together and o.id <> t.id and o.done_at is null and access_sees(%(worker)s, o.person_id))"""
_ABOUT = f"""
    select t.id, t.title, t.due_on, t.person_id, coalesce({_OTHERS}, ''), w.name from work_task t join staff_worker w on w.id = t.worker_id
    where t.person_id = %(person)s and t.done_at is null order by t.due_on, t.id limit 50
"""  # noqa: S608 - fixed text of ours
_MINE = """
    select min(t.id), t.title, t.due_on, (array_agg(t.person_id order by t.id))[1], string_agg(p.name, ', ' order by t.id), ''
    from work_task t join people_person p on p.id = t.person_id
    where t.worker_id = %(worker)s and t.done_at is null group by coalesce(t.together::text, t.id::text), t.title, t.due_on
    order by t.due_on, min(t.id) limit 100
"""
_TO_SETTLE = _MINE.replace("t.done_at is null", "t.done_at is null and t.person_id = any(%(people)s)")
_LATE = """
    select min(t.id), t.title, t.due_on, (array_agg(t.person_id order by t.id))[1], string_agg(p.name, ', ' order by t.id), w.name
    from work_task t join people_person p on p.id = t.person_id join staff_worker w on w.id = t.worker_id
    where t.person_id = any(%(people)s) and t.done_at is null and t.due_on < %(today)s and access_sees(%(worker)s, t.person_id)
    group by coalesce(t.together::text, t.id::text), t.title, t.due_on, w.name order by t.due_on, min(t.id) limit 200
"""
_DONE = """
    select t.title, t.due_on, t.done_at, w.name, s.source_id from work_task t join staff_worker w on w.id = t.done_by_id
    left join recording_storyline s on s.person_id = t.person_id and s.source = 'recording.Entry' and s.source_id = t.settled_by_id
        and s.access_class >= 0 and access_sees(%(worker)s, t.person_id, 'recording.Entry:' || t.settled_by_id)
    where t.person_id = %(person)s and t.done_at is not null order by t.done_at desc, t.id desc limit 50
"""
_NOTICES = "select * from work_notice where worker_id = %s and seen_at is null order by at desc, id desc limit 50"

@dataclass(frozen=True)
class TaskView:
    """An open task: what is to do about whom, by whom, by when. On somebody's record `name` is who else it is about."""

    id: int
    title: str
    due_on: date
    person_id: int
    name: str
    worker: str


def tasks_about(person_id: int, *, seen_by: Worker) -> list[TaskView]:
    """Open tasks about a person, the soonest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    return _open(_ABOUT, {"person": person_id, "worker": seen_by.pk}) if has_part(seen_by, Part.INVOLVED) else []


@dataclass(frozen=True)
class TaskDoneView:
    """A task that is done: by whom, when, and the entry that did it, if one did."""

    title: str
    due_on: date
    done_at: datetime
    worker: str
    entry_id: int | None


def tasks_done_about(person_id: int, *, seen_by: Worker) -> list[TaskDoneView]:
    """Tasks about a person that are done, the last done first."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.INVOLVED):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_DONE, {"person": person_id, "worker": seen_by.pk})
        return [TaskDoneView(*row) for row in cursor.fetchall()]


def tasks_to_settle(person_ids: Iterable[int], *, seen_by: Worker) -> list[tuple[int, str]]:
    """(id, words) of the worker's own open tasks about these people, which an entry about them may have done."""
    require(seen_by, Ability.SIGNED_IN)
    people = sorted(open_ids(person_ids, seen_by=seen_by, part=Part.INVOLVED))
    tasks = _open(_TO_SETTLE, {"worker": seen_by.pk, "people": people}) if people else []
    return [(task.id, f"{task.title}: {task.name}, by {said_day(task.due_on)}") for task in tasks]


def tasks_settled_by(entry_id: int, *, seen_by: Worker) -> list[str]:
    """What an entry did, in words: about whoever is open to the worker."""
    require(seen_by, Ability.VIEW)
    tasks = list(Task.objects.filter(settled_by_id=entry_id).order_by("pk"))
    open_to = open_ids([task.person_id for task in tasks], seen_by=seen_by, thing=f"recording.Entry:{entry_id}", part=Part.INVOLVED)
    return list(dict.fromkeys(f"Task done: {task.title} (by {said_day(task.due_on)})" for task in tasks if task.person_id in open_to))


def people_of_task(task_id: int, *, seen_by: Worker) -> list[int]:
    """Whom a task is about; nobody, where the record is not open to the worker."""
    return list(open_ids(Task.objects.filter(pk=task_id).values_list("person_id", flat=True), seen_by=seen_by, part=Part.INVOLVED))


def my_tasks(*, seen_by: Worker) -> list[TaskView]:
    """The worker's open tasks, the soonest first."""
    require(seen_by, Ability.SIGNED_IN)
    return _open(_MINE, {"worker": seen_by.pk})


def tasks_late(people: Iterable[int], *, today: date, seen_by: Worker) -> list[TaskView]:
    """Tasks about these people that should have been done by now, whosever they are, the longest overdue first."""
    require(seen_by, Ability.SIGNED_IN)
    if not has_part(seen_by, Part.INVOLVED):
        return []
    return _open(_LATE, {"worker": seen_by.pk, "people": list(people), "today": today})


def _open(asked: str, told: dict[str, Any]) -> list[TaskView]:
    """Written out: every record and every list of the day asks it, and composing it took longer than answering it."""
    with connection.cursor() as cursor:
        cursor.execute(asked, told)
        return [TaskView(*row) for row in cursor.fetchall()]


def notices_for(*, seen_by: Worker) -> list[Notice]:
    """What the worker should know and has not said to have seen, the newest first."""
    require(seen_by, Ability.SIGNED_IN)
    return list(Notice.objects.raw(_NOTICES, [seen_by.pk]))


def emergency_duty(*, seen_by: Worker) -> list[Team]:
    """The team that answers at night and at weekends: whichever is called so, or says so as its service."""
    require(seen_by, Ability.SIGNED_IN)
    return list(Team.objects.filter(Q(service__icontains="emergency duty") | Q(name__icontains="emergency duty")).order_by("name")[:3])


def teams_and_workers(*, seen_by: Worker) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """(teams, workers) to choose from: id and name. Who has left is not among them; who leaves later is."""
    require(seen_by, Ability.SIGNED_IN)
    workers = [(one.pk, one.name) for one in workers_here(on=timezone.localdate())]
    return list(Team.objects.order_by("name").values_list("id", "name")), workers
