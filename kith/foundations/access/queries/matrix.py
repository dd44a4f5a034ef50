"""The ability matrix: who may do what, about whom, and why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kith.foundations.access.models import MatrixChange, RoleAbility, RoleHeld
from kith.foundations.access.queries.abilities import Holder, require
from kith.foundations.access.rules import SAYS, Ability, Area, Role, Whom


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix: what, where, about whom; and the change that made it, unless the role could do it from the beginning."""

    role: str
    ability: Ability
    area: Area
    whom: Whom
    because: MatrixChange | None

    @property
    def does(self) -> str:
        return SAYS[self.ability]

    @property
    def about(self) -> str:
        """About whom. A partner is in no team: theirs are the families that were granted."""
        return "their families" if self.role == Role.PARTNER and self.whom != Whom.ANYONE else str(self.whom)

    @property
    def extent(self) -> str:
        """About whom, and in which area if not in all."""
        return self.about if self.area == Area.ANY else f"{self.about}, {self.area}"


@dataclass(frozen=True)
class HeldRole:
    """A role that a worker holds, or held, and what it lets them do."""

    held: RoleHeld
    cells: list[Cell]


def matrix(*, seen_by: Holder) -> dict[str, list[Cell]]:
    """Role -> its cells, in the order of the abilities. Open to everybody who signs in: nobody should wonder who may see what."""
    require(seen_by, Ability.SIGNED_IN)
    agreed = MatrixChange.objects.filter(is_agreed=True, adds=True).order_by("decided_at", "id")
    why = {(one.role, one.ability, one.area, one.whom): one for one in agreed}
    found: dict[str, list[Cell]] = {}
    for row in RoleAbility.objects.exclude(role=Role.MACHINE).order_by("role", "area", "whom"):
        because = why.get((row.role, row.ability, row.area, row.whom))
        found.setdefault(row.role, []).append(Cell(row.role, Ability(row.ability), Area(row.area), Whom(row.whom), because))
    order = list(Ability)
    return {role: sorted(cells, key=lambda cell: order.index(cell.ability)) for role, cells in found.items()}


def changes_waiting(*, seen_by: Holder) -> list[MatrixChange]:
    """Proposed changes of the matrix that wait for a second administrator. As open as the matrix is."""
    require(seen_by, Ability.SIGNED_IN)
    return list(MatrixChange.objects.filter(decided_at=None).order_by("proposed_at", "id"))


def change_proposed(change_id: int, *, seen_by: Holder) -> MatrixChange:
    """One change, decided or not. Raises MatrixChange.DoesNotExist."""
    require(seen_by, Ability.ADMINISTER)
    return MatrixChange.objects.get(pk=change_id)


def roles_of(worker_id: int, *, seen_by: Holder) -> list[HeldRole]:
    """The roles of a worker, those that have ended too, the current first: one's own, or for the administrator anybody's."""
    if worker_id != seen_by.pk:
        require(seen_by, Ability.ADMINISTER)
    cells = matrix(seen_by=seen_by)
    rows = RoleHeld.objects.filter(worker_id=worker_id).order_by("-ends_on", "starts_on", "id")
    return [HeldRole(row, cells.get(row.role, [])) for row in rows]


def holders_of_role(role: str, *, on: date, seen_by: Holder) -> list[int]:
    """The workers (ids) who hold a role on a day: whom a change of it touches."""
    require(seen_by, Ability.ADMINISTER)
    held = RoleHeld.objects.filter(role=role, starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return sorted(held.values_list("worker_id", flat=True))
