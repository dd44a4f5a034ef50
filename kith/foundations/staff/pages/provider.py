"""Signing in by the council's identity provider (OpenID Connect, authorization code with PKCE), and proving again by it.

Authlib checks state, nonce, signature (by the provider's published keys), issuer, audience, times and at_hash; what it leaves to the
application (the issuer of the discovery document, the algorithms, the audience's exactness, auth_time) is checked here.
"""

import functools
import time
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from joserfc.errors import JoseError
from requests import RequestException

from kith.foundations.access.pages import page_for_anybody
from kith.foundations.access.rules import Refusal
from kith.foundations.ledger.commands import record_refusal
from kith.foundations.staff.commands import bind_provider_account, note_confirmed
from kith.foundations.staff.commands.provider import NOT_KNOWN
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages.arriving import arrive, mark_proven, safe_way_on
from kith.foundations.staff.pages.sign_in import sign_in_page
from kith.foundations.staff.queries import whose_account
from kith.foundations.staff.rules import NotTheirs, address_named, proved_twice

NO_ANSWER = (RequestException, ValueError, RuntimeError, TypeError, KeyError, AttributeError)  # of authlib, at what is no provider's answer
PATIENCE = (3.05, 6)  # seconds to connect and to be answered: somebody waits
ALGORITHMS = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
]  # none with a shared secret
SKEW = 60  # seconds that two clocks may differ

AWAY = "{name} cannot be reached just now. Try again in a few minutes{else_}. If it goes on, tell your IT team; Kith itself is well."
OR_ELSE = ", or sign in with your Kith password"
NOT_ITS_ANSWER = "The answer of {name} could not be accepted: it had been used, came too late, or was not for this browser. Sign in again."
SAID_NO = "{name} did not let you in. Sign in again, or ask your IT team."
SHUT = "Your account in Kith is not open today. If that is wrong, ask your manager or an administrator."
NOT_AGAIN = "{name} did not ask you again who you are. Try once more."
SOMEBODY_ELSE = "You proved at {name} that you are somebody else. Sign out first, if two of you share this computer."


class NotTheProvider(Refusal):
    """What answers at the issuer's address is not what the settings say."""


class NoDetours(OAuth2Session):  # type: ignore[misc]  # authlib is untyped
    """Asks where it was told to and nowhere else: an answer that leads elsewhere is no answer (ASVS 15.3.2)."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.max_redirects = 0


class Provider(DjangoOAuth2App):  # type: ignore[misc]  # as above
    """The council's identity provider, as authlib speaks to it."""

    client_cls = NoDetours


@functools.cache
def _registered(issuer: str, client_id: str, client_secret: str) -> Any:
    """The client, with the provider's metadata and keys once they were read. Kept for the life of the process."""
    told = {"scope": "openid email profile", "code_challenge_method": "S256", "default_timeout": PATIENCE}
    return OAuth().register(
        "provider",
        client_cls=Provider,
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs=told,
    )


def _client() -> Any:
    """Raises NotTheProvider if the discovery document is another issuer's (OpenID Connect Discovery 1.0, 4.3)."""
    client = _registered(settings.OIDC["issuer"], settings.OIDC["client_id"], settings.OIDC["client_secret"])
    metadata = client.load_server_metadata()
    if str(metadata.get("issuer", "")).rstrip("/") != settings.OIDC["issuer"]:
        _registered.cache_clear()
        raise NotTheProvider(f"The provider calls itself {metadata.get('issuer')}, not {settings.OIDC['issuer']}. Tell your IT team.")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [each for each in offered if each in ALGORITHMS]
    return client


@page_for_anybody
def provider(request: HttpRequest) -> HttpResponse:
    """Off to the identity provider. With ?confirm=1 a signed-in worker is asked there again who she is."""
    if not settings.OIDC:
        return redirect("sign_in")
    confirm = "confirm" in request.GET and request.user.is_authenticated
    asked = {"prompt": "login", "max_age": 0} if confirm else {}
    try:
        client = _client()
        back = request.build_absolute_uri(reverse("provider_back"))
        off = client.create_authorization_url(back, **asked)
    except NO_ANSWER as problem:
        return _away(request, problem)
    except NotTheProvider as refusal:
        return _refused(request, str(refusal), by=None, status=503)
    errand = {"confirm": confirm, "next": safe_way_on(request), "at": int(time.time())}
    client.save_authorize_data(request, redirect_uri=back, errand=errand, **off)
    return redirect(off["url"])


