"""Adding workers and teams; a worker leaves."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from kith.foundations.access.commands import give_role
from kith.foundations.access.models import RoleHeld
from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal, Role
from kith.foundations.ledger.commands import announce
from kith.foundations.staff.events import SessionsEnded, TeamAdded, WorkerAdded, WorkerEnded
from kith.foundations.staff.models import Membership, Session, Team, Worker
from kith.foundations.staff.queries import holders_of


class LastAdministrator(Refusal):
    """Somebody must be left who can add workers."""


class AlreadyThere(Refusal):
    """A team or worker of that name or address exists."""


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
    password: str | None,
    roles: list[Role],
    team: Team | None = None,
    job_title: str = "",
    phone: str = "",
    starts_on: date | None = None,
    by: Worker,
    at: datetime,
) -> Worker:
    """Add a worker with roles, and a place in a team. Without a password she signs in by the identity provider alone."""
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
    """A worker leaves: the account works until the end of that day. If the day is over, whoever is signed in with it is signed out now."""
    require(by, Ability.ADMINISTER)
    if holders_of(Ability.ADMINISTER, on=max(ends_on, localdate(at))) == [worker.pk]:
        raise LastAdministrator("Nobody else administers Kith after that day. Add another administrator first.", field="ends_on")
    worker.ends_on = ends_on
    worker.save(update_fields=["ends_on"])
    announce(WorkerEnded(subject=f"staff.Worker:{worker.pk}", reason=ends_on.isoformat()), by=by, at=at)
    if not worker.is_active:
        _end_sessions([worker], by=by, at=at)
    return worker


@transaction.atomic
def end_what_leavers_left(*, by: Worker, at: datetime) -> int:
    """Sign out whoever has left, and forget sessions that have run out. Their accounts are shut without this: it leaves nothing behind.
    Returns how many workers were still signed in."""
    left = list(Worker.objects.filter(ends_on__lt=timezone.localdate(at), sessions__isnull=False).distinct())
    _end_sessions(left, by=by, at=at)
    Session.objects.filter(expire_date__lt=at).delete()
    return len(left)


def _end_sessions(workers: list[Worker], *, by: Worker, at: datetime) -> None:
    for worker in workers:
        count, _ = Session.objects.filter(worker=worker).delete()
        if count:
            announce(SessionsEnded(subject=f"staff.Worker:{worker.pk}", reason=f"left; {count} open"), by=by, at=at)
