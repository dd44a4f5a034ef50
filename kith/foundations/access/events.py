"""What access announces."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    """A worker was given a role."""


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """A worker's role was ended."""


@dataclass(frozen=True, kw_only=True)
class MatrixChangeProposed(Event):
    """Somebody proposed that a role may do something else."""


@dataclass(frozen=True, kw_only=True)
class MatrixChangeDecided(Event):
    """A second person decided on a change of the matrix."""


@dataclass(frozen=True, kw_only=True)
class GrantsGiven(Event):
    """A worker or team has business with people."""


@dataclass(frozen=True, kw_only=True)
class GrantsEnded(Event):
    """Their business with people ended."""


@dataclass(frozen=True, kw_only=True)
class ReasonGiven(Event):
    """A worker said why they opened a record outside their own work."""


@dataclass(frozen=True, kw_only=True)
class RecordRestricted(Event):
    """A record, or one thing in it, was shut."""


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted(Event):
    """A restriction was lifted."""


@dataclass(frozen=True, kw_only=True)
class LetIn(Event):
    """A worker or team was let into a restricted record."""


@dataclass(frozen=True, kw_only=True)
class PutOut(Event):
    """Somebody is let in no longer."""


@dataclass(frozen=True, kw_only=True)
class ConflictDeclared(Event):
    """A worker is kept from the record of somebody whom they know."""


@dataclass(frozen=True, kw_only=True)
class GlassBroken(Event):
    """A duty worker opened a restricted record at once."""


@dataclass(frozen=True, kw_only=True)
class GlassReviewed(Event):
    """Somebody else looked at why the glass was broken."""


@dataclass(frozen=True, kw_only=True)
class ReturnsBegun(Event):
    """Somebody began to make a return, and saw everybody while it was made."""


@dataclass(frozen=True, kw_only=True)
class PartnershipOpened(Event):
    """A partner was let into parts of some families' records."""


@dataclass(frozen=True, kw_only=True)
class PartnershipEnded(Event):
    """A partner sees nothing any more."""
