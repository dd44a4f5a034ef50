"""The chronology: significant events, oldest first, with impact."""

from dataclasses import dataclass
from datetime import date

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.recording.models import Entry, SignificantEvent

SOURCE = "recording.Entry"


@dataclass(frozen=True)
class ChronologyRow:
    """A significant event. `entry_id` is where it comes from, if from an entry."""

    id: int
    happened_on: date
    what_happened: str
    impact: str
    chosen_by: str
    entry_id: int | None


def chronology(person_id: int, *, seen_by: Worker) -> list[ChronologyRow]:
    """Every significant event of a person, in the order in which they happened; what came from an entry that was struck out is left out."""
    require(seen_by, Ability.VIEW, about=person_id)
    rows = SignificantEvent.objects.filter(person_id=person_id, withdrawn_at=None).select_related("chosen_by", "story_line")
    rows = rows.order_by("happened_on", "id")
    struck = set(
        Entry.objects.filter(
            pk__in=[row.story_line.source_id for row in rows if row.story_line and row.story_line.source == SOURCE], struck_at__isnull=False
        ).values_list("pk", flat=True)
    )
    return [
        ChronologyRow(
            row.pk, row.happened_on, row.what_happened, row.impact, row.chosen_by.name,
            row.story_line.source_id if row.story_line and row.story_line.source == SOURCE else None,
        )
        for row in rows
        if not (row.story_line and row.story_line.source == SOURCE and row.story_line.source_id in struck)
    ]  # fmt: skip
