"""What can be asked about what is recorded. Every query is told whose eyes look."""

from kith.practice.recording.queries.authorship import why_not_to_change
from kith.practice.recording.queries.chronology import ChronologyRow, chronology, opens_line
from kith.practice.recording.queries.documents import (
    NoSuchDocument,
    attached_to,
    beside,
    document,
    documents_about,
    file_of,
    is_own_attachment,
    people_of_document,
    titles_of,
)
from kith.practice.recording.queries.drafts import DraftView, NoSuchDraft, draft, drafts_put_away, open_drafts, own_draft
from kith.practice.recording.queries.entries import (
    EntryView,
    LastSeen,
    NoSuchEntry,
    NotSeen,
    PartView,
    entry,
    is_whole,
    last_seen,
    not_seen_since,
    people_in,
    seen_in,
)
from kith.practice.recording.queries.search import EntryHit, Found, TooFewWords, find_in_entries, search_entries
from kith.practice.recording.queries.story import StoryItem, StoryPage, kinds_of_story, story

__all__ = [
    "ChronologyRow",
    "DraftView",
    "EntryHit",
    "EntryView",
    "Found",
    "LastSeen",
    "NoSuchDocument",
    "NoSuchDraft",
    "NoSuchEntry",
    "NotSeen",
    "PartView",
    "StoryItem",
    "StoryPage",
    "TooFewWords",
    "attached_to",
    "beside",
    "chronology",
    "document",
    "documents_about",
    "draft",
    "drafts_put_away",
    "entry",
    "file_of",
    "find_in_entries",
    "is_own_attachment",
    "is_whole",
    "kinds_of_story",
    "last_seen",
    "not_seen_since",
    "open_drafts",
    "opens_line",
    "own_draft",
    "people_in",
    "people_of_document",
    "search_entries",
    "seen_in",
    "story",
    "titles_of",
    "why_not_to_change",
]
