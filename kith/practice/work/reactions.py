"""What work does when people announces: a family that grows is the business of whoever works with it."""

from datetime import datetime

from kith.foundations.staff.models import Worker
from kith.practice.people.events import PersonChanged
from kith.practice.work.commands import grant_business
from kith.practice.work.models import Allocation


def follow_family(event: PersonChanged, *, by: Worker, at: datetime) -> None:
    """A new relative, or somebody who moved in."""
    if event.what not in ("relationship", "address"):
        return
    for allocation in Allocation.objects.filter(person_id__in=event.person_ids, ends_on=None):
        grant_business(allocation=allocation, by=by, at=at)
