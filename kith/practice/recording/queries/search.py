"""Search in what is written: the newest first over everybody, the best first within one person or family. Never counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from markupsafe import Markup, escape

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.recording.models.entry import EntryKind

# Marks that no typed text contains, so that escaping comes before they become <mark>.
_OPEN, _SHUT = "\ue000", "\ue001"
_SHOW = f"StartSel={_OPEN}, StopSel={_SHUT}, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter= … "
_WORDS = "coalesce(e.title, '') || ' ' || coalesce(e.text, '') || ' ' || coalesce(parts.said, '')"
# Each person's part follows that person; the shared part is there only where it is open; kind, time and author then come from the story's line.
_BODY = f"""
    hit.id, line.what, coalesce(e.title, ''), line.happened_at, w.name, parts.names, parts.ids, line.is_struck,
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
        select s.what, s.happened_at, s.worker_id, s.is_struck from recording_storyline s
        where s.person_id = parts.ids[1] and s.source = 'recording.Entry' and s.source_id = hit.id limit 1
    ) line
    left join staff_worker w on w.id = line.worker_id
"""  # noqa: S608 - fixed text of ours
_EVERYBODY = f"""
    with hit as (select entry_id as id from entry_search(%(asked)s, %(limit)s))
    select {_BODY} order by hit.id desc limit %(limit)s
"""  # noqa: S608 - as above
_ABOUT_SOME = f"""
    with hit as (select distinct entry_id as id from recording_entrypart where person_id = any(%(people)s))
    select {_BODY}
    where to_tsvector('english', {_WORDS}) @@ websearch_to_tsquery('english', %(asked)s)
    order by ts_rank(to_tsvector('english', {_WORDS}), websearch_to_tsquery('english', %(asked)s)) desc, line.happened_at desc limit %(limit)s
"""  # noqa: S608 - as above
_DOCUMENTS = """
    select d.id, d.title, d.added_at, w.name, (select string_agg(p.name, ', ') from recording_documentperson l
           join people_person p on p.id = l.person_id where l.document_id = d.id and access_sees(%(worker)s, l.person_id)),
           ts_headline('english', left(d.text, 200000), websearch_to_tsquery('english', %(asked)s), %(show)s)
    from recording_document d join staff_worker w on w.id = d.added_by_id
    where d.id in (select document_id from document_search(%(asked)s, %(people)s::bigint[], %(limit)s))
      and recording_opens_document(%(worker)s, d.id, d.entry_id, d.draft_id)
    order by d.id desc limit %(limit)s
"""


@dataclass(frozen=True)
class EntryHit:
    """Something written that has the words. `snippet_html` is escaped, with the words marked."""

    entry_id: int | None
    document_id: int | None
    word: str
    title: str
    happened_at: datetime
    author: str
    names: str
    person_ids: list[int]
    snippet_html: Markup
    is_struck: bool = False


def search_entries(words: str, *, seen_by: Worker, person_ids: Sequence[int] | None = None, limit: int = 20) -> list[EntryHit]:
    """Entries and documents with all the words ("or" and -without work, and "exact words"); about these people, or everybody."""
    require(seen_by, Ability.SEARCH)
    people = None if person_ids is None else list(open_ids(person_ids, seen_by=seen_by))
    asked = " ".join(words.replace("\x00", " ").split())[:300]
    if not asked or not has_part(seen_by, Part.STORY):
        return []
    values = {"asked": asked, "limit": limit, "show": _SHOW, "worker": seen_by.pk, "people": people}
    entries = [_entry_hit(row) for row in _fetch(_EVERYBODY if person_ids is None else _ABOUT_SOME, values)]
    documents = [_document_hit(row) for row in _fetch(_DOCUMENTS, values)]
    if person_ids is not None:
        return (entries + documents)[:limit]
    return sorted(entries + documents, key=lambda hit: hit.happened_at, reverse=True)[:limit]


def _fetch(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _entry_hit(row: tuple[Any, ...]) -> EntryHit:
    id_, kind, title, happened_at, author, names, ids, is_struck, headline = row
    return EntryHit(
        id_, None, EntryKind(kind).label, title, happened_at, author, names or "", ids or [], _marked(headline), is_struck=is_struck
    )


def _document_hit(row: tuple[Any, ...]) -> EntryHit:
    id_, title, added_at, author, names, headline = row
    return EntryHit(None, id_, "Document", title, added_at, author, names or "", [], _marked(headline))


def _marked(headline: str) -> Markup:
    return Markup(str(escape(headline)).replace(_OPEN, "<mark>").replace(_SHUT, "</mark>"))  # noqa: S704 - escaped just before
