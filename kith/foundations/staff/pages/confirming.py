"""Step-up: pages that say so ask again who one is, when the last proof is older than a quarter of an hour. What was being sent is not lost."""

import time
from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.staff.commands import CodeRefused, note_confirmed
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages.arriving import mark_proven
from kith.foundations.staff.pages.proving import WRONG_CODE, TooManyTries, factor_holds, passkey_question, password_holds
from kith.foundations.staff.queries import SecondFactors, second_factors_of, worker_of

FRESH = 15 * 60  # seconds
OURS = ("csrfmiddlewaretoken", "kith_confirm", "kith_password", "kith_code", "kith_passkey")
MOST_HELD = 200_000  # characters of a form that waits for a proof
WRONG_PASSWORD = "That is not your password. Try again"  # noqa: S105 - a sentence


def proof_wanted(request: HttpRequest) -> HttpResponse | None:
    """Asked by the middleware before a page with step_up: nothing if the proof is fresh, otherwise the page that asks for one.

    The page sends the same form to the same address again with the proof beside it; then nothing is in the way any more."""
    if is_fresh(request):
        return None
    worker = worker_of(request)
    factors = second_factors_of(worker)
    error, status = "", 403
    if request.method == "POST" and "kith_confirm" in request.POST:
        how, error, status = _proof(request, worker, factors)
        if how:
            mark_proven(request)
            note_confirmed(how=how, attempted=request.path, by=worker, at=timezone.now())
            return redirect(request.get_full_path()) if request.POST["kith_confirm"] == "open" else None
    return _page(request, worker, factors, error=error, status=status)


def is_fresh(request: HttpRequest) -> bool:
    return time.time() - float(request.session.get("proven_at", 0)) < FRESH


def _proof(request: HttpRequest, worker: Worker, factors: SecondFactors) -> tuple[str, str, int]:
    """(how, what is wrong, status). Whoever has a second factor proves herself by it; others by the password."""
    try:
        if factors:
            return factor_holds(request, worker), WRONG_CODE, 403
        proven = password_holds(request, worker.email, request.POST.get("kith_password", ""))
    except TooManyTries as refusal:
        return "", str(refusal), 429
    except CodeRefused as refusal:
        return "", str(refusal), 429
    return ("password" if proven == worker else ""), WRONG_PASSWORD, 403


def _page(request: HttpRequest, worker: Worker, factors: SecondFactors, *, error: str, status: int) -> HttpResponse:
    opening = request.method != "POST" or request.POST.get("kith_confirm") == "open"
    held = [] if opening else list(held_fields(request))
    by_provider = bool(settings.OIDC) and request.session.get("signed_in", {}).get("how", "").startswith(settings.OIDC["name"])
    if by_provider:
        request.session["held"] = {"path": request.get_full_path(), "fields": held, "open": opening}
    context = {
        "error": error,
        "factors": factors,
        "question": passkey_question(request, factors.passkeys) if factors.passkeys else "",
        "password": worker.has_usable_password() and not factors and not settings.OIDC_ONLY,
        "provider": settings.OIDC["name"] if by_provider else "",
        "held": held,
        "opening": opening,
        "files": bool(request.FILES),
        "path": request.get_full_path(),
        "provider_path": f"{reverse('provider')}?{urlencode({'confirm': 1, 'next': request.get_full_path()})}",
    }
    return render(request, "staff/confirm.html", context, status=status)


def held_fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was being sent, to be sent again. Passwords are not written into a page or a session: they are asked for again."""
    size = 0
    for name, values in request.POST.lists():
        if name in OURS or "password" in name:
            continue
        for value in values:
            size += len(value)
            if size <= MOST_HELD:
                yield name, value
