"""Who is told of what on their list: allocations, a family's in one notice."""

from collections import defaultdict
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from kith.foundations.ledger.commands import command
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import managers_of
from kith.practice.work.commands.notifying import notify_worker
from kith.practice.work.models import Allocation


@command
def tell_of_allocations(made: list[Allocation], ended: list[Allocation], *, by: Worker, at: datetime) -> None:
    """Who is given somebody and who has given somebody up; and who manages the team, when another did it. The machine tells nobody of what it
    loads, and nobody is told of what they did themselves."""
    if by.is_machine:
        return
    managers = managers_of({one.team_id for one in (*made, *ended)}, on=localdate(at))
    news = [(one.worker_id, f"{by.name} allocated to you", one) for one in made]
    news += [(one.worker_id, f"{by.name} ended or handed over your allocation", one) for one in ended]
    given = {one.worker_id for one in made}
    news += [(who, f"{by.name} allocated in your team", one) for one in made for who in managers[one.team_id] if who not in given]
    groups: dict[tuple[int, str], list[Allocation]] = defaultdict(list)
    for worker_id, words, one in news:
        if worker_id is not None:
            groups[worker_id, f"{words}, as {one.get_role_display()}"].append(one)
    for (worker_id, words), group in groups.items():
        _tell(worker_id, words, group, by=by, at=at)


def _tell(worker_id: int, words: str, group: list[Allocation], *, by: Worker, at: datetime) -> None:
    here = Worker.objects.filter(pk=worker_id, is_machine=False).first()
    if worker_id == by.pk or here is None or (here.ends_on and here.ends_on < localdate(at)):
        return
    people = list(dict.fromkeys(one.person_id for one in group))
    if len(people) == 1:
        path = reverse("record", kwargs={"person_id": people[0]})
        notify_worker(worker_id=worker_id, text=words, path=path, person_id=people[0], by=by, at=at)
    else:
        notify_worker(worker_id=worker_id, text=f"{words}: {len(people)} people", path=reverse("my_list"), by=by, at=at)
