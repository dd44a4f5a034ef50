"""The story is told, and its significant events are chosen into the chronology."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command, leave_trace
from kith.foundations.staff.models import Worker
from kith.practice.recording.events import EventChosen, EventWithdrawn, StoryTold
from kith.practice.recording.models import SignificantEvent, StoryLine
from kith.practice.recording.queries import opens_line
from kith.practice.recording.rules.when import When

_LOOK = """
    insert into recording_lastlook (worker_id, person_id, looked_at) values (%s, %s, %s)
    on conflict (worker_id, person_id) do update set looked_at = excluded.looked_at, before_at = case  -- looks within the hour are one look
        when recording_lastlook.looked_at < excluded.looked_at - interval '1 hour' then recording_lastlook.looked_at else recording_lastlook.before_at end
    returning before_at
"""


NOT_ALL_OF_IT = "This entry is about somebody else too whose record is not open to you. Add a significant event in your own words, or ask whoever wrote it."


class EventIncomplete(Refusal):
    """A significant event that cannot stand in the chronology as it is."""

    def __init__(self, sentence: str, *, field: str = "", line_id: int = 0) -> None:
        super().__init__(sentence, field=field)
        self.line_id = line_id


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One thing that happened to people, as their stories tell it: `what` is its kind, `words` what it is called."""

    person_ids: Sequence[int]
    what: str
    source: str
    source_id: int
    happened_at: datetime
    words: str = ""
    significance: int = 0


@command
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
    told = Telling(
        person_ids=person_ids, what=what, source=source, source_id=source_id, happened_at=happened_at, words=words, significance=significance
    )
    tell_stories(told=[told], by=by, at=at)


@command
def tell_stories(*, told: Sequence[Telling], by: Worker, at: datetime) -> None:
    """Several things that happened, each told once, in as many statements as one."""
    require(by, Ability.RECORD, about=sorted({person_id for each in told for person_id in each.person_ids}))
    _tell(told, by=by, at=at)
    announce(*(StoryTold(person_ids=tuple(each.person_ids), subject=f"{each.source}:{each.source_id}") for each in told), by=by, at=at)


@dataclass(frozen=True)
class Choice:
    """A line of the story that is chosen, in the worker's words. `when`: where it did not happen on the day of the line, such as what a call of
    today told of last week."""

    story_line_id: int
    what_happened: str
    impact: str = ""
    when: When | None = None


@command
def choose_event(
    *, story_line_id: int, when: When | None = None, what_happened: str, impact: str, by: Worker, at: datetime
) -> SignificantEvent:
    """Put a line of the story into the chronology, in the worker's words, with what it meant for the person."""
    return choose_events(choices=[Choice(story_line_id, what_happened, impact, when)], by=by, at=at)[0]


@command
def choose_events(*, choices: Sequence[Choice], by: Worker, at: datetime) -> list[SignificantEvent]:
    """Several lines at once, all or none. Raises EventIncomplete, with the line that it is about."""
    people = StoryLine.objects.filter(pk__in=[choice.story_line_id for choice in choices]).values_list("person_id", flat=True)
    require(by, Ability.RECORD, about=list(people))
    return [_choose(choice, by=by, at=at) for choice in choices]


def _choose(choice: Choice, *, by: Worker, at: datetime) -> SignificantEvent:
    line = StoryLine.objects.select_for_update().get(pk=choice.story_line_id)
    if line.is_struck:
        raise EventIncomplete("This entry is struck out, so it cannot stand in the chronology.", line_id=line.pk)
    if not opens_line(line.pk, seen_by=by):
        raise EventIncomplete(NOT_ALL_OF_IT, line_id=line.pk)
    when = choice.when or When(localdate(line.happened_at))
    same = {"story_line": line, "withdrawn_at": None, "happened_on": when.on, "what_happened": choice.what_happened.strip()}
    if before := SignificantEvent.objects.filter(**same).first():
        return before  # the second click
    event = _write(line.person_id, when, choice.what_happened, choice.impact, line, by=by, at=at)
    line.significance = StoryLine.Significance.SIGNIFICANT
    line.save(update_fields=["significance"])
    return event


@command
def write_event(*, person_id: int, happened_on: date | When, what_happened: str, impact: str, by: Worker, at: datetime) -> SignificantEvent:
    """Write a significant event that the story does not have, such as one from before the person was known."""
    require(by, Ability.RECORD, about=person_id)
    when = happened_on if isinstance(happened_on, When) else When(happened_on)
    return _write(person_id, when, what_happened, impact, None, by=by, at=at)


@command
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


@command
def note_look(*, person_id: int, by: Worker, at: datetime) -> datetime | None:
    """A worker opens the story: leave the trace, and answer when she looked the time before."""
    require(by, Ability.VIEW, about=person_id)
    leave_trace("story", person_id=person_id, seen_by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [by.pk, person_id, at])
        row: tuple[datetime | None] | None = cursor.fetchone()
    return row[0] if row else None


def _tell(told: Sequence[Telling], *, by: Worker, at: datetime) -> None:
    lines = [
        StoryLine(
            person_id=person_id, happened_at=each.happened_at, what=each.what, source=each.source, source_id=each.source_id, words=each.words,
            significance=each.significance, recorded_at=at, worker_id=by.pk,
        )
        for each in told for person_id in each.person_ids
    ]  # fmt: skip
    StoryLine.objects.bulk_create(
        lines, update_conflicts=True, update_fields=["happened_at", "words"], unique_fields=["person", "source", "source_id", "what"]
    )


def _write(
    person_id: int, when: When, what_happened: str, impact: str, line: StoryLine | None, *, by: Worker, at: datetime
) -> SignificantEvent:
    line_id = line.pk if line else 0
    if when.on > localdate(at):
        raise EventIncomplete("A significant event is in the past. Check the date.", field="happened_on", line_id=line_id)
    if not what_happened.strip():
        raise EventIncomplete("Write what happened, in a sentence or two.", field="what_happened", line_id=line_id)
    event = SignificantEvent.objects.create(
        person_id=person_id, happened_on=when.on, date_known=when.known, what_happened=what_happened.strip(), impact=impact.strip(),
        story_line=line, chosen_at=at, chosen_by=by,
    )  # fmt: skip
    announce(EventChosen(person_ids=(person_id,), subject=f"recording.SignificantEvent:{event.pk}"), by=by, at=at)
    return event
