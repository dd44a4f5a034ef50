"""What children's services announce."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class FactRecorded(Event):
    """Typed facts were put beside a step; `reason` holds their keys."""


@dataclass(frozen=True, kw_only=True)
class FactsLoaded(Event):
    """A batch of facts was loaded; `reason` holds its manifest."""
