"""Signing in and out."""

from typing import Any

from axes.helpers import get_cool_off
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for, page_for_anybody
from kith.foundations.access.rules import Ability
from kith.foundations.staff.commands import note_sign_in, note_sign_out
from kith.foundations.staff.models import Worker

WRONG = "The e-mail address or password is not right. Check both and try again."


@page_for_anybody
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with e-mail and password, then go on to where the worker was going."""
    way_on = _safe_way_on(request)
    if request.user.is_authenticated and request.method == "GET":
        return redirect(way_on)
    if request.method != "POST":
        return _sign_in_page(request, way_on)
    email = request.POST.get("email", "").strip().lower()[:254]
    worker = authenticate(request, username=email, password=request.POST.get("password", ""))
    if not isinstance(worker, Worker):
        return _sign_in_page(request, way_on, email=email, error=WRONG)
    login(request, worker)
    note_sign_in(by=worker, at=timezone.now())
    return redirect(way_on)


@require_POST
@page_for(Ability.SIGNED_IN)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out. Drafts stay and are offered back at the next sign-in."""
    if isinstance(request.user, Worker):
        note_sign_out(by=request.user, at=timezone.now())
    logout(request)
    return redirect("sign_in")


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords for this account from this address: a pause, not a lock that others could set."""
    del args, kwargs
    pause = get_cool_off()
    minutes = int(pause.total_seconds() // 60) if pause else 15
    sentence = f"Too many tries with a wrong password. Wait {minutes} minutes, then try again. Nothing that you wrote is lost."
    return _sign_in_page(request, _safe_way_on(request), email=str(credentials.get("username", "")), error=sentence, status=429)


def _safe_way_on(request: HttpRequest) -> str:
    """Where the worker was going, if it is a page of ours."""
    way_on = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(way_on, {request.get_host()}, require_https=request.is_secure())
    return way_on if safe else "/"


def _sign_in_page(request: HttpRequest, way_on: str, *, email: str = "", error: str = "", status: int = 200) -> HttpResponse:
    return render(request, "staff/sign_in.html", {"next": way_on, "email": email, "error": error}, status=status)
