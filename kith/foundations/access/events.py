"""What access announces."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    """A worker was given a role."""


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """A worker's role was ended."""
