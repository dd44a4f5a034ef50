"""Search in what is written: the newest first over everybody, the best first within one person or family. Never counts; page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from markupsafe import Markup, escape

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.recording.models.entry import EntryKind

NEWEST = 2**63 - 1  # before which everything is
# Marks that no typed text contains, so that escaping comes before they become <mark>.
_OPEN, _SHUT = "\ue000", "\ue001"
_SHOW = f"StartSel={_OPEN}, StopSel={_SHUT}, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter= … "
_WORDS = "concat_ws(' ', e.title, e.text, e.others, e.place, parts.said)"
# Each person's part follows that person; the shared part is there only where it is open; kind, time and author then come from the story's line.
_BODY = f"""
    hit.id, line.what, coalesce(e.title, ''), line.happened_at, line.recorded_at, w.name, parts.names, parts.ids, line.is_struck,
    ts_headline('english', {_WORDS}, websearch_to_tsquery('english', %(asked)s), %(show)s)
    from hit
    cross join lateral (
        select string_agg(p.name, ', ' order by ep.id) as names, array_agg(p.id order by ep.id) as ids,
               string_agg(ep.text || ' ' || ep.wishes || ' ' || ep.why_not, ' ' order by ep.id) as said
        from recording_entrypart ep join people_person p on p.id = ep.person_id
        where ep.entry_id = hit.id and access_sees(%(worker)s, ep.person_id, 'recording.Entry:' || ep.entry_id)
    ) parts
    left join recording_entry e on e.id = hit.id and recording_opens_entry(%(worker)s, e.id, e.released_at is not null)
    cross join lateral (
        select s.what, s.happened_at, s.recorded_at, s.worker_id, s.is_struck from recording_storyline s
        where s.person_id = parts.ids[1] and s.source = 'recording.Entry' and s.source_id = hit.id limit 1
    ) line
    left join staff_worker w on w.id = line.worker_id
"""  # noqa: S608 - fixed text of ours
_EVERYBODY = f"""
    with hit as (select entry_id as id from entry_search(%(asked)s, %(limit)s, %(entries_before)s))
    select {_BODY} order by hit.id desc limit %(limit)s
"""  # noqa: S608 - as above
_ABOUT_SOME = f"""
    with hit as (select distinct entry_id as id from recording_entrypart where person_id = any(%(people)s))
    select {_BODY}
    where to_tsvector('english', {_WORDS}) @@ websearch_to_tsquery('english', %(asked)s)
    order by ts_rank(to_tsvector('english', {_WORDS}), websearch_to_tsquery('english', %(asked)s)) desc, line.happened_at desc, hit.id desc
    limit %(limit)s offset %(skip)s
"""  # noqa: S608 - as above
_DOCUMENTS = """
    select d.id, d.title, d.added_at, w.name, (select string_agg(p.name, ', ') from recording_documentperson l
           join people_person p on p.id = l.person_id where l.document_id = d.id and access_sees(%(worker)s, l.person_id)),
           ts_headline('english', left(d.text, 200000), websearch_to_tsquery('english', %(asked)s), %(show)s)
    from recording_document d join staff_worker w on w.id = d.added_by_id
    where d.id in (select document_id from document_search(%(asked)s, %(people)s::bigint[], %(limit)s, %(documents_before)s))
      and recording_opens_document(%(worker)s, d.id, d.entry_id, d.draft_id)
    order by d.id desc limit %(limit)s
