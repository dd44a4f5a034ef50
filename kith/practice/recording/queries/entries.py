"""Entries, and when somebody was last seen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Expression, ExpressionWrapper, F, Func, Q, Value
from django.utils.timezone import localdate

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, NotThere, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.recording.models import Document, Entry, EntryPart, EntryVersion, StoryLine
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.rules.seen import seen_in_words

SOURCE = "recording.Entry"
# From the newest line of the story back to the first that saw them: `offset 0` keeps the planner from fetching a life's visits to sort them.
_LAST_SEEN = """
    select wanted.id, seen.happened_at, seen.seen_alone, seen.why_not, seen.name, seen.entry_id
    from unnest(%(ids)s::bigint[]) as wanted(id)
    cross join lateral (
        select s.happened_at, p.seen_alone, p.why_not, w.name, s.source_id as entry_id
        from recording_storyline s
        cross join lateral (
            select part.seen_alone, part.why_not from recording_entrypart part
            where part.entry_id = s.source_id and part.person_id = s.person_id and part.seen = 'yes' offset 0
        ) p
        left join staff_worker w on w.id = s.worker_id
        where s.person_id = wanted.id and s.source = 'recording.Entry' and not s.is_struck
          and access_sees(%(worker)s, wanted.id, 'recording.Entry:' || s.source_id)
        order by s.happened_at desc, s.id desc limit 1
    ) seen
    where access_sees(%(worker)s, wanted.id)
"""
_NOT_SEEN = """
    select s.happened_at, p.why_not, coalesce(w.name, ''), p.entry_id
    from recording_entrypart p
    join recording_storyline s on s.person_id = p.person_id and s.source = 'recording.Entry' and s.source_id = p.entry_id
    left join staff_worker w on w.id = s.worker_id
    where p.person_id = %(person)s and p.seen = 'no' and not s.is_struck and access_sees(%(worker)s, p.person_id)
      and s.happened_at > coalesce((
        select max(x.happened_at) from recording_entrypart seen
        join recording_storyline x on x.person_id = seen.person_id and x.source = 'recording.Entry' and x.source_id = seen.entry_id and not x.is_struck
        where seen.person_id = p.person_id and seen.seen = 'yes'), '-infinity')
    order by s.happened_at desc, s.id desc limit 3
"""


class NoSuchEntry(NotThere):
    """No such entry, or none that is open to this worker: the two look the same."""


@dataclass(frozen=True)
class PartView:
    """What an entry says of one person."""

    card: PersonCard
    part: EntryPart
    age_then: str

    @property
    def seen(self) -> str:
        """Whether they were seen, alone, where, and if not why; and whether where they sleep was seen."""
        words = seen_in_words(self.part.seen, self.part.seen_alone, self.part.why_not)
        if words and self.part.bedroom_seen is not None:
            words = f"{words}; where they sleep was {'seen' if self.part.bedroom_seen else 'not seen'}"
        return f"{words[:1].upper()}{words[1:]}{f' ({self.part.where_seen})' if words and self.part.where_seen else ''}"


@dataclass(frozen=True)
class EntryView:
    """An entry: each person's part, those mentioned, earlier versions, documents. `shared` is the part about everybody; None where somebody
    is in it whose record is shut to the worker, and its author has not released it."""

    id: int
    kind: str
    kind_word: str
    happened_at: datetime
    time_known: bool
    author: Worker | None  # None: loaded from elsewhere, by nobody of Kith
    written_at: datetime
    is_struck: bool
    shared: Entry | None
    about: list[PartView]
    mentioned: list[PartView]
    versions: list[EntryVersion]
    documents: list[Document]

    @property
    def names(self) -> str:
        """Whom it is about, as far as the worker may see: Ella, Noah and Siobhan."""
        *others, last = [view.card.name for view in self.about] or [""]
        return f"{', '.join(others)} and {last}" if others else last

    def beginning_with(self, person_id: int) -> "EntryView":
        """The same with this person's part first, for somebody who comes from their record."""
        about = sorted(self.about, key=lambda view: view.card.id != person_id)
        return replace(self, about=about)


@dataclass(frozen=True)
class LastSeen:
    """When somebody was last seen, whether alone and why not, and by whom it was written."""

    happened_at: datetime
    alone: bool | None
    why_not: str
    by_name: str
    entry_id: int


