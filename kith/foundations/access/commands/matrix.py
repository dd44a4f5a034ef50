"""The ability matrix is changed by two people: one proposes, another decides."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from kith.foundations.access.events import MatrixChangeDecided, MatrixChangeProposed
from kith.foundations.access.models import MatrixChange, RoleAbility, RoleHeld
from kith.foundations.access.queries import Holder, require
from kith.foundations.access.rules import ENOUGH_TO_DECIDE, Ability, Area, Refusal, Whom
from kith.foundations.ledger.commands import announce, command

KEPT_BY_CODE = "machine"


class ChangeCannotBe(Refusal):
    """A change of the matrix that makes no sense, or that its proposer would decide on alone."""


@command
def propose_change(
    *, role: str, ability: str, area: str = Area.ANY, whom: str = Whom.ANYONE, adds: bool, reason: str, by: Holder, at: datetime
) -> MatrixChange:
    """Propose that a role may, or may no longer, do something. Nothing changes until another administrator agrees."""
    require(by, Ability.ADMINISTER)
    cell = {"role": role.strip().lower(), "ability": Ability(ability), "area": Area(area), "whom": Whom(whom)}
    if not cell["role"] or cell["role"] == KEPT_BY_CODE:
        raise ChangeCannotBe("Enter the role's name. The machine's own role cannot be changed.", field="role")
    if not reason.strip():
        raise ChangeCannotBe("Say why the role should change: whoever decides reads it.", field="reason")
    if RoleAbility.objects.filter(**cell).exists() == adds:
        raise ChangeCannotBe("The role may do this already." if adds else "The role may not do this as it is.", field="ability")
    if MatrixChange.objects.filter(**cell, adds=adds, decided_at=None).exists():
        raise ChangeCannotBe("This is proposed already, and waits for a second administrator.", field="ability")
    change = MatrixChange.objects.create(**cell, adds=adds, reason=reason.strip(), proposed_at=at, proposed_by=by.pk)
    announce(MatrixChangeProposed(subject=f"access.MatrixChange:{change.pk}", reason=reason.strip()), by=by, at=at)
    return change


@command
def decide_change(*, change_id: int, agrees: bool, by: Holder, at: datetime) -> MatrixChange:
    """A second administrator agrees, and it holds at once; or does not."""
    require(by, Ability.ADMINISTER)
    change = MatrixChange.objects.select_for_update().get(pk=change_id)
    if change.decided_at is not None:
        raise ChangeCannotBe("This change is decided already. Open the page again to see the matrix as it is.")
    if change.proposed_by == by.pk:
        raise ChangeCannotBe("You proposed this change, so another administrator must decide on it.")
    change.decided_at, change.decided_by, change.is_agreed = at, by.pk, agrees
    change.save(update_fields=["decided_at", "decided_by", "is_agreed"])
    cell = RoleAbility.objects.filter(role=change.role, ability=change.ability, area=change.area, whom=change.whom)
    if agrees and not change.adds:
        cell.delete()
        _enough_are_left(localdate(at))
    elif agrees and not cell.exists():
        RoleAbility.objects.create(role=change.role, ability=change.ability, area=change.area, whom=change.whom)
    announce(MatrixChangeDecided(subject=f"access.MatrixChange:{change.pk}", reason="agreed" if agrees else "not agreed"), by=by, at=at)
    return change


def _enough_are_left(today: date) -> None:
    """Two must be left who can change the matrix back: nobody else can."""
    roles = RoleAbility.objects.filter(ability=Ability.ADMINISTER).exclude(role=KEPT_BY_CODE).values("role")
    held = RoleHeld.objects.filter(role__in=roles, starts_on__lte=today).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    if held.values("worker_id").distinct().count() < ENOUGH_TO_DECIDE:
        raise ChangeCannotBe("Fewer than two administrators would be left, and nobody could change this back. Do not agree to it.")
