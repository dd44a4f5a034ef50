"""May she, about whom, and why? `require` raises the sentence; `may` hides the button."""

from kith.foundations.access.queries.abilities import Holder, holdings_of, look_as, may, open_ids, require, roles_held
from kith.foundations.access.queries.matrix import Cell, HeldRole, change_proposed, changes_waiting, holders_of_role, matrix, roles_of
from kith.foundations.access.queries.restrictions import (
    Let,
    Shut,
    counted,
    glass_broken,
    glass_of,
    level_of,
    restrictions_of,
    restrictions_on,
    shut_out,
    things_shut,
)

__all__ = [
    "Cell",
    "HeldRole",
    "Holder",
    "Let",
    "Shut",
    "change_proposed",
    "changes_waiting",
    "counted",
    "glass_broken",
    "glass_of",
    "holders_of_role",
    "holdings_of",
    "level_of",
    "look_as",
    "matrix",
    "may",
    "open_ids",
    "require",
    "restrictions_of",
    "restrictions_on",
    "roles_held",
    "roles_of",
    "shut_out",
    "things_shut",
]
