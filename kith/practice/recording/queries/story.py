"""The story of a person: read from the story's one table, with the words drawn from where they stand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.rules.excerpts import cut_short
from kith.practice.recording.rules.seen import seen_in_words

EXCERPT = 320  # characters of an entry that the story shows
REASON = 160  # of why somebody was not seen

# Keyset paging: the line that the page before ended on, never an offset.
_SOME = """
    select s.id, s.happened_at, s.what, s.source, s.source_id, s.significance, s.recorded_at, w.name, s.is_struck, s.words, s.person_id
    from recording_storyline s left join staff_worker w on w.id = s.worker_id
    where {} and s.access_class >= 0 and access_sees(%(worker)s, s.person_id, s.source || ':' || s.source_id)
      and (s.source <> 'people.Relationship' or exists (  -- a line without the relationship would tell that somebody is hidden
        select from people_relationship r where r.id = s.source_id and access_knows(%(worker)s, r.person_id) and access_knows(%(worker)s, r.other_id)))
      and (%(before)s::timestamptz is null or (s.happened_at, s.id) < (%(before)s::timestamptz, %(before_id)s::bigint))
      and (%(kinds)s::text[] is null or split_part(s.what, ':', 1) = any(%(kinds)s::text[]))
      and (%(since)s::timestamptz is null or s.recorded_at > %(since)s::timestamptz)
      and s.significance >= %(least)s
      and (%(changes)s or s.significance > 0 or s.what not like 'change:%%')
    order by s.happened_at desc, s.id desc limit %(limit)s
"""
_LINES = _SOME.format("s.person_id = %(person)s")
# With what stands on records that were made by mistake for the same person: nothing of it moves, and of what is on both the own line is told.
_OF_MISTAKES = _SOME.format("""s.person_id = any(%(mistakes)s) and not exists (
        select from recording_storyline own where own.person_id = %(person)s and own.source = s.source and own.source_id = s.source_id
            and own.what = s.what and own.access_class >= 0)""")
_WITH_MISTAKES = f"({_LINES}) union all ({_OF_MISTAKES}) order by happened_at desc, id desc limit %(limit)s"
_ENTRIES = """
    select mine.entry_id, coalesce(e.title, ''), left(coalesce(e.text, ''), %(excerpt)s), coalesce(e.version, 1), coalesce(e.time_known, false),
           (select string_agg(p.name, ', ' order by ep.id) from recording_entrypart ep join people_person p on p.id = ep.person_id
            where ep.entry_id = mine.entry_id and ep.person_id <> %(person)s and ep.role = 'about' and access_sees(%(worker)s, ep.person_id)),
           mine.text, mine.wishes, mine.role, mine.seen, mine.seen_alone, mine.why_not, e.id is not null
    from recording_entrypart mine
    left join recording_entry e on e.id = mine.entry_id and recording_opens_entry(%(worker)s, e.id, e.released_at is not null)
    where mine.person_id = %(person)s and mine.entry_id = any(%(ids)s)
"""
_DOCUMENTS = """
    select id, title, file_name from recording_document
    where id = any(%(ids)s) and recording_opens_document(%(worker)s, id, entry_id, draft_id)
"""
_CHANGES = {
    "registered": "Became known to us", "name": "Name", "identifier": "Number", "address": "Address", "residence": "Address",
    "contact": "Telephone or e-mail", "contactpoint": "Telephone or e-mail", "relationship": "Relationship", "professional": "Professional",
    "vehicle": "Vehicle", "fact": "What is known", "alert": "Alert", "birth": "Born", "death": "Died",
    "mistake": "Said to be a record made by mistake", "mistake_undone": "No mistake after all",
    "correction": "Corrected: date of birth, sex or death",
}  # fmt: skip


@dataclass(frozen=True)
class StoryItem:
    """One thing that happened, ready to be shown."""

    line_id: int
    person_id: int  # whose record it stands on: the one that was opened, or one made by mistake for the same person
    happened_at: datetime
    time_known: bool
    what: str
    word: str
    title: str
    excerpt: str
    own_words: str
    with_whom: str
    author: str
    source: str
    source_id: int
    is_significant: bool
    is_struck: bool
    is_mention: bool
    is_open: bool  # whether the shared part, or the document, is open to the worker
    has_shared: bool  # whether words about everybody in the entry are shown: that there are none, and that they are withheld, look the same
    seen: str
    recorded_at: datetime


@dataclass(frozen=True)
class StoryPage:
    """Some of the story, and the cursor of what is older ("" when there is no more)."""

    items: list[StoryItem]
    older: str


def story(
    person_id: int, *, seen_by: Worker, kinds: Sequence[str] = (), since: datetime | None = None, older_than: str = "",
    only_significant: bool = False, changes: bool = True, limit: int = 25, mistakes: Sequence[int] = (),
) -> StoryPage:  # fmt: skip
    """What happened to a person, newest first, in at most three statements. Without `changes`: not what was merely written into the details.
    `mistakes`: records that were made by mistake for the same person, whose lines stand among theirs."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.STORY):
        return StoryPage([], "")
    before, before_id = _cursor(older_than)
    asked = {
        "person": person_id, "kinds": list(kinds) or None, "since": since, "before": before, "before_id": before_id,
        "least": 2 if only_significant else 0, "limit": limit + 1, "changes": changes, "worker": seen_by.pk, "mistakes": list(mistakes),
    }  # fmt: skip
    rows = _fetch(_WITH_MISTAKES if mistakes else _LINES, asked)
    words = _words(rows[:limit], seen_by)
    items = [_item(row, words) for row in rows[:limit]]
    older = f"{items[-1].happened_at.isoformat()}|{items[-1].line_id}" if len(rows) > limit else ""
    return StoryPage(items, older)


