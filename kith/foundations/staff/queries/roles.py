"""Who holds which role, and which ability."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kith.foundations.access.models import RoleAbility, RoleHeld
from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Role
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries.workers import names_of


def holders_of(ability: Ability, *, on: date) -> list[int]:
    """The workers who hold an ability on a day and have not left by then."""
    roles = RoleAbility.objects.filter(ability=ability).exclude(role=Role.MACHINE).values("role")
    held = RoleHeld.objects.filter(role__in=roles, starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    here = Worker.objects.filter(pk__in=held.values("worker_id"), is_machine=False).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return sorted(here.values_list("pk", flat=True))


def partner_accounts(*, on: date) -> list[tuple[int, str]]:
    """(id, name and address) of the accounts of partners that hold on a day."""
    held = RoleHeld.objects.filter(role=Role.PARTNER, starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    here = Worker.objects.filter(pk__in=held.values("worker_id")).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return [(id_, f"{name}, {email}") for id_, name, email in here.order_by("name").values_list("id", "name", "email")]


def holdings_over_time(worker_id: int) -> list[RoleHeld]:
    """The roles of a worker, those that have ended too, the newest first."""
    return list(RoleHeld.objects.filter(worker_id=worker_id).order_by("-starts_on", "-id"))


@dataclass(frozen=True)
class RoleHolder:
    """Who holds, or held, a role; since when, until when, given by whom."""

    worker_id: int
    name: str
    role: str
    starts_on: date
    ends_on: date | None
    given_by: str


def role_holders(*, seen_by: Worker, on: date, over: bool = False) -> dict[str, list[RoleHolder]]:
    """Role -> whoever holds it on a day or will, by name; with `over` those who held it too. For administrators and auditors."""
    if not {Ability.ADMINISTER, Ability.AUDIT} & seen_by.abilities:
        require(seen_by, Ability.AUDIT)
    rows = RoleHeld.objects.exclude(role=Role.MACHINE).order_by("role", "starts_on", "id")
    rows = rows if over else rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    held = list(rows[:5000])
    names = names_of(who for row in held for who in (row.worker_id, row.given_by) if who)
    found: dict[str, list[RoleHolder]] = {}
    for row in held:
        given_by = names.get(row.given_by or 0, "")
        holder = RoleHolder(row.worker_id, names.get(row.worker_id, ""), row.role, row.starts_on, row.ends_on, given_by)
        found.setdefault(row.role, []).append(holder)
    return {role: sorted(holders, key=lambda one: (one.name, one.starts_on)) for role, holders in found.items()}
