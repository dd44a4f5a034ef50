"""What can be done to what is recorded."""

from kith.practice.recording.commands.documents import (
    LARGEST,
    add_document,
    attach_document,
    detach_document,
    give_up_on_text,
    keep_text,
    strike_out_document,
)
from kith.practice.recording.commands.drafts import DraftConflict, Typed, bring_back_draft, put_away_draft, save_draft, start_draft
from kith.practice.recording.commands.entries import EntryNotReady, finish_entry, release_entry, strike_out
from kith.practice.recording.commands.load_entries import load_entries
from kith.practice.recording.commands.restricting import restrict_document, restrict_entry
from kith.practice.recording.commands.story import (
    Choice,
    EventIncomplete,
    Telling,
    choose_event,
    choose_events,
    note_look,
    tell_stories,
    tell_story,
    withdraw_event,
    write_event,
)

__all__ = [
    "LARGEST",
    "Choice",
    "DraftConflict",
    "EntryNotReady",
    "EventIncomplete",
    "Telling",
    "Typed",
    "add_document",
    "attach_document",
    "bring_back_draft",
    "choose_event",
    "choose_events",
    "detach_document",
    "finish_entry",
    "give_up_on_text",
    "keep_text",
    "load_entries",
    "note_look",
    "put_away_draft",
    "release_entry",
    "restrict_document",
    "restrict_entry",
    "save_draft",
    "start_draft",
    "strike_out",
    "strike_out_document",
    "tell_stories",
    "tell_story",
    "withdraw_event",
    "write_event",
]
