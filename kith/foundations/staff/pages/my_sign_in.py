"""A worker's own sign-in: where she is signed in, and her second factors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import Form, TextField
from kith.foundations.staff.commands import (
    add_authenticator,
    add_passkey,
    end_other_sessions,
    end_session,
    make_recovery_codes,
    remove_authenticator,
    remove_passkey,
)
from kith.foundations.staff.pages.arriving import safe_way_on
from kith.foundations.staff.pages.authenticator import AuthenticatorForm, key_shown, picture_svg, spelled
from kith.foundations.staff.pages.proving import new_passkey_question, passkey_answer, passkey_server
from kith.foundations.staff.queries import second_factors_of, sessions_of, worker_of


def here(request: HttpRequest) -> str:
    """The digest under which this browser's session is kept."""
    return str(request.session.digest)  # type: ignore[attr-defined]  # of Kith's own store


@page_for(Ability.SIGNED_IN)
def my_sign_in(request: HttpRequest) -> HttpResponse:
    """Where the worker is signed in, her password, her second factors."""
    worker = worker_of(request)
    context = {
        "sessions": sessions_of(worker),
        "here": here(request),
        "factors": second_factors_of(worker),
        "password": worker.has_usable_password(),
    }
    return render(request, "staff/my_sign_in.html", context)


@require_POST
@page_for(Ability.SIGNED_IN)
def end_my_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out one other browser, or all of them."""
    worker, now = worker_of(request), timezone.now()
    which = request.POST.get("session", "")
    if which:
        end_session(session_key=which, by=worker, at=now)
        messages.success(request, "You are signed out there.")
    else:
        end_other_sessions(but=here(request), by=worker, at=now)
        messages.success(request, "You are signed out everywhere but here.")
    return redirect("my_sign_in")


@page_for(Ability.SIGNED_IN, step_up=True)
def add_app(request: HttpRequest) -> HttpResponse:
    """Add an authenticator app: the picture, then its first code."""
    worker, key = worker_of(request), key_shown(request)
    form = AuthenticatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_authenticator(key=key, code=form.cleaned_data["code"], by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            del request.session["new_key"]
            return _with_codes(request)
    context = {"form": form, "drawn_svg": picture_svg(key, worker), "key": spelled(key), "heading": "Add an authenticator app"}
    return render(request, "staff/add_app.html", {**context, "save": "Add the app", "back_to": reverse("my_sign_in")})


@require_POST
@page_for(Ability.SIGNED_IN, step_up=True)
def remove_app(request: HttpRequest) -> HttpResponse:
    """Remove the authenticator app."""
    remove_authenticator(by=worker_of(request), at=timezone.now())
    messages.success(request, "The authenticator app was removed.")
    return redirect("my_sign_in")


class PasskeyForm(Form):
    """What the worker calls it."""

    name = TextField(
        label="What do you call it?", required=True, max_length=60, width="20", help_text="For example: work phone, blue security key"
    )


@page_for(Ability.SIGNED_IN, step_up=True)
def add_passkey_page(request: HttpRequest) -> HttpResponse:
    """Add a passkey: the browser makes it, the script brings its answer."""
    worker = worker_of(request)
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        state, answer = passkey_answer(request)
        try:
            add_passkey(
                server=passkey_server(request), state=state, answer=answer, name=form.cleaned_data["name"], by=worker, at=timezone.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _with_codes(request)
    context = {"form": form, "question": new_passkey_question(request, worker), "heading": "Add a passkey"}
    return render(request, "staff/add_passkey.html", {**context, "back_to": reverse("my_sign_in")})


@require_POST
@page_for(Ability.SIGNED_IN, step_up=True)
def remove_passkey_page(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Remove a passkey."""
    remove_passkey(passkey_id=passkey_id, by=worker_of(request), at=timezone.now())
    messages.success(request, "The passkey was removed.")
    return redirect("my_sign_in")


@page_for(Ability.SIGNED_IN, step_up=True)
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows new recovery codes, once; a POST makes them."""
    if request.method == "POST":
        request.session["codes"] = make_recovery_codes(by=worker_of(request), at=timezone.now())
        return redirect("recovery_codes")
    codes = request.session.pop("codes", [])
    way_on = request.session.pop("after_codes", None) or safe_way_on(request)
    return render(request, "staff/recovery_codes.html", {"codes": codes, "way_on": way_on if way_on != "/" else reverse("my_sign_in")})


def _with_codes(request: HttpRequest) -> HttpResponse:
    """A first second factor brings recovery codes; a further one leaves them as they are."""
    worker = worker_of(request)
    if second_factors_of(worker).codes_left:
        messages.success(request, "It was added. From now on you are asked for it when you sign in.")
        return redirect("my_sign_in")
    request.session["codes"] = make_recovery_codes(by=worker, at=timezone.now())
    return redirect("recovery_codes")
