"""The ability matrix: who may do what, about whom, and why."""

from kith.foundations.access.models import MatrixChange, RoleAbility
from kith.foundations.access.queries.abilities import Holder, require
from kith.foundations.access.rules import Ability


def matrix(*, seen_by: Holder) -> dict[str, list[RoleAbility]]:
    """Role -> its cells. Open to everybody who signs in: nobody should wonder who may see what."""
    require(seen_by, Ability.SIGNED_IN)
    found: dict[str, list[RoleAbility]] = {}
    for cell in RoleAbility.objects.exclude(role="machine").order_by("role", "ability", "area", "whom"):
        found.setdefault(cell.role, []).append(cell)
    return found


def changes_waiting(*, seen_by: Holder) -> list[MatrixChange]:
    """Proposed changes of the matrix that wait for a second administrator."""
    require(seen_by, Ability.ADMINISTER)
    return list(MatrixChange.objects.filter(decided_at=None).order_by("proposed_at"))
