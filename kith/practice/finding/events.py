"""What finding announces."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class IndexRebuilt(Event):
    """The index over everybody was made anew."""


@dataclass(frozen=True, kw_only=True)
class PeopleIndexed(Event):
    """Some people were indexed again, after a change."""


@dataclass(frozen=True, kw_only=True)
class WordsRecounted(Event):
    """How many people bear each name word was counted anew."""


@dataclass(frozen=True, kw_only=True)
class AddedAfterSearch(Event):
    """Somebody whom the search did not find was added, with what had been typed into it."""


@dataclass(frozen=True, kw_only=True)
class FamilyAdded(Event):
    """The people of a contact were gathered: known ones taken, others added, with what they are to one another."""
