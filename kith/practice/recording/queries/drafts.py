"""A worker's own drafts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.recording.models import Draft
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.rules.entries import one
from kith.practice.recording.rules.excerpts import beginning

FIRST_WORDS = 120  # characters of a draft that a list shows


class NoSuchDraft(Refusal):
    """Not a draft of this worker's."""


@dataclass(frozen=True)
class DraftView:
    """A draft as a list shows it."""

    id: UUID
    kind_word: str
    names: str
    beginning: str
    started_at: datetime
    saved_at: datetime
    is_correction: bool


def open_drafts(*, seen_by: Worker) -> list[DraftView]:
    """The worker's unfinished drafts, the last saved first."""
    require(seen_by, Ability.SIGNED_IN)
    return _views(own_drafts(seen_by=seen_by).filter(put_away_at=None).order_by("-saved_at")[:50], seen_by)


def drafts_put_away(*, seen_by: Worker) -> list[DraftView]:
    """What the worker has put away unfinished, the last put away first."""
    require(seen_by, Ability.SIGNED_IN)
    return _views(own_drafts(seen_by=seen_by).exclude(put_away_at=None).order_by("-put_away_at")[:50], seen_by)


def draft(draft_id: UUID, *, seen_by: Worker) -> Draft:
    """One of the worker's own drafts, finished or not. Raises NoSuchDraft."""
    require(seen_by, Ability.RECORD)
    found = own_drafts(seen_by=seen_by, finished=True).filter(pk=draft_id).first()
    if found is None:
        raise NoSuchDraft("That draft is not one of yours. Your drafts are under My drafts.")
    return found


def own_drafts(*, seen_by: Worker, finished: bool = False) -> QuerySet[Draft]:
    """Part of the queries and commands of drafts. The correction of an entry holds the entry's words: it is there only while the whole entry
    is open to its writer. Any other draft stays its writer's, whoever it is about."""
    whole = Func(Value(seen_by.pk), F("corrects_entry_id"), Value(value=False), function="recording_opens_entry", output_field=BooleanField())
    rows = Draft.objects.filter(Q(corrects_entry_id=None) | Q(whole), worker=seen_by)
    return rows if finished else rows.filter(finished_at=None)


def _views(rows: QuerySet[Draft], seen_by: Worker) -> list[DraftView]:
    found = list(rows)
    cards = person_cards({id_ for row in found for id_ in row.person_ids}, seen_by=seen_by) if found else {}
    return [_view(row, cards) for row in found]


def _view(row: Draft, cards: dict[int, PersonCard]) -> DraftView:
    names = ", ".join(cards[id_].name for id_ in row.person_ids if id_ in cards)
    words = one(row.fields, "title") or one(row.fields, "text") or _of_somebody(row)
    return DraftView(
        id=row.pk,
        kind_word=EntryKind(row.kind).label,
        names=names or ("no name to show" if row.person_ids else "nobody chosen yet"),
        beginning=beginning(words, FIRST_WORDS),
        started_at=row.started_at,
        saved_at=row.saved_at,
        is_correction=row.corrects_entry_id is not None,
    )


def _of_somebody(row: Draft) -> str:
    """The first words that were written about one person."""
    said = [name for name in sorted(row.fields) if name.startswith("part_") and name.endswith(("_text", "_wishes"))]
    return next(filter(None, (one(row.fields, name) for name in said)), "")
