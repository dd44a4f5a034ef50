"""Who may do what, who has business with whom, and which records are shut. Workers, teams and people are held as plain ids."""

from kith.foundations.access.models.business import GivenReason, Grant
from kith.foundations.access.models.partners import Partnership
from kith.foundations.access.models.restrictions import BrokenGlass, Entrant, Restriction
from kith.foundations.access.models.roles import MatrixChange, RoleAbility, RoleHeld

__all__ = ["BrokenGlass", "Entrant", "GivenReason", "Grant", "MatrixChange", "Partnership", "Restriction", "RoleAbility", "RoleHeld"]