@page_for_anybody
def provider_back(request: HttpRequest) -> HttpResponse:
    """Back from the identity provider."""
    if not settings.OIDC:
        return redirect("sign_in")
    try:
        client = _client()
        waiting = client.framework.get_state_data(request.session, request.GET.get("state"))
        if waiting is None:
            return _refused(request, _said(NOT_ITS_ANSWER), by=None)
        token = client.authorize_access_token(request, claims_options=_wanted(client), leeway=SKEW)
        claims = _with_address(client, token)
    except (JoseError, AuthlibBaseError) as problem:
        said_no = getattr(problem, "error", "") in ("access_denied", "login_required", "consent_required", "interaction_required")
        return _refused(request, _said(SAID_NO if said_no else NOT_ITS_ANSWER), by=None)
    except NO_ANSWER as problem:
        return _away(request, problem)
    if not claims or settings.OIDC["client_id"] not in _audience(claims):
        return _refused(request, _said(NOT_ITS_ANSWER), by=None)
    return (
        _confirmed(request, claims, waiting["errand"]) if waiting["errand"]["confirm"] else _signed_in(request, claims, waiting["errand"])
    )


def _wanted(client: Any) -> dict[str, Any]:
    return {"iss": {"essential": True, "value": client.server_metadata["issuer"]}, "aud": {"essential": True}, "sub": {"essential": True}}


def _with_address(client: Any, token: dict[str, Any]) -> dict[str, Any]:
    """What the ID token says; of providers that keep the address out of it, with what they say at their userinfo endpoint of the same
    account (OpenID Connect Core 1.0, 5.3.2)."""
    claims = dict(token.get("userinfo") or {})
    if claims and settings.OIDC["claim"] not in claims and client.server_metadata.get("userinfo_endpoint"):
        more = client.userinfo(token=token)
        if more.get("sub") == claims["sub"]:
            return {**more, **claims}
    return claims


def _audience(claims: dict[str, Any]) -> list[str]:
    said = claims.get("aud")
    return [str(each) for each in said] if isinstance(said, list) else [str(said)]


def _worker_named(claims: dict[str, Any]) -> tuple[Worker | None, str]:
    """(worker, why not): whose account in Kith the provider's answer opens."""
    try:
        email = address_named(claims, claim=settings.OIDC["claim"])
        worker = whose_account(issuer=claims["iss"], subject=str(claims["sub"]), email=email)
        if worker is None:
            return None, NOT_KNOWN.format(email=email)
        if not worker.is_active:
            return worker, SHUT
        bind_provider_account(by=worker, issuer=claims["iss"], subject=str(claims["sub"]), email=email, at=timezone.now())
    except NotTheirs as refusal:
        return None, str(refusal)
    return worker, ""


def _signed_in(request: HttpRequest, claims: dict[str, Any], errand: dict[str, Any]) -> HttpResponse:
    worker, why_not = _worker_named(claims)
    if worker is None or why_not:
        return _refused(request, why_not, by=worker)
    twice = settings.OIDC["always_strong"] or proved_twice(claims, strong_acr=settings.OIDC["strong_acr"])
    return arrive(request, worker, how=settings.OIDC["name"], way_on=errand["next"], twice=twice)


def _confirmed(request: HttpRequest, claims: dict[str, Any], errand: dict[str, Any]) -> HttpResponse:
    """The same worker, asked just now: then on with what she was doing."""
    name, worker = settings.OIDC["name"], request.user
    named, why_not = _worker_named(claims)
    by = worker if isinstance(worker, Worker) else None
    if why_not or named != by or by is None:
        return _refused(request, why_not or _said(SOMEBODY_ELSE), by=by)
    if int(claims.get("auth_time") or 0) < errand["at"] - SKEW:
        return _refused(request, _said(NOT_AGAIN), by=by)
    mark_proven(request)
    held = request.session.pop("held", {})
    if held.get("path") != errand["next"]:  # another window asked for something else meanwhile
        held = {"path": errand["next"], "fields": [], "open": True}
    note_confirmed(how=name, attempted=held["path"][:200], by=by, at=timezone.now())
    if held["open"]:
        return redirect(held["path"])
    return render(request, "staff/go_on.html", {"path": held["path"], "held": held["fields"]})


def _refused(request: HttpRequest, sentence: str, *, by: Worker | None, status: int = 403) -> HttpResponse:
    """A page with the sentence, and the attempt on the ledger: after the rollback where the status asks for one."""
    if status >= 500:
        request.refusal = Refusal(sentence)  # type: ignore[attr-defined]  # the middleware writes it
    else:
        record_refusal(sentence, attempted=request.path, by=by, at=timezone.now())
    if request.user.is_authenticated:
        return render(request, "staff/not_accepted.html", {"sentence": sentence}, status=status)
    return sign_in_page(request, safe_way_on(request), error=sentence, status=status)


def _away(request: HttpRequest, problem: Exception) -> HttpResponse:
    """Down, slow, or talking nonsense: what was read of it is forgotten, so that the next try asks anew."""
    del problem
    _registered.cache_clear()
    else_ = "" if settings.OIDC_ONLY else OR_ELSE
    return _refused(request, _said(AWAY, else_=else_), by=None, status=503)


def _said(sentence: str, **more: str) -> str:
    """With the provider's name in it, as the council calls it."""
    made = sentence.format(name=settings.OIDC["name"], **more)
    return made[0].upper() + made[1:]
