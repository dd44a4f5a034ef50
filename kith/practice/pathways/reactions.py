"""What pathways do when others announce: visits count, deaths end clocks."""

from datetime import datetime

from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import count_visit, note_happening
from kith.practice.pathways.models import Step
from kith.practice.pathways.queries import STILL_OPEN
from kith.practice.people.events import DeathRecorded
from kith.practice.recording.events import EntryCorrected, EntryFinished, EntryStruckOut


def count_what_was_seen(event: EntryFinished | EntryCorrected | EntryStruckOut, *, by: Worker, at: datetime) -> None:
    """A visit that was finished, corrected or struck out."""
    count_visit(entry_id=int(event.subject.rpartition(":")[2]), person_ids=event.person_ids, by=by, at=at)


def end_clocks_of_the_dead(event: DeathRecorded, *, by: Worker, at: datetime) -> None:
    """Nothing is due any more of what was due for somebody who has died; the steps stay, for whoever closes them."""
    died = event.happened_on or at
    for step in Step.objects.filter(people__person_id__in=event.person_ids, status__in=STILL_OPEN).distinct():
        note_happening(step=step, kind="died", happened=died, person_ids=event.person_ids, by=by, at=at)
