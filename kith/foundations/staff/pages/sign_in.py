"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for, page_for_anybody
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import record_refusal
from kith.foundations.staff.commands import CodeRefused, add_authenticator, make_recovery_codes, note_sign_out
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages.arriving import PASSWORD, arrive, enter, pending, safe_way_on
from kith.foundations.staff.pages.authenticator import AuthenticatorForm, key_shown, picture_svg, spelled
from kith.foundations.staff.pages.proving import WRONG_CODE, TooManyTries, factor_holds, passkey_question, password_holds
from kith.foundations.staff.queries import second_factors_of

WRONG = "The e-mail address or password is not right. Check both and try again."
RUN_OUT = "The first password that you were given has run out. Ask an administrator to make another."
NO_PASSWORDS = "Passwords are not used here. Sign in by {name}."
TOO_LATE = "Too much time went by, or too many codes were wrong. Sign in again."
MOST_WRONG = 5  # codes before the password is asked for again


@page_for_anybody
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with e-mail and password, then go on to where the worker was going."""
    way_on = safe_way_on(request)
    if request.user.is_authenticated and request.method == "GET":
        return redirect(way_on)
    if request.method != "POST":
        return sign_in_page(request, way_on)
    if settings.OIDC_ONLY:
        sentence = NO_PASSWORDS.format(name=settings.OIDC["name"])
        record_refusal(sentence, attempted=request.path, by=None, at=timezone.now())
        return sign_in_page(request, way_on, error=sentence, status=403)
    email = request.POST.get("email", "").replace("\x00", "").strip().lower()[:254]
    try:
        worker = password_holds(request, email, request.POST.get("password", ""))
    except TooManyTries as refusal:
        return sign_in_page(request, way_on, email=email, error=str(refusal), status=429)
    if worker is None or _has_run_out(request, worker):
        error, status = (RUN_OUT, 403) if worker else (WRONG, 200)
        return sign_in_page(request, way_on, email=email, error=error, status=status)
    return arrive(request, worker, how=PASSWORD, way_on=way_on)


def _has_run_out(request: HttpRequest, worker: Worker) -> bool:
    """A first password that nobody used in time: the right one, and still no way in."""
    if worker.one_time_until is None or worker.one_time_until > timezone.now():
        return False
    record_refusal(RUN_OUT, attempted=request.path, by=worker, at=timezone.now())
    return True


def sign_in_page(request: HttpRequest, way_on: str, *, email: str | None = None, error: str = "", status: int = 200) -> HttpResponse:
    """`email`: what was typed, if a password was tried; then the error is about it."""
    context = {
        "about_password": email is not None,
        "next": way_on,
        "email": email or "",
        "error": error,
        "provider": settings.OIDC.get("name", ""),
        "passwords": not settings.OIDC_ONLY,
    }
    return render(request, "staff/sign_in.html", context, status=status)


@page_for_anybody
def second_step(request: HttpRequest) -> HttpResponse:
    """The second proof: a code or a passkey. Whoever must have one and has none adds an authenticator app here, before anything else."""
    waiting = pending(request)
    if waiting is None:
        return sign_in_page(request, "/", error=TOO_LATE if request.method == "POST" else "")
    worker, facts = waiting
    factors = second_factors_of(worker)
    if not factors:
        return _add_first(request, worker, facts)
    error, status = "", 200
    if request.method == "POST":
        try:
            how = factor_holds(request, worker)
        except CodeRefused as refusal:
            how, error, status = "", str(refusal), 429
        if how:
            return enter(request, worker, how=f"{facts['how']} and {how}", way_on=facts["next"])
        error = error or WRONG_CODE
        wrong = int(facts["wrong"]) + 1
        request.session["pending"] = {**facts, "wrong": wrong}
        if wrong >= MOST_WRONG:
            del request.session["pending"]
            return sign_in_page(request, facts["next"], error=TOO_LATE, status=429)
    question = passkey_question(request, factors.passkeys) if factors.passkeys else ""
    context = {"error": error, "factors": factors, "question": question}
    return render(request, "staff/second_step.html", context, status=status)


def _add_first(request: HttpRequest, worker: Worker, facts: dict[str, str]) -> HttpResponse:
    key = key_shown(request)
    form = AuthenticatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_authenticator(key=key, code=form.cleaned_data["code"], by=worker, at=timezone.now())
        except CodeRefused as refusal:
            form.refuse(refusal)
        else:
            request.session["codes"] = make_recovery_codes(by=worker, at=timezone.now())
            request.session.pop("new_key", None)
            request.session["after_codes"] = facts["next"]
            return enter(request, worker, how=f"{facts['how']} and code", way_on="/my-sign-in/codes")
    context = {"form": form, "drawn_svg": picture_svg(key, worker), "key": spelled(key)}
    return render(request, "staff/first_authenticator.html", context)


@require_POST
@page_for(Ability.SIGNED_IN)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out. Drafts stay and are offered back at the next sign-in."""
    if isinstance(request.user, Worker):
        note_sign_out(by=request.user, at=timezone.now())
    logout(request)
    response = redirect("sign_in")
    response["Clear-Site-Data"] = '"cache"'  # what a browser kept of pages, for whoever sits down next
    return response
