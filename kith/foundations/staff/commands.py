"""Adding workers and teams; signing in and out; passwords."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localdate

from kith.foundations.access.commands import give_role
from kith.foundations.access.models import RoleHeld
from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal, Role
from kith.foundations.ledger.commands import announce
from kith.foundations.staff.events import PasswordChanged, SignedIn, SignedOut, TeamAdded, WorkerAdded, WorkerEnded
from kith.foundations.staff.models import Membership, Team, Worker
from kith.foundations.staff.queries import why_not_this_password


class AlreadyThere(Refusal):
    """A team or worker of that name or address exists."""


class PasswordRefused(Refusal):
    """The password now is another, or the new one will not do."""


NOT_THE_OLD_ONE = "That is not your password now. Type the one that you signed in with"
MACHINE_EMAIL = "machine@kith.invalid"


@transaction.atomic
def machine(*, at: datetime) -> Worker:
    """The worker as whom the machine acts (imports, the synthetic council, the clock): made at first need, and it cannot sign in."""
    worker, made = Worker.objects.get_or_create(
        email=MACHINE_EMAIL, defaults={"name": "Kith", "is_machine": True, "password": make_password(None)}
    )
    if made:
        RoleHeld.objects.create(worker_id=worker.pk, role=Role.MACHINE, starts_on=localdate(at))
        announce(WorkerAdded(subject=f"staff.Worker:{worker.pk}", reason="the machine's own worker"), by=worker, at=at)
    return worker


@transaction.atomic
def add_team(*, name: str, service: str = "children's", phone: str = "", by: Worker, at: datetime) -> Team:
    """Add a team."""
    require(by, Ability.ADMINISTER)
    if Team.objects.filter(name__iexact=name).exists():
        raise AlreadyThere("There is a team of that name already.", field="name")
    team = Team.objects.create(name=name, service=service, phone=phone)
    announce(TeamAdded(subject=f"staff.Team:{team.pk}"), by=by, at=at)
    return team


@transaction.atomic
def add_worker(
    *,
    email: str,
    name: str,
    password: str,
    roles: list[Role],
    team: Team | None = None,
    job_title: str = "",
    phone: str = "",
    starts_on: date | None = None,
    by: Worker,
    at: datetime,
) -> Worker:
    """Add a worker with roles, and a place in a team."""
    require(by, Ability.ADMINISTER)
    since = starts_on or localdate(at)
    if Worker.objects.filter(email=email.lower()).exists():
        raise AlreadyThere("Somebody with that e-mail address is there already.", field="email")
    worker = Worker(email=email.lower(), name=name, job_title=job_title, phone=phone, starts_on=since)
    worker.set_password(password)
    worker.save()
    if team:
        Membership.objects.create(worker=worker, team=team, starts_on=since)
    for role in roles:
        give_role(worker_id=worker.pk, role=role, starts_on=since, by=by, at=at)
    announce(WorkerAdded(subject=f"staff.Worker:{worker.pk}"), by=by, at=at)
    return worker


@transaction.atomic
def end_worker(*, worker: Worker, ends_on: date, by: Worker, at: datetime) -> Worker:
    """A worker leaves: the account works until that day."""
    require(by, Ability.ADMINISTER)
    worker.ends_on = ends_on
    worker.save(update_fields=["ends_on"])
    announce(WorkerEnded(subject=f"staff.Worker:{worker.pk}", reason=ends_on.isoformat()), by=by, at=at)
    return worker


@transaction.atomic
def note_sign_in(*, by: Worker, at: datetime) -> None:
    """Write a sign-in into the ledger."""
    announce(SignedIn(subject=f"staff.Worker:{by.pk}"), by=by, at=at)


@transaction.atomic
def note_sign_out(*, by: Worker, at: datetime) -> None:
    """Write a sign-out into the ledger."""
    announce(SignedOut(subject=f"staff.Worker:{by.pk}"), by=by, at=at)


@transaction.atomic
def change_password(*, old: str, new: str, by: Worker, at: datetime) -> None:
    """A worker changes their own password. Sessions hold a mark of the old one (Django), so those elsewhere end."""
    require(by, Ability.SIGNED_IN)
    if not by.check_password(old):
        raise PasswordRefused(NOT_THE_OLD_ONE, field="old")
    if new == old:
        raise PasswordRefused("That is your password already. Choose another", field="new")
    if why := why_not_this_password(new, worker=by):
        raise PasswordRefused(why, field="new")
    by.set_password(new)
    by.save(update_fields=["password"])
    announce(PasswordChanged(subject=f"staff.Worker:{by.pk}"), by=by, at=at)
