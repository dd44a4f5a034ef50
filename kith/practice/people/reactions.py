"""What people does when access announces: the mark on a restricted person follows the restrictions that stand."""

from datetime import datetime

from kith.foundations.access.events import RecordRestricted, RestrictionLifted
from kith.foundations.access.queries import level_of
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import mark_restriction


def follow_restriction(event: RecordRestricted | RestrictionLifted, *, by: Worker, at: datetime) -> None:
    """The highest level that stands on the whole record."""
    for person_id in event.person_ids:
        mark_restriction(person_id=person_id, level=level_of(person_id, seen_by=by), by=by, at=at)
