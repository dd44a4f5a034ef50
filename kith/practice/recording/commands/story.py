"""The story is told, and its significant events are chosen into the chronology."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, leave_trace
from kith.foundations.staff.models import Worker
from kith.practice.recording.events import EventChosen, EventWithdrawn, StoryTold
from kith.practice.recording.models import SignificantEvent, StoryLine
from kith.practice.recording.queries import opens_line

_LOOK = """
    insert into recording_lastlook (worker_id, person_id, looked_at) values (%s, %s, %s)
    on conflict (worker_id, person_id) do update set looked_at = excluded.looked_at, before_at = case  -- looks within the hour are one look
        when recording_lastlook.looked_at < excluded.looked_at - interval '1 hour' then recording_lastlook.looked_at else recording_lastlook.before_at end
    returning before_at
"""


NOT_ALL_OF_IT = "This entry is about somebody else too whose record is not open to you. Add a significant event in your own words, or ask whoever wrote it."


class EventIncomplete(Refusal):
    """A significant event without words."""


@transaction.atomic
def tell_story(
    *,
    person_ids: Sequence[int],
    what: str,
    source: str,
    source_id: int,
    happened_at: datetime,
    words: str = "",
    significance: int = 0,
    by: Worker,
    at: datetime,
) -> None:
    """Add one thing that happened to people's stories. Rooms above call this for their steps and decisions, and say in `words` what it is
    called; told again, the words and the time are those told last."""
    require(by, Ability.RECORD, about=list(person_ids))
    _tell(person_ids, what, source, source_id, happened_at, words, significance, by=by, at=at)
    announce(StoryTold(person_ids=tuple(person_ids), subject=f"{source}:{source_id}"), by=by, at=at)


@transaction.atomic
def choose_event(
    *, story_line_id: int, happened_on: date | None = None, what_happened: str, impact: str, by: Worker, at: datetime
) -> SignificantEvent:
    """Put a line of the story into the chronology, in the worker's words, with what it meant for the person.

    `happened_on`: where it did not happen on the day of the line, such as what a call of today told of last week.
    """
    line = StoryLine.objects.select_for_update().get(pk=story_line_id)
    require(by, Ability.RECORD, about=line.person_id)
    if line.is_struck:
        raise EventIncomplete("This entry is struck out, so it cannot stand in the chronology.")
    if not opens_line(line.pk, seen_by=by):
        raise EventIncomplete(NOT_ALL_OF_IT)
    on = happened_on or localdate(line.happened_at)
    _judge_past(on, at)
    event = _write(line.person_id, on, what_happened, impact, line, by=by, at=at)
    line.significance = StoryLine.Significance.SIGNIFICANT
    line.save(update_fields=["significance"])
    return event


@transaction.atomic
def write_event(*, person_id: int, happened_on: date, what_happened: str, impact: str, by: Worker, at: datetime) -> SignificantEvent:
    """Write a significant event that the story does not have, such as one from before the person was known."""
    require(by, Ability.RECORD, about=person_id)
    _judge_past(happened_on, at)
    return _write(person_id, happened_on, what_happened, impact, None, by=by, at=at)


@transaction.atomic
def withdraw_event(*, event_id: int, reason: str, by: Worker, at: datetime) -> SignificantEvent:
    """Take an event out of the chronology, with the reason; what it came from stays in the story."""
    event = SignificantEvent.objects.select_for_update().get(pk=event_id)
    require(by, Ability.RECORD, about=event.person_id)
    event.withdrawn_at, event.withdrawn_by, event.withdrawn_reason = at, by, reason
    event.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    if event.story_line_id:
        StoryLine.objects.filter(pk=event.story_line_id).update(significance=StoryLine.Significance.ROUTINE)
    announce(EventWithdrawn(person_ids=(event.person_id,), subject=f"recording.SignificantEvent:{event.pk}", reason=reason), by=by, at=at)
    return event


@transaction.atomic
def note_look(*, person_id: int, by: Worker, at: datetime) -> datetime | None:
    """A worker opens the story: leave the trace, and answer when she looked the time before."""
    require(by, Ability.VIEW, about=person_id)
    leave_trace("story", person_id=person_id, seen_by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [by.pk, person_id, at])
        row: tuple[datetime | None] | None = cursor.fetchone()
    return row[0] if row else None


def _judge_past(happened_on: date, at: datetime) -> None:
    if happened_on > localdate(at):
        raise EventIncomplete("A significant event is in the past. Check the date.", field="happened_on")


def _tell(
    person_ids: Sequence[int], what: str, source: str, source_id: int, happened_at: datetime, words: str, significance: int, *, by: Worker,
    at: datetime,
) -> None:  # fmt: skip
    lines = [
        StoryLine(
            person_id=person_id, happened_at=happened_at, what=what, source=source, source_id=source_id, words=words, significance=significance,
            recorded_at=at, worker_id=by.pk,
        )
        for person_id in person_ids
    ]  # fmt: skip
    StoryLine.objects.bulk_create(
        lines, update_conflicts=True, update_fields=["happened_at", "words"], unique_fields=["person", "source", "source_id", "what"]
    )


def _write(
    person_id: int, happened_on: date, what_happened: str, impact: str, line: StoryLine | None, *, by: Worker, at: datetime
) -> SignificantEvent:
    if not what_happened.strip():
        raise EventIncomplete("Write what happened, in a sentence or two.", field="what_happened")
    event = SignificantEvent.objects.create(
        person_id=person_id, happened_on=happened_on, what_happened=what_happened.strip(), impact=impact.strip(), story_line=line,
        chosen_at=at, chosen_by=by,
    )  # fmt: skip
    announce(EventChosen(person_ids=(person_id,), subject=f"recording.SignificantEvent:{event.pk}"), by=by, at=at)
    return event
