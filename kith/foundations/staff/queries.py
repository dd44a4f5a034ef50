"""Who is asking, and who works where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from kith.foundations.access.models import RoleAbility, RoleHeld
from kith.foundations.access.rules import Ability, Role
from kith.foundations.staff.models import Membership, Passkey, ProviderAccount, Session, Team, Worker
from kith.foundations.staff.rules import device_in_words


def worker_of(request: HttpRequest) -> Worker:
    """The signed-in worker. The middleware has let nobody else through."""
    worker = request.user
    if not isinstance(worker, Worker):
        message = "A page was reached without a signed-in worker."
        raise TypeError(message)
    return worker


# Django's validators say what; these say what to do (settings.AUTH_PASSWORD_VALIDATORS names them).
WHY_NOT = {
    "password_too_short": "Make the password at least 12 characters long. Three or four words in a row are easy to remember",
    "password_too_common": "Many people use that password, so it is tried first by whoever guesses. Choose another",
    "password_too_similar": "That password is too like your name or e-mail address. Choose another",
}


def why_not_this_password(password: str, *, worker: Worker | None = None) -> str:
    """What is wrong with a new password, as a sentence; nothing if it will do."""
    try:
        validate_password(password, worker)
    except ValidationError as found:
        first = found.error_list[0]
        return WHY_NOT.get(str(first.code), str(first.messages[0]))
    return ""


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


@dataclass(frozen=True)
class SignedInAt:
    """A browser in which a worker is signed in. `key` is the digest under which it can be ended."""

    key: str
    device: str
    address: str
    since: datetime | None
    seen_at: datetime


def sessions_of(worker: Worker) -> list[SignedInAt]:
    """Where a worker is signed in, the latest seen first."""
    found = Session.objects.filter(worker=worker, expire_date__gt=timezone.now()).order_by("-seen_at")[:100]
    return [SignedInAt(each.session_key, device_in_words(each.agent), each.address, each.signed_in_at, each.seen_at) for each in found]


@dataclass(frozen=True)
class SecondFactors:
    """With what a worker proves herself beside the password."""

    app: bool
    passkeys: list[Passkey]
    codes_left: int

    def __bool__(self) -> bool:
        return self.app or bool(self.passkeys)


def second_factors_of(worker: Worker) -> SecondFactors:
    app = TOTPDevice.objects.filter(user=worker, confirmed=True).exists()
    codes = StaticToken.objects.filter(device__user=worker, device__confirmed=True).count()
    return SecondFactors(app, list(worker.passkeys.order_by("added_at")), codes)


def whose_account(*, issuer: str, subject: str, email: str) -> Worker | None:
    """The worker to whom an account at the identity provider is bound, or else the one with its address, who may be bound to another."""
    bound = ProviderAccount.objects.filter(issuer=issuer, subject=subject).select_related("worker").first()
    return bound.worker if bound else Worker.objects.filter(email__iexact=email, is_machine=False).first()


def accounts_tried_from(address: str, *, within: timedelta) -> int:
    """At how many different accounts (known or not) a wrong password was tried from an address lately: many are a spray, not slips."""
    tried = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=timezone.now() - within)
    return int(tried.values("username").distinct().count())


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


def workers_here(*, on: date) -> list[Worker]:
    """Everybody who works here on a day, by name; not the machine."""
    here = Worker.objects.filter(is_machine=False, starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return list(here.order_by("name", "id"))


def holdings_over_time(worker_id: int) -> list[RoleHeld]:
    """The roles of a worker, those that have ended too, the newest first."""
    return list(RoleHeld.objects.filter(worker_id=worker_id).order_by("-starts_on", "-id"))
