"""Giving and ending roles."""

from datetime import date, datetime

from django.db import transaction

from kith.foundations.access.events import RoleEnded, RoleGiven
from kith.foundations.access.models import RoleHeld
from kith.foundations.access.queries import Holder, require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce


@transaction.atomic
def give_role(*, worker_id: int, role: str, starts_on: date, by: Holder, at: datetime) -> RoleHeld:
    """Give a worker a role from a day on; one already open stays as it is."""
    require(by, Ability.ADMINISTER)
    held, _ = RoleHeld.objects.get_or_create(worker_id=worker_id, role=role, ends_on=None, defaults={"starts_on": starts_on})
    announce(RoleGiven(subject=f"staff.Worker:{worker_id}", reason=str(role)), by=by, at=at)
    return held


@transaction.atomic
def end_role(*, held: RoleHeld, ends_on: date, by: Holder, at: datetime) -> RoleHeld:
    """End a role on a day, that day included."""
    require(by, Ability.ADMINISTER)
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    announce(RoleEnded(subject=f"staff.Worker:{held.worker_id}", reason=held.role), by=by, at=at)
    return held
