"""Shapes of what is recorded."""

from kith.practice.recording.models.document import Document, DocumentPerson
from kith.practice.recording.models.draft import Draft
from kith.practice.recording.models.entry import Entry, EntryPart, EntryVersion
from kith.practice.recording.models.story import LastLook, SignificantEvent, StoryLine

__all__ = [
    "Document",
    "DocumentPerson",
    "Draft",
    "Entry",
    "EntryPart",
    "EntryVersion",
    "LastLook",
    "SignificantEvent",
    "StoryLine",
]
