"""What staff announces."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A worker signed in."""


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """A worker signed out."""


@dataclass(frozen=True, kw_only=True)
class WorkerAdded(Event):
    """A worker was added."""


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Event):
    """A team was added."""


@dataclass(frozen=True, kw_only=True)
class WorkerEnded(Event):
    """A worker leaves on a day."""


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A worker changed their own password."""
