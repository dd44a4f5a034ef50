"""Adding workers and changing what is known of them; a worker leaves, and comes back."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.timezone import localdate

from kith.foundations.access.commands import give_role
from kith.foundations.access.models import RoleHeld
from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal, Role
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.events import SessionsEnded, WorkerAdded, WorkerChanged, WorkerEnded, WorkerReopened
from kith.foundations.staff.models import Membership, Session, Team, Worker
from kith.foundations.staff.queries import facts_of, holders_of


class LastAdministrator(Refusal):
    """Somebody must be left who can add workers."""


class AlreadyThere(Refusal):
    """A team or worker of that name or address exists."""


class WorkerCannotBe(Refusal):
    """Facts of a worker that contradict one another, or that somebody else changed meanwhile."""


MACHINE_EMAIL = "machine@kith.invalid"


@command
def machine(*, at: datetime) -> Worker:
    """The worker as whom the machine acts (imports, the synthetic council, the clock): made at first need, and it cannot sign in."""
    worker, made = Worker.objects.get_or_create(
        email=MACHINE_EMAIL, defaults={"name": "Kith", "is_machine": True, "password": make_password(None)}
    )
    if made:
        RoleHeld.objects.create(worker_id=worker.pk, role=Role.MACHINE, starts_on=localdate(at))
        announce(WorkerAdded(subject=f"staff.Worker:{worker.pk}", reason="the machine's own worker"), by=worker, at=at)
    return worker


@command
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
    """Add a worker with roles, and a place in a team. Without a password she signs in by the identity provider alone, or is given a first one."""
    require(by, Ability.ADMINISTER)
    since = starts_on or localdate(at)
    _require_free(email)
    worker = Worker(email=email.lower(), name=name, job_title=job_title, phone=phone, starts_on=since)
    worker.set_password(password)
    worker.save()
    if team:
        Membership.objects.create(worker=worker, team=team, starts_on=since)
    for role in roles:
        give_role(worker_id=worker.pk, role=role, starts_on=since, by=by, at=at)
    announce(WorkerAdded(subject=f"staff.Worker:{worker.pk}"), by=by, at=at)
    return worker


def _require_free(email: str, *, besides: int = 0) -> None:
    if Worker.objects.filter(email__iexact=email).exclude(pk=besides).exists():
        raise AlreadyThere("Somebody with that e-mail address is there already.", field="email")


@command
def change_worker(
    *, worker: Worker, name: str, email: str, job_title: str = "", phone: str = "", seen: Mapping[str, str] | None = None, by: Worker, at: datetime
) -> Worker:
    """Change a worker's name, address, title or telephone. `seen`: what stood there when the page was opened; if it is another by now, nothing
    is written over."""
    require(by, Ability.ADMINISTER)
    held = Worker.objects.select_for_update().get(pk=worker.pk, is_machine=False)
    before, facts = facts_of(held), {"name": name, "email": email.lower(), "job_title": job_title, "phone": phone}
    if seen is not None and dict(seen) != before:
        raise WorkerCannotBe(
            "Somebody else has changed this worker since you opened the page. What stands there now is shown above. Check it, then save again."
        )
    _require_free(email, besides=held.pk)
    changed = [fact for fact, value in facts.items() if value != before[fact]]
    if not changed:
        return held
    for fact in changed:
        setattr(held, fact, facts[fact])
    held.save(update_fields=changed)
    words = "; ".join(f"{fact.replace('_', ' ')}: {before[fact] or 'none'} to {facts[fact] or 'none'}" for fact in changed)
    announce(WorkerChanged(subject=f"staff.Worker:{held.pk}", worker_id=held.pk, reason=words), by=by, at=at)
    return held


@command
def end_worker(*, worker: Worker, ends_on: date, by: Worker, at: datetime) -> Worker:
    """A worker leaves: the account works until the end of that day, and places in teams and roles end with it. If the day is over, whoever is
    signed in with it is signed out now."""
    require(by, Ability.ADMINISTER)
    _hold(worker)
    if ends_on < worker.starts_on:
        raise WorkerCannotBe(f"They began on {_said(worker.starts_on)}. Enter that day or a later one.", field="ends_on")
    _require_another_administrator(worker, after=max(ends_on, localdate(at)))
    before = worker.ends_on
    worker.ends_on = ends_on
    worker.save(update_fields=["ends_on"])
    _end_places(worker, before, ends_on)
    announce(WorkerEnded(subject=f"staff.Worker:{worker.pk}", worker_id=worker.pk, reason=ends_on.isoformat()), by=by, at=at)
    if not worker.is_active:
        _end_sessions([worker], by=by, at=at)
    return worker


def _hold(worker: Worker) -> None:
    """The row is held, and the dates are as they stand now: another administrator may have set them a moment ago."""
    Worker.objects.select_for_update().get(pk=worker.pk, is_machine=False)
    worker.refresh_from_db(fields=["starts_on", "ends_on"])


def _require_another_administrator(worker: Worker, *, after: date) -> None:
    """The rows of those who administer are held meanwhile: two of them cannot end each other in the same moment."""
    list(Worker.objects.select_for_update().filter(pk__in=holders_of(Ability.ADMINISTER, on=after)).order_by("pk"))
    if holders_of(Ability.ADMINISTER, on=after + timedelta(days=1)) == [worker.pk]:
        raise LastAdministrator("Nobody else administers Kith after that day. Add another administrator first.", field="ends_on")


def _end_places(worker: Worker, before: date | None, ends_on: date) -> None:
    """What is open ends on the last day, and what ended with the last day that was said before moves with it. What never began goes."""
    memberships, roles = Membership.objects.filter(worker=worker), RoleHeld.objects.filter(worker_id=worker.pk)
    if before is not None:
        memberships.filter(ends_on=before).update(ends_on=None)
        roles.filter(ends_on=before).update(ends_on=None)
    memberships.filter(starts_on__gt=ends_on).delete()
    roles.filter(starts_on__gt=ends_on).delete()
    memberships.filter(ends_on=None).update(ends_on=ends_on)
    roles.filter(ends_on=None).update(ends_on=ends_on)


@command
def reopen_worker(*, worker: Worker, by: Worker, at: datetime) -> Worker:
    """A worker stays after all: teams and roles that were to end with the last day go on. Or a leaver is back: the account is open, and teams
    and roles are given anew, because the old ones were for the old post."""
    require(by, Ability.ADMINISTER)
    _hold(worker)
    last = worker.ends_on
    if last is None:
        raise WorkerCannotBe("They have not left, and no last day is set. Nothing needs to be done.")
    if worker.pk == by.pk:
        raise WorkerCannotBe("Nobody opens their own account again. Ask another administrator.")
    worker.ends_on = None
    worker.save(update_fields=["ends_on"])
    if last >= localdate(at):
        Membership.objects.filter(worker=worker, ends_on=last).update(ends_on=None)
        RoleHeld.objects.filter(worker_id=worker.pk, ends_on=last).update(ends_on=None)
    announce(WorkerReopened(subject=f"staff.Worker:{worker.pk}", worker_id=worker.pk, reason=f"last day was {last.isoformat()}"), by=by, at=at)
    return worker


@command
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


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
