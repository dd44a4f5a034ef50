"""What is due, what workers should know, and among whom one chooses."""

from django.db.models import Q
from django.utils import timezone

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Team, Worker
from kith.foundations.staff.queries import workers_here
from kith.practice.work.models import Notice, Task


def tasks_about(person_id: int, *, seen_by: Worker) -> list[Task]:
    """Open tasks about a person, the soonest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    tasks = Task.objects.filter(person_id=person_id, done_at=None).select_related("worker")
    return list(tasks.only("person_id", "title", "due_on", "worker__name", "worker__ends_on").order_by("due_on")[:50])


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
    """(teams, workers) to choose from: id and name. Who has left is not among them; who leaves later is."""
    require(seen_by, Ability.SIGNED_IN)
    workers = [(one.pk, one.name) for one in workers_here(on=timezone.localdate())]
    return list(Team.objects.order_by("name").values_list("id", "name")), workers
