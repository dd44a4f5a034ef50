"""Giving and ending roles."""

from datetime import date, datetime

from django.db.models import Q

from kith.foundations.access.events import RoleEnded, RoleGiven
from kith.foundations.access.models import RoleAbility, RoleHeld
from kith.foundations.access.queries import Holder, require
from kith.foundations.access.rules import Ability, Refusal, Role
from kith.foundations.ledger.commands import announce, command


class RoleCannotBe(Refusal):
    """A role for oneself, one that nobody knows, or the last administrator's."""


@command
def give_role(*, worker_id: int, role: str, starts_on: date, by: Holder, at: datetime) -> RoleHeld:
    """Give a worker a role from a day on; one already open stays as it is. Nobody gives one to themselves."""
    require(by, Ability.ADMINISTER)
    if worker_id == by.pk:
        raise RoleCannotBe("Nobody gives a role to themselves. Ask another administrator.", field="role")
    if not RoleAbility.objects.filter(role=role).exists():
        raise RoleCannotBe("No role of that name may do anything. Propose what it may do first, under Abilities.", field="role")
    held, _ = RoleHeld.objects.get_or_create(
        worker_id=worker_id, role=role, ends_on=None, defaults={"starts_on": starts_on, "given_by": by.pk}
    )
    announce(RoleGiven(subject=f"staff.Worker:{worker_id}", reason=str(role)), by=by, at=at)
    return held


@command
def end_role(*, held: RoleHeld, ends_on: date, by: Holder, at: datetime) -> RoleHeld:
    """End a role on a day, that day included. Somebody who administers must be left."""
    require(by, Ability.ADMINISTER)
    if ends_on < held.starts_on:
        raise RoleCannotBe("The role began after that day. Choose a later one.", field="ends_on")
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    _somebody_administers_after(ends_on)
    announce(RoleEnded(subject=f"staff.Worker:{held.worker_id}", reason=held.role), by=by, at=at)
    return held


def _somebody_administers_after(day: date) -> None:
    roles = RoleAbility.objects.filter(ability=Ability.ADMINISTER).exclude(role=Role.MACHINE).values("role")
    if not RoleHeld.objects.filter(role__in=roles).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).exists():
        raise RoleCannotBe("Nobody would be left who administers Kith. Give the role to somebody else first.", field="ends_on")
