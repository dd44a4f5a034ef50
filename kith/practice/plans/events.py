"""What plans announce."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanMade(Event):
    """A family has a plan, or more of the family have a part in it. What was open in the one before was carried forward."""


@dataclass(frozen=True, kw_only=True)
class PlanLeft(Event):
    """Somebody's part in a plan ended, with the involvement that the plan was for."""


@dataclass(frozen=True, kw_only=True)
class NeedAdded(Event):
    """A plan has a further need."""


@dataclass(frozen=True, kw_only=True)
class ActionAdded(Event):
    """A plan has a further action."""


@dataclass(frozen=True, kw_only=True)
class ActionChanged(Event):
    """An action was put in other words, to somebody else, or to another day; what stood there is kept."""


@dataclass(frozen=True, kw_only=True)
class PlanReviewed(Event):
    """It was said how actions stand."""


@dataclass(frozen=True, kw_only=True)
class PlansLoaded(Event):
    """A batch of plans was loaded; `reason` holds its manifest."""


@dataclass(frozen=True, kw_only=True)
class PlanEnded(Event):
    """A plan ended."""
