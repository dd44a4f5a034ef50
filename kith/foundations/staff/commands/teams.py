"""Teams, and who belongs to them from when to when."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Q

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.commands.workers import AlreadyThere
from kith.foundations.staff.events import TeamAdded, TeamChanged, TeamJoined, TeamLeft
from kith.foundations.staff.models import Membership, Team, Worker
from kith.foundations.staff.queries import team_facts


class PlaceCannotBe(Refusal):
    """A place in a team that cannot be true: twice at once, backwards, or outside the worker's own time."""


class TeamCannotBe(Refusal):
    """A team's facts that cannot be, or that somebody else changed meanwhile."""


@command
def add_team(
    *, name: str, service: str = "children's", phone: str = "", duty_phone: str = "", manager: Worker | None = None, by: Worker, at: datetime
) -> Team:
    """Add a team."""
    require(by, Ability.ADMINISTER)
    _require_free(name)
    _require_there(manager)
    team = Team.objects.create(name=name, service=service, phone=phone, duty_phone=duty_phone, manager=manager)
    announce(TeamAdded(subject=f"staff.Team:{team.pk}"), by=by, at=at)
    return team


@command
def change_team(
    *, team: Team, name: str, service: str, phone: str, duty_phone: str, manager: Worker | None, seen: Mapping[str, str] | None = None,
    by: Worker, at: datetime,
) -> Team:  # fmt: skip
    """Change what a team is called, its service, its telephones, who manages it. `seen`: as for a worker."""
    require(by, Ability.ADMINISTER)
    held = Team.objects.select_for_update().get(pk=team.pk)
    before = team_facts(held)
    if seen is not None and dict(seen) != before:
        raise TeamCannotBe(
            "Somebody else has changed this team since you opened the page. What stands there now is shown above. Check it, then save again."
        )
    _require_free(name, besides=held.pk)
    _require_there(manager)
    held.name, held.service, held.phone, held.duty_phone, held.manager = name, service, phone, duty_phone, manager
    after = team_facts(held)
    changed = [fact for fact in after if after[fact] != before[fact]]
    if changed:
        held.save()
        words = "; ".join(f"{fact.replace('_', ' ')}: {before[fact] or 'none'} to {after[fact] or 'none'}" for fact in changed)
        announce(TeamChanged(subject=f"staff.Team:{held.pk}", reason=words), by=by, at=at)
    return held


def _require_free(name: str, *, besides: int = 0) -> None:
    if Team.objects.filter(name__iexact=name).exclude(pk=besides).exists():
        raise AlreadyThere("There is a team of that name already.", field="name")


def _require_there(manager: Worker | None) -> None:
    if manager and (manager.is_machine or manager.ends_on):
        raise TeamCannotBe(f"{manager.name} has left or is about to leave. Choose somebody else.", field="manager")


@command
def join_team(*, worker: Worker, team: Team, starts_on: date, ends_on: date | None = None, by: Worker, at: datetime) -> Membership:
    """A worker belongs to a team from a day on, perhaps until a day, that day included."""
    require(by, Ability.ADMINISTER)
    worker = Worker.objects.select_for_update().get(pk=worker.pk, is_machine=False)
    if ends_on and ends_on < starts_on:
        raise PlaceCannotBe("The last day is before the first. Check both.", field="ends_on")
    if starts_on < worker.starts_on or (worker.ends_on and starts_on > worker.ends_on):
        raise PlaceCannotBe(f"{worker.name} does not work here on that day. Choose another.", field="starts_on")
    ends_on = worker.ends_on if worker.ends_on and (ends_on is None or ends_on > worker.ends_on) else ends_on
    _require_apart(worker, team, starts_on, ends_on)
    made = Membership.objects.create(worker=worker, team=team, starts_on=starts_on, ends_on=ends_on)
    announce(TeamJoined(subject=f"staff.Membership:{made.pk}", worker_id=worker.pk, reason=f"{team.name} from {_said(starts_on)}"), by=by, at=at)
    return made


def _require_apart(worker: Worker, team: Team, first: date, last: date | None, *, besides: int = 0) -> None:
    """Once in the same team at the same time."""
    until = Q(starts_on__lte=last) if last else Q()
    others = Membership.objects.filter(until, worker=worker, team=team).exclude(pk=besides)
    present = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first)).first()
    if present:
        to = f" to {_said(present.ends_on)}" if present.ends_on else ""
        raise PlaceCannotBe(
            f"{worker.name} is in this team from {_said(present.starts_on)}{to}. Choose another team, or days outside that time.",
            field="team" if not besides else "ends_on",
        )


@command
def leave_team(*, membership: Membership, ends_on: date, by: Worker, at: datetime) -> Membership:
    """A worker's place in a team ends on a day, that day included."""
    require(by, Ability.ADMINISTER)
    held = Membership.objects.select_for_update(of=("self",)).select_related("team", "worker").get(pk=membership.pk)
    if ends_on < held.starts_on:
        raise PlaceCannotBe(f"They joined on {_said(held.starts_on)}. Enter that day or a later one.", field="ends_on")
    if held.worker.ends_on and ends_on > held.worker.ends_on:
        raise PlaceCannotBe(f"{held.worker.name} leaves on {_said(held.worker.ends_on)}. Enter that day or an earlier one.", field="ends_on")
    _require_apart(held.worker, held.team, held.starts_on, ends_on, besides=held.pk)
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    reason = f"{held.team.name} until {_said(ends_on)}"
    announce(TeamLeft(subject=f"staff.Membership:{held.pk}", worker_id=held.worker_id, reason=reason), by=by, at=at)
    return held


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
