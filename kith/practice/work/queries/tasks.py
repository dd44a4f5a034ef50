"""What is due, what workers should know, and among whom one chooses."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Team, Worker
from kith.foundations.staff.queries import workers_here
from kith.practice.work.models import Notice, Task

_ABOUT = """
    select t.id, t.title, t.due_on, t.person_id, '', w.name from work_task t join staff_worker w on w.id = t.worker_id
    where t.person_id = %(person)s and t.done_at is null order by t.due_on, t.id limit 50
"""
_MINE = """
    select t.id, t.title, t.due_on, t.person_id, p.name, '' from work_task t join people_person p on p.id = t.person_id
    where t.worker_id = %(worker)s and t.done_at is null order by t.due_on, t.id limit 100
"""
_NOTICES = "select * from work_notice where worker_id = %s and seen_at is null order by at desc, id desc limit 50"

@dataclass(frozen=True)
class TaskView:
    """An open task: what is to do about whom, by whom, by when. Without a name the reader is on their record."""

    id: int
    title: str
    due_on: date
    person_id: int
    name: str
    worker: str


def tasks_about(person_id: int, *, seen_by: Worker) -> list[TaskView]:
    """Open tasks about a person, the soonest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    return _open(_ABOUT, {"person": person_id}) if has_part(seen_by, Part.INVOLVED) else []


def people_of_task(task_id: int, *, seen_by: Worker) -> list[int]:
    """Whom a task is about; nobody, where the record is not open to the worker."""
    return list(open_ids(Task.objects.filter(pk=task_id).values_list("person_id", flat=True), seen_by=seen_by, part=Part.INVOLVED))


def my_tasks(*, seen_by: Worker) -> list[TaskView]:
    """The worker's open tasks, the soonest first."""
    require(seen_by, Ability.SIGNED_IN)
    return _open(_MINE, {"worker": seen_by.pk})


def _open(asked: str, told: dict[str, int]) -> list[TaskView]:
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
