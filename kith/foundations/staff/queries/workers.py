"""Who is asking, and who works where."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone

from kith.foundations.access.models import RoleHeld
from kith.foundations.staff.models import Membership, Team, Worker


def worker_of(request: HttpRequest) -> Worker:
    """The signed-in worker. The middleware has let nobody else through."""
    worker = request.user
    if not isinstance(worker, Worker):
        message = "A page was reached without a signed-in worker."
        raise TypeError(message)
    return worker


def names_of(worker_ids: Iterable[int]) -> dict[int, str]:
    """Workers' names, by id, of leavers too."""
    return dict(Worker.objects.filter(pk__in=set(worker_ids)).values_list("id", "name"))


def workers_by_id(worker_ids: Iterable[int]) -> dict[int, Worker]:
    """Workers by id, leavers too."""
    return Worker.objects.in_bulk(set(worker_ids))


def workers_called(words: str, *, limit: int = 6) -> list[Worker]:
    """Workers with this e-mail address, or with these words in their name; leavers too."""
    exact = Worker.objects.filter(email__iexact=words)
    named = Worker.objects.filter(*(Q(name__icontains=word) for word in words.split())).order_by("name", "email")
    return list(exact) or (list(named[:limit]) if words.strip() else [])


def workers_meant(texts: Iterable[str]) -> dict[str, int]:
    """The workers of today whom a full name or e-mail address means, by the text in small letters; a name that two have means nobody."""
    wanted = [text.lower() for text in texts]
    here = Worker.objects.filter(is_machine=False).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))
    rows = here.annotate(small=Lower("name")).filter(Q(small__in=wanted) | Q(email__in=wanted)).values_list("pk", "small", "email")
    found: dict[str, set[int]] = defaultdict(set)
    for pk, name, email in rows:
        found[name].add(pk)
        found[email].add(pk)
    return {text: next(iter(ids)) for text, ids in found.items() if len(ids) == 1}


def teams_of(worker: Worker, *, on: date) -> list[str]:
    """The names of the teams that a worker belongs to on a day."""
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return list(worker.memberships.filter(current, starts_on__lte=on).order_by("team__name").values_list("team__name", flat=True))


def workers_with_roles(
    *, on: date, named: str = "", team_id: int | None = None, leavers: bool = False
) -> list[tuple[Worker, list[str], list[str]]]:
    """(worker, roles, teams) as of a day, of everybody, or of those whose name or address has these letters, or of a team. Who has left is
    listed only when asked for. For the administrator's page."""
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    roles, teams = defaultdict(list), defaultdict(list)
    for worker_id, role in RoleHeld.objects.filter(current, starts_on__lte=on).values_list("worker_id", "role"):
        roles[worker_id].append(role)
    for worker_id, team in Membership.objects.filter(current, starts_on__lte=on).values_list("worker_id", "team__name"):
        teams[worker_id].append(team)
    found = Worker.objects.filter(is_machine=False) if leavers else Worker.objects.filter(current, is_machine=False)
    found = found.filter(Q(name__icontains=named) | Q(email__icontains=named)) if named else found
    if team_id is not None:
        places = Membership.objects.filter(team_id=team_id) if leavers else Membership.objects.filter(current, team_id=team_id)
        found = found.filter(pk__in=places.values("worker_id"))
    return [(worker, sorted(roles[worker.pk]), sorted(teams[worker.pk])) for worker in found.order_by("name", "id")[:2000]]


def facts_of(worker: Worker) -> dict[str, str]:
    """What an administrator may change of a worker, as it stands."""
    return {"name": worker.name, "email": worker.email, "job_title": worker.job_title, "phone": worker.phone}


def team_facts(team: Team) -> dict[str, str]:
    """What an administrator may change of a team, as it stands."""
    manager = team.manager.name if team.manager else ""
    return {"name": team.name, "service": team.service, "phone": team.phone, "duty_phone": team.duty_phone, "manager": manager}


def places_of(worker: Worker) -> list[Membership]:
    """The worker's places in teams, those that have ended too, the newest first."""
    return list(worker.memberships.select_related("team").order_by("-starts_on", "-id"))


def workers_here(*, on: date, team_id: int | None = None) -> list[Worker]:
    """Everybody who works here on a day, or in one team, by name; not the machine."""
    here = Worker.objects.filter(_here(on), is_machine=False)
    if team_id is not None:
        here = here.filter(pk__in=Membership.objects.filter(_here(on), team_id=team_id).values("worker_id"))
    return list(here.order_by("name", "id"))


def _here(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
