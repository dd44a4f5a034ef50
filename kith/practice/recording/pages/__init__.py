"""What a worker sees of recording: writing, reading, documents, the chronology's forms."""

from kith.practice.recording.pages.documents import add_document_page, document_file, document_page, strike_out_document_page
from kith.practice.recording.pages.drafts import bring_back, choose_entry, draft_page, my_drafts, put_away, save_draft_page
from kith.practice.recording.pages.entries import correct_entry, entry_page, release_entry_page, strike_out_entry
from kith.practice.recording.pages.events import choose_event_page, choose_events_page, withdraw_event_page, write_event_page

__all__ = [
    "add_document_page",
    "bring_back",
    "choose_entry",
    "choose_event_page",
    "choose_events_page",
    "correct_entry",
    "document_file",
    "document_page",
    "draft_page",
    "entry_page",
    "my_drafts",
    "put_away",
    "release_entry_page",
    "save_draft_page",
    "strike_out_document_page",
    "strike_out_entry",
    "withdraw_event_page",
    "write_event_page",
]
