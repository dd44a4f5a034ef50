"""With what workers prove who they are, and where they are signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from kith.foundations.staff.models import Passkey, ProviderAccount, Session, Worker
from kith.foundations.staff.rules import device_in_words, is_the_councils_own

# Django's validators say what; these say what to do (settings.AUTH_PASSWORD_VALIDATORS names them).
WHY_NOT = {
    "password_too_short": "Make the password at least 12 characters long. Three or four words in a row are easy to remember",
    "password_too_common": "Many people use that password, so it is tried first by whoever guesses. Choose another",
    "password_of_the_council": "Besides the names of Kith and of the council there is too little in that password. Choose another",
    "password_too_similar": "That password is too like your name or e-mail address. Choose another",
}


def why_not_this_password(password: str, *, worker: Worker | None = None) -> str:
    """What is wrong with a new password, as a sentence; nothing if it will do."""
    try:
        validate_password(password, worker)
    except ValidationError as found:
        first = found.error_list[0]
        return WHY_NOT.get(str(first.code), str(first.messages[0]))
    return WHY_NOT["password_of_the_council"] if is_the_councils_own(password, settings.COUNCIL_NAME) else ""


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
    codes = worker.recovery_codes.count()
    return SecondFactors(app, list(worker.passkeys.order_by("added_at")), codes)


def whose_account(*, issuer: str, subject: str, email: str) -> Worker | None:
    """The worker to whom an account at the identity provider is bound, or else the one with its address, who may be bound to another."""
    bound = ProviderAccount.objects.filter(issuer=issuer, subject=subject).select_related("worker").first()
    return bound.worker if bound else Worker.objects.filter(email__iexact=email, is_machine=False).first()


def accounts_tried_from(address: str, *, within: timedelta) -> int:
    """At how many different accounts (known or not) a wrong password was tried from an address lately: many are a spray, not slips."""
    tried = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=timezone.now() - within)
    return int(tried.values("username").distinct().count())
