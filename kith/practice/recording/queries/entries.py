"""Entries, drafts, and when somebody was last seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.recording.models import Document, Draft, Entry, EntryPart, EntryVersion
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.rules.entries import one
from kith.practice.recording.rules.excerpts import cut_short

_LAST_SEEN = """
    select wanted.id, seen.happened_at, seen.seen_alone, seen.name, seen.entry_id
    from unnest(%s::bigint[]) as wanted(id)
    cross join lateral (
        select e.happened_at, p.seen_alone, w.name, e.id as entry_id
        from recording_entrypart p join recording_entry e on e.id = p.entry_id join staff_worker w on w.id = e.written_by_id
        where p.person_id = wanted.id and p.seen = 'yes' and e.struck_at is null
        order by e.happened_at desc limit 1
    ) seen
"""


class NoSuchEntry(Refusal):
    """No such entry, or not one for this worker."""


@dataclass(frozen=True)
class DraftView:
    """A draft as a list shows it."""

    id: UUID
    kind_word: str
    names: str
    beginning: str
    saved_at: datetime
    is_correction: bool


@dataclass(frozen=True)
class PartView:
    """What an entry says of one person."""

    card: PersonCard
    part: EntryPart
    age_then: str


@dataclass(frozen=True)
class EntryView:
    """An entry whole: the current version, each person's part, those mentioned, earlier versions, documents."""

    entry: Entry
    kind_word: str
    about: list[PartView]
    mentioned: list[PartView]
    versions: list[EntryVersion]
    documents: list[Document]


@dataclass(frozen=True)
class LastSeen:
    """When somebody was last seen, whether alone, and by whom it was written."""

    happened_at: datetime
    alone: bool | None
    by_name: str
    entry_id: int


def open_drafts(*, seen_by: Worker) -> list[DraftView]:
    """The worker's unfinished drafts, the last saved first."""
    require(seen_by, Ability.SIGNED_IN)
    rows = list(Draft.objects.filter(worker=seen_by, finished_at=None, put_away_at=None).order_by("-saved_at")[:50])
    cards = person_cards({id_ for row in rows for id_ in row.person_ids}, seen_by=seen_by) if rows else {}
    return [_draft_view(row, cards) for row in rows]


def draft(draft_id: UUID, *, seen_by: Worker) -> Draft:
    """One of the worker's own drafts. Raises NoSuchEntry."""
    require(seen_by, Ability.RECORD)
    found = Draft.objects.filter(pk=draft_id, worker=seen_by).first()
    if found is None:
        raise NoSuchEntry("That draft is not one of yours. Your drafts are under My drafts.")
    return found


def entry(entry_id: int, *, seen_by: Worker) -> EntryView:
    """One entry. Raises NoSuchEntry."""
    found = Entry.objects.filter(pk=entry_id).select_related("written_by", "struck_by").first()
    parts = list(EntryPart.objects.filter(entry_id=entry_id).order_by("id"))
    require(seen_by, Ability.VIEW, about=[part.person_id for part in parts])
    if found is None:
        raise NoSuchEntry("There is no such entry, or it is not open to you.")
    cards = person_cards({part.person_id for part in parts}, seen_by=seen_by)
    on = localdate(found.happened_at)
    views = [PartView(cards[part.person_id], part, cards[part.person_id].age_at(on)) for part in parts if part.person_id in cards]
    return EntryView(
        entry=found,
        kind_word=EntryKind(found.kind).label,
        about=[view for view in views if view.part.role == EntryPart.Role.ABOUT],
        mentioned=[view for view in views if view.part.role == EntryPart.Role.MENTIONED],
        versions=list(EntryVersion.objects.filter(entry=found).select_related("written_by", "replaced_by").order_by("-number")),
        documents=list(Document.objects.filter(entry=found)),
    )


def last_seen(ids: Iterable[int], *, seen_by: Worker) -> dict[int, LastSeen]:
    """When each person was last seen. An attempt that did not see them does not count."""
    require(seen_by, Ability.SEARCH)
    with connection.cursor() as cursor:
        cursor.execute(_LAST_SEEN, [list(ids)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return {row[0]: LastSeen(*row[1:]) for row in rows}


def _draft_view(row: Draft, cards: dict[int, PersonCard]) -> DraftView:
    names = ", ".join(cards[id_].name for id_ in row.person_ids if id_ in cards)
    beginning = one(row.fields, "title") or one(row.fields, "text")
    return DraftView(
        row.pk,
        EntryKind(row.kind).label,
        names or "nobody chosen yet",
        cut_short(beginning, 120),
        row.saved_at,
        row.corrects_entry_id is not None,
    )
