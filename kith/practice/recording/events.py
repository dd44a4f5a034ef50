"""What recording announces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class DraftStarted(Event):
    """A worker began to write."""


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Event):
    """What was typed was kept."""


@dataclass(frozen=True, kw_only=True)
class DraftPutAway(Event):
    """A worker put a draft away."""


@dataclass(frozen=True, kw_only=True)
class DraftBroughtBack(Event):
    """A worker brought back a draft that was put away."""


@dataclass(frozen=True, kw_only=True)
class EntryFinished(Event):
    """An entry was finished; it is on the record. `ticked`: what was ticked beside it, by the field of the room that asked."""

    ticked: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Changed(Event):
    """Something on the record was changed, by its author or by somebody else. `what` names it in words: visit of 3 March 2026."""

    author_id: int
    what: str
    page: str  # the name of the page that shows it, and the id that it takes
    page_id: int


@dataclass(frozen=True, kw_only=True)
class EntryCorrected(Changed):
    """A new version of an entry replaced the one before, which is kept."""


@dataclass(frozen=True, kw_only=True)
class EntryReleased(Event):
    """An entry's author released its shared part."""


@dataclass(frozen=True, kw_only=True)
class EntryStruckOut(Changed):
    """An entry was marked as wrong."""


@dataclass(frozen=True, kw_only=True)
class DocumentAdded(Event):
    """A document was added."""

    document_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentStruckOut(Changed):
    """A document was marked as wrong."""


@dataclass(frozen=True, kw_only=True)
class DocumentTakenOff(Event):
    """A file was taken from a draft before it was on any record."""


@dataclass(frozen=True, kw_only=True)
class DocumentRead(Event):
    """A document's text was drawn from it for search."""


@dataclass(frozen=True, kw_only=True)
class DocumentNotRead(Event):
    """A document's text could not be drawn from it, after all tries."""


@dataclass(frozen=True, kw_only=True)
class EntryRestricted(Event):
    """One entry was shut to whoever is not let in."""


@dataclass(frozen=True, kw_only=True)
class DocumentRestricted(Event):
    """One document was shut to whoever is not let in."""


@dataclass(frozen=True, kw_only=True)
class StoryTold(Event):
    """Something was added to people's stories by a room above."""


@dataclass(frozen=True, kw_only=True)
class EventChosen(Event):
    """A significant event was put into the chronology."""


@dataclass(frozen=True, kw_only=True)
class EventWithdrawn(Event):
    """A significant event was taken out of the chronology."""


@dataclass(frozen=True, kw_only=True)
class EntriesLoaded(Event):
    """A batch of entries was loaded; `reason` holds its manifest."""