"""
_CURSOR = re.compile(r"(\d{1,18})\.(\d{1,18})\.(\d{1,6})", re.ASCII)


class TooFewWords(Refusal):
    """Nothing that can be searched for."""


@dataclass(frozen=True)
class EntryHit:
    """Something written that has the words. `snippet_html` is escaped, with the words marked."""

    entry_id: int | None
    document_id: int | None
    word: str
    title: str
    happened_at: datetime
    written_at: datetime
    author: str
    names: str
    person_ids: list[int]
    snippet_html: Markup
    is_struck: bool = False


@dataclass(frozen=True)
class Found:
    """A page of hits, and the cursor of the next ("" when there is no more)."""

    hits: list[EntryHit]
    older: str


@dataclass(frozen=True)
class _From:
    """Where a page begins: before which entry, before which document, after how many of the best."""

    entry: int = NEWEST
    document: int = NEWEST
    skip: int = 0

    @classmethod
    def of(cls, cursor: str) -> "_From":
        """What somebody made up by hand begins at the beginning."""
        read = _CURSOR.fullmatch(cursor)
        return cls(int(read[1]) or NEWEST, int(read[2]) or NEWEST, int(read[3])) if read else cls()

    def after(self, hits: list[EntryHit]) -> str:
        """The cursor of what comes after these; 0 stands for the newest."""
        entry = min([hit.entry_id for hit in hits if hit.entry_id], default=self.entry)
        document = min([hit.document_id for hit in hits if hit.document_id], default=self.document)
        return f"{entry % NEWEST}.{document % NEWEST}.{self.skip + sum(hit.entry_id is not None for hit in hits)}"


def search_entries(words: str, *, seen_by: Worker, person_ids: Sequence[int] | None = None, limit: int = 20) -> list[EntryHit]:
    """The first page of what `find_in_entries` finds; nothing where there is nothing to search for."""
    try:
        return find_in_entries(words, seen_by=seen_by, person_ids=person_ids, limit=limit).hits
    except TooFewWords:
        return []


def find_in_entries(
    words: str, *, seen_by: Worker, person_ids: Sequence[int] | None = None, older_than: str = "", limit: int = 20
) -> Found:
    """Entries and documents with all the words ("or" and -without work, and "exact words"); about these people, or everybody.
    Raises TooFewWords."""
    require(seen_by, Ability.SEARCH)
    people = None if person_ids is None else list(open_ids(person_ids, seen_by=seen_by))
    asked = _worth_asking(words)
    if not has_part(seen_by, Part.STORY):
        return Found([], "")
    start = _From.of(older_than)
    values = {
        "asked": asked, "limit": limit + 1, "show": _SHOW, "worker": seen_by.pk, "people": people, "entries_before": start.entry,
        "documents_before": start.document, "skip": start.skip,
    }  # fmt: skip
    entries = [_entry_hit(row) for row in _fetch(_EVERYBODY if people is None else _ABOUT_SOME, values)]
    documents = [_document_hit(row) for row in _fetch(_DOCUMENTS, values)]
    hits = entries + documents if people is not None else sorted(entries + documents, key=lambda hit: hit.written_at, reverse=True)
    shown, older = hits[:limit], start.after(hits[:limit]) if len(hits) > limit else ""
    return Found(shown if people is not None else sorted(shown, key=lambda hit: hit.happened_at, reverse=True), older)


def _worth_asking(words: str) -> str:
    """The words as they are searched for. Raises TooFewWords, as a sentence."""
    asked = " ".join(words.replace("\x00", " ").split())[:300]
    if not asked:
        raise TooFewWords("Write one or more words that were used.", field="words")
    if len(asked.strip("-\"' ")) < 2:
        raise TooFewWords("Write at least two letters: one is in nearly everything.", field="words")
    with connection.cursor() as cursor:
        cursor.execute("select querytree(websearch_to_tsquery('english', %s))", [asked])
        tree = cursor.fetchone()[0]
    if tree == "":
        raise TooFewWords("These words are in nearly everything. Add one that is rarer, such as a name or a thing.", field="words")
    if tree == "T":
        raise TooFewWords("Add a word that was used: only leaving words out would find nearly everything.", field="words")
    return asked


def _fetch(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _entry_hit(row: tuple[Any, ...]) -> EntryHit:
    id_, kind, title, happened_at, written_at, author, names, ids, is_struck, headline = row
    return EntryHit(
        id_, None, EntryKind(kind).label, title, happened_at, written_at, author or "", names or "", ids or [], _marked(headline),
        is_struck=is_struck,
    )  # fmt: skip


def _document_hit(row: tuple[Any, ...]) -> EntryHit:
    id_, title, added_at, author, names, headline = row
    return EntryHit(None, id_, "Document", title, added_at, added_at, author, names or "", [], _marked(headline))


def _marked(headline: str) -> Markup:
    return Markup(str(escape(headline)).replace(_OPEN, "<mark>").replace(_SHUT, "</mark>"))  # noqa: S704 - escaped just before