def kinds_of_story(*, seen_by: Worker) -> list[tuple[str, str]]:
    """(kind, word) of what a story may be narrowed to."""
    require(seen_by, Ability.VIEW)
    others = [("document", "Document"), ("step", "Step"), ("form", "Form"), ("episode", "Beginning or end of a plan"), ("change", "Change of what is known")]
    return [*EntryKind.choices, *others]


def _cursor(older_than: str) -> tuple[datetime | None, int]:
    at, _, line_id = older_than.partition("|")
    try:
        return datetime.fromisoformat(at), int(line_id)
    except ValueError:
        return None, 0


def _fetch(sql: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _words(rows: list[tuple[Any, ...]], seen_by: Worker) -> dict[tuple[str, int], tuple[Any, ...]]:
    wanted: dict[str, list[int]] = defaultdict(list)
    whose: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        wanted[row[3]].append(row[4])
        if row[3] == "recording.Entry":
            whose[row[10]].append(row[4])
    found: dict[tuple[str, int], tuple[Any, ...]] = {}
    for person_id, ids in whose.items():  # one, but for records made by mistake
        for row in _fetch(_ENTRIES, {"person": person_id, "ids": ids, "excerpt": EXCERPT + 1, "worker": seen_by.pk}):
            found["recording.Entry", row[0]] = row
    if ids := wanted["recording.Document"]:
        for row in _fetch(_DOCUMENTS, {"ids": ids, "worker": seen_by.pk}):
            found["recording.Document", row[0]] = row
    return found


def _item(row: tuple[Any, ...], words: dict[tuple[str, int], tuple[Any, ...]]) -> StoryItem:
    line_id, happened_at, what, source, source_id, significance, recorded_at, author, struck, told, person_id = row
    said = words.get((source, source_id))
    common = {
        "line_id": line_id, "person_id": person_id, "happened_at": happened_at, "what": what, "author": author or "", "source": source, "source_id": source_id,
        "is_significant": significance >= 2, "recorded_at": recorded_at, "is_struck": struck,
    }  # fmt: skip
    plain = {"time_known": False, "excerpt": "", "own_words": "", "with_whom": "", "is_mention": False, "is_open": True, "has_shared": True, "seen": ""}
    if source == "recording.Entry" and said:
        return _entry_item(common, said)
    if source == "recording.Document" and said:
        return StoryItem(**{**plain, **common, "word": "Document", "title": said[1], "excerpt": said[2]})
    if source in ("recording.Entry", "recording.Document"):
        word = "Document" if source == "recording.Document" else EntryKind(what).label
        return StoryItem(**{**plain, **common, "word": word, "title": "", "is_open": False, "has_shared": False})
    kind = what.removeprefix("change:")
    return StoryItem(**{**plain, **common, "word": told or _CHANGES.get(kind, kind.replace("_", " ").capitalize()), "title": ""})


def _entry_item(common: dict[str, Any], said: tuple[Any, ...]) -> StoryItem:
    _, title, text, version, time_known, others, own, wishes, role, seen, alone, why_not, is_open = said
    mention = role == "mentioned"
    word = EntryKind(common["what"]).label + (" (corrected)" if version > 1 else "")
    return StoryItem(
        **common, time_known=time_known, word=word, title=title, excerpt=cut_short(own or text, EXCERPT), own_words=cut_short(wishes, EXCERPT),
        with_whom=others or "", is_mention=mention, is_open=is_open, has_shared=bool(text),
        seen=seen_in_words(seen, alone, cut_short(why_not, REASON)),
    )  # fmt: skip
