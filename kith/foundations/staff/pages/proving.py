"""Proving who one is: a password, a code, a passkey. Tried from the sign-in pages and wherever a page asks for it again."""

import json
import secrets
from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.webauthn import AttestedCredentialData, PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity, UserVerificationRequirement

from kith.foundations.access.rules import Refusal
from kith.foundations.ledger.commands import record_refusal
from kith.foundations.staff.commands import CodeRefused, accept_code, accept_passkey
from kith.foundations.staff.models import Passkey, Worker
from kith.foundations.staff.queries import accounts_tried_from

WRONG_CODE = "That code is not right, or it was used before. Type the one that the app shows now"
MANY_ACCOUNTS = 30  # tried from one address within the pause: no slips, even of a council that shares one
KNOWN = "kith_known"  # the cookie of browsers in which somebody signed in before
KNOWN_FOR = 180 * 24 * 3600  # seconds
MOST_KNOWN = 5  # workers who share a computer


class TooManyTries(Refusal):
    """A pause, not a lock that others could set: it holds for this account, from this address and this browser alone."""


def password_holds(request: HttpRequest, email: str, password: str) -> Worker | None:
    """The worker, if the password is hers; unknown addresses take as long. Wrong ones are counted and written into the ledger.

    Counted is by account and address. A browser in which she signed in before has a count of its own, so that a colleague behind the
    same address cannot keep her out. Raises TooManyTries."""
    pause = get_cool_off() or timedelta(minutes=15)
    minutes = int(pause.total_seconds() // 60)
    sprayed = not _known(request, email) and accounts_tried_from(request.META.get("REMOTE_ADDR", ""), within=pause) >= MANY_ACCOUNTS
    worker, bare = None, _bare(request)
    if not sprayed:
        worker = authenticate(bare, username=email, password=password)
    if isinstance(worker, Worker):
        return worker
    locked = getattr(bare, "axes_locked_out", False)
    sentence = "Too many tries with a wrong password." if locked else "Wrong passwords for many accounts came from this address."
    known = Worker.objects.filter(email=email).first()  # what else was typed is not kept: it may be a password
    record_refusal(
        sentence if locked or sprayed else "A wrong password, or no such account.", attempted=request.path, by=known, at=timezone.now()
    )
    if locked or sprayed:
        raise TooManyTries(f"{sentence} Wait {minutes} minutes, then try again. Nothing that you wrote is lost.")
    return None


def _bare(request: HttpRequest) -> HttpRequest:
    """The request without what was typed: axes keeps all form fields of a failed try in its table."""
    bare = HttpRequest()
    bare.META, bare.COOKIES, bare.path, bare.method = request.META, request.COOKIES, request.path, request.method
    bare.session = request.session
    return bare


def axes_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under what axes counts a try (settings.AXES_USERNAME_CALLABLE): a digest of the address typed, and the browser if it is known."""
    email = str((credentials or {}).get("username", ""))
    return f"{_digest(email)} {_known(request, email)}".strip()


def _digest(email: str) -> str:
    return salted_hmac("kith.sign-in", email.lower()).hexdigest()[:32]


def _cookie() -> str:
    """Over TLS by the name that browsers take from this very host alone."""
    return f"__Host-{KNOWN}" if settings.SESSION_COOKIE_SECURE else KNOWN


def _browser_knows(request: HttpRequest) -> dict[str, str]:
    try:
        kept = signing.loads(request.COOKIES.get(_cookie(), ""), salt=KNOWN, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {}
    return kept if isinstance(kept, dict) else {}


def _known(request: HttpRequest, email: str) -> str:
    """The mark that this browser was given when the account's worker signed in with it; nothing in any other."""
    return _browser_knows(request).get(_digest(email), "")


def remember_browser(request: HttpRequest, response: HttpResponseBase, worker: Worker) -> None:
    """The cookie proves nothing and opens nothing: tries from here are counted by themselves."""
    digest = _digest(worker.email)
    kept = {key: mark for key, mark in _browser_knows(request).items() if key != digest}
    marks = dict([*list(kept.items())[-(MOST_KNOWN - 1) :], (digest, secrets.token_urlsafe(9))])
    response.set_cookie(
        _cookie(), signing.dumps(marks, salt=KNOWN), max_age=KNOWN_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def factor_holds(request: HttpRequest, worker: Worker) -> str:
    """With which second factor the worker has just proved herself in this form: code, recovery code, passkey. Nothing if it is wrong, which
    is written into the ledger. Raises CodeRefused with a sentence of its own."""
    now = timezone.now()
    try:
        if answer := request.POST.get("kith_passkey"):
            accept_passkey(server=passkey_server(request), state=_state(request), answer=_read(answer), by=worker, at=now)
            return "passkey"
        if how := accept_code(code=request.POST.get("kith_code", ""), by=worker, at=now):
            return how
    except CodeRefused as refusal:
        record_refusal(str(refusal), attempted=request.path, by=worker, at=now)
        raise
    record_refusal("A wrong code.", attempted=request.path, by=worker, at=now)
    return ""


def passkey_server(request: HttpRequest) -> Fido2Server:
    """For the host that the browser shows: a passkey answers to that one alone, and only from its own pages."""
    host, origin = request.get_host().rsplit(":", 1)[0], f"{request.scheme}://{request.get_host()}"
    party = PublicKeyCredentialRpEntity(id=host, name=f"Kith, {settings.COUNCIL_NAME}")
    return Fido2Server(party, verify_origin=lambda said: bool(said == origin))


def passkey_question(request: HttpRequest, passkeys: list[Passkey]) -> str:
    """The challenge for the browser, as JSON; kept in the session until it is answered."""
    known = [AttestedCredentialData(bytes(each.credential)) for each in passkeys]
    options, state = passkey_server(request).authenticate_begin(known, user_verification=UserVerificationRequirement.PREFERRED)
    request.session["passkey"] = state
    return json.dumps(dict(options.public_key))


def new_passkey_question(request: HttpRequest, worker: Worker) -> str:
    """The challenge for adding a passkey, as JSON."""
    known = [AttestedCredentialData(bytes(each.credential)) for each in worker.passkeys.all()]
    holder = PublicKeyCredentialUserEntity(id=str(worker.pk).encode(), name=worker.email, display_name=worker.name)
    options, state = passkey_server(request).register_begin(holder, known, user_verification=UserVerificationRequirement.PREFERRED)
    request.session["passkey"] = state
    return json.dumps(dict(options.public_key))


def _state(request: HttpRequest) -> Any:
    """A challenge is answered once."""
    return request.session.pop("passkey", {"challenge": "", "user_verification": None})


def passkey_answer(request: HttpRequest) -> tuple[Any, Any]:
    """(state, answer) of a registration."""
    return _state(request), _read(request.POST.get("kith_passkey", ""))


def _read(answer: str) -> Any:
    try:
        found = json.loads(answer[:20_000])
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
