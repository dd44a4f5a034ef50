"""The chronology: significant events, oldest first, with impact."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import BooleanField, F, Func, Q, Value
from django.utils.timezone import localdate

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import PersonCard
from kith.practice.recording.models import SignificantEvent, StoryLine
from kith.practice.recording.rules.entries import LONDON
from kith.practice.recording.rules.when import When

SOURCE = "recording.Entry"


@dataclass(frozen=True)
class ChronologyRow:
    """A significant event. `entry_id` is where it comes from, if from an entry."""

    id: int
    when: When
    what_happened: str
    impact: str
    chosen_by: str
    entry_id: int | None

    @property
    def happened_on(self) -> date:
        return self.when.on

    def age_of(self, card: PersonCard) -> str:
        """How old the person was then."""
        return self.when.age_of(card.age_at(self.when.on), card.born_on)


def chronology(person_id: int, *, seen_by: Worker) -> list[ChronologyRow]:
    """Every significant event of a person, in the order in which they happened, within a day too as the story has it; what came from an entry
    that was struck out is left out."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.STORY):
        return []
    rows = SignificantEvent.objects.filter(Q(story_line=None) | Q(_opens(seen_by, "story_line_id")), person_id=person_id, withdrawn_at=None)
    rows = rows.exclude(story_line__is_struck=True).select_related("chosen_by", "story_line")
    return [
        ChronologyRow(
            row.pk, When(row.happened_on, row.date_known), row.what_happened, row.impact, row.chosen_by.name,
            row.story_line.source_id if row.story_line and row.story_line.source == SOURCE else None,
        )
        for row in sorted(rows, key=_moment)
    ]  # fmt: skip


def _moment(row: SignificantEvent) -> tuple[datetime, int]:
    """When in the day: that of the story's line, if it is of that day; noon where nothing says when, as in the story."""
    noon = datetime.combine(row.happened_on, time(12), LONDON)
    told = row.story_line.happened_at if row.story_line else noon
    return (told if localdate(told) == row.happened_on else noon, row.pk)


def opens_line(story_line_id: int, *, seen_by: Worker) -> bool:
    """Whether what a line of the story comes from is open to the worker as a whole, so that an event may say what it says."""
    return StoryLine.objects.filter(_opens(seen_by, "pk"), pk=story_line_id).exists()


def _opens(seen_by: Worker, line: str) -> Func:
    return Func(Value(seen_by.pk), F(line), function="recording_opens_line", output_field=BooleanField())
