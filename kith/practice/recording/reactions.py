"""What recording does when people announce: the story tells it. And the tasks that recording leaves to the outbox."""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from kith.foundations.access.queries import look_as
from kith.foundations.staff.commands import machine
from kith.foundations.staff.models import Worker
from kith.practice.people.events import AlertRaised, BirthRecorded, DeathRecorded, PeopleEvent
from kith.practice.recording.commands import Telling, give_up_on_text, keep_text, tell_stories
from kith.practice.recording.events import DocumentAdded
from kith.practice.recording.models import StoryLine
from kith.practice.recording.rules.entries import LONDON

TRIES_AGAIN = 5
AGAIN = RetryStrategy(
    max_attempts=TRIES_AGAIN, exponential_wait=5
)  # after 5, 25, 125, 625 and 3125 seconds: a store may be away for an hour
_WEIGHT = {
    AlertRaised: StoryLine.Significance.NOTABLE,
    BirthRecorded: StoryLine.Significance.SIGNIFICANT,
    DeathRecorded: StoryLine.Significance.SIGNIFICANT,
}


def tell_of_changes(events: Sequence[PeopleEvent], *, by: Worker, at: datetime) -> None:
    """A change of what is known is part of the story, on the day from which it is so."""
    tell_stories(told=[_telling(event, at) for event in events], by=by, at=at)


def _telling(event: PeopleEvent, at: datetime) -> Telling:
    happened_at = datetime.combine(event.happened_on, time(12), LONDON) if event.happened_on else at
    return Telling(
        person_ids=event.person_ids, what=f"change:{event.what}", source=event.source, source_id=event.source_id,
        happened_at=min(happened_at, at), significance=_WEIGHT.get(type(event), StoryLine.Significance.ROUTINE),
    )  # fmt: skip


def read_document(event: DocumentAdded, *, by: Worker, at: datetime) -> None:
    """Drawing the text from a document takes seconds: it waits in the outbox until the document is kept."""
    del by, at
    draw_text.defer(document_id=event.document_id)


@app.task(name="recording.draw_text", retry=AGAIN, pass_context=True)
def draw_text(context: JobContext, document_id: int) -> None:
    """Draw a document's text for search. Acts as the machine. A file may break its reader in any way: after the last try the document says so."""
    now, read = timezone.now(), False
    try:
        with transaction.atomic():
            by = machine(at=now)
            look_as(by)
            keep_text(document_id=document_id, by=by, at=now)
        read = True
    finally:
        if not read and context.job.attempts >= TRIES_AGAIN:
            with transaction.atomic():
                by = machine(at=now)
                look_as(by)
                give_up_on_text(document_id=document_id, by=by, at=now)