@dataclass(frozen=True)
class NotSeen:
    """A visit that did not see somebody, and why."""

    happened_at: datetime
    why_not: str
    by_name: str
    entry_id: int


def entry(entry_id: int, *, seen_by: Worker) -> EntryView:
    """One entry, as far as it is open to the worker. Raises NoSuchEntry when none of it is."""
    require(seen_by, Ability.VIEW)
    parts = list(EntryPart.objects.filter(entry_id=entry_id).order_by("id"))
    open_to = open_ids([part.person_id for part in parts], seen_by=seen_by, thing=f"{SOURCE}:{entry_id}")
    parts = [part for part in parts if part.person_id in open_to]
    line = StoryLine.objects.filter(source=SOURCE, source_id=entry_id, person_id__in=open_to).order_by("id").first()
    if not parts or line is None or not has_part(seen_by, Part.STORY):
        raise NoSuchEntry
    shared = Entry.objects.filter(_opens(seen_by), pk=entry_id).select_related("written_by", "struck_by", "released_by").first()
    cards = person_cards(open_to, seen_by=seen_by)
    on = localdate(line.happened_at)
    author = Worker.objects.filter(pk=line.worker_id or 0).first()
    views = [PartView(cards[part.person_id], part, cards[part.person_id].age_at(on)) for part in parts if part.person_id in cards]
    return EntryView(
        id=entry_id, kind=line.what, kind_word=EntryKind(line.what).label, happened_at=line.happened_at,
        time_known=shared.time_known if shared else False, author=author, written_at=line.recorded_at, is_struck=line.is_struck, shared=shared,
        about=[view for view in views if view.part.role == EntryPart.Role.ABOUT],
        mentioned=[view for view in views if view.part.role == EntryPart.Role.MENTIONED],
        versions=list(EntryVersion.objects.filter(entry=shared).select_related("written_by", "replaced_by").order_by("-number")) if shared else [],
        documents=list(Document.objects.filter(entry=shared).defer("text")) if shared else [],
    )  # fmt: skip


def people_in(entry_id: int, *, seen_by: Worker) -> set[int]:
    """Whom an entry is about or names, as far as their records are open to the worker."""
    people = EntryPart.objects.filter(entry_id=entry_id).values_list("person_id", flat=True)
    return open_ids(people, seen_by=seen_by, thing=f"{SOURCE}:{entry_id}")


def seen_in(entry_id: int, *, seen_by: Worker) -> dict[int, tuple[datetime, bool]]:
    """(when, whether the time of day is known) for each person whom the entry says to have been seen; nobody, where it is struck out."""
    require(seen_by, Ability.SIGNED_IN)
    parts = EntryPart.objects.filter(entry_id=entry_id, seen=EntryPart.Seen.YES, entry__struck_at=None, role=EntryPart.Role.ABOUT)
    told = {person: (at, known) for person, at, known in parts.values_list("person_id", "entry__happened_at", "entry__time_known")}
    return {person: told[person] for person in open_ids(told, seen_by=seen_by)}


def is_whole(entry_id: int, *, seen_by: Worker) -> bool:
    """Whether everybody in the entry, named too, is open to the worker."""
    return Entry.objects.filter(_opens(seen_by, released=Value(value=False)), pk=entry_id).exists()


def _opens(seen_by: Worker, released: Expression | None = None) -> Func:
    """Entries whose shared part is open to the worker."""
    released = released or ExpressionWrapper(Q(released_at__isnull=False), output_field=BooleanField())
    return Func(Value(seen_by.pk), F("pk"), released, function="recording_opens_entry", output_field=BooleanField())


def last_seen(ids: Iterable[int], *, seen_by: Worker) -> dict[int, LastSeen]:
    """When each person was last seen. An attempt that did not see them does not count."""
    require(seen_by, Ability.SEARCH)
    with connection.cursor() as cursor:
        cursor.execute(_LAST_SEEN, {"ids": list(ids), "worker": seen_by.pk})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return {row[0]: LastSeen(*row[1:]) for row in rows}


def not_seen_since(person_id: int, *, seen_by: Worker) -> list[NotSeen]:
    """The newest three visits that did not see the person, since one did."""
    require(seen_by, Ability.VIEW, about=person_id)
    with connection.cursor() as cursor:
        cursor.execute(_NOT_SEEN, {"person": person_id, "worker": seen_by.pk})
        return [NotSeen(*row) for row in cursor.fetchall()]
