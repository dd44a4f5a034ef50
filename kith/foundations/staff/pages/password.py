"""Changing one's own password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import Form, PasswordField
from kith.foundations.staff.commands import NOT_THE_OLD_ONE, change_password, end_other_sessions
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages.arriving import FIRST
from kith.foundations.staff.pages.my_sign_in import here
from kith.foundations.staff.pages.proving import TooManyTries, password_holds
from kith.foundations.staff.queries import worker_of

ADVICE = "At least 12 characters. Three or four words in a row are easy to remember and hard to guess"


class PasswordForm(Form):
    """The old one, and the new one twice."""

    old = PasswordField(label="Your password now", required=True)
    new = PasswordField(label="New password", required=True, autocomplete="new-password", help_text=ADVICE)
    again = PasswordField(
        label="New password again", required=True, autocomplete="new-password", error_messages={"required": "Enter the new password again"}
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError("The two new passwords are not the same. Type both again")
        return again


OWN_FIRST = {"change_password", "sign_out", "recovery_codes"}  # what a worker with a first password can open


def own_password_wanted(request: HttpRequest) -> HttpResponse | None:
    """Asked by the middleware: who signed in by a password that an administrator made chooses one of their own before anything else."""
    if not request.session.get(FIRST) or (request.resolver_match and request.resolver_match.url_name in OWN_FIRST):
        return None
    return redirect("change_password")


@page_for(Ability.SIGNED_IN)
@sensitive_post_parameters("old", "new", "again")
def change_password_page(request: HttpRequest) -> HttpResponse:
    """Change one's own password. This window stays signed in; every other one is signed out."""
    worker = worker_of(request)
    form = PasswordForm(request.POST or None)
    try:
        changed = request.method == "POST" and form.is_valid() and _changed(request, form, worker)
    except TooManyTries as refusal:
        form.add_error("old", str(refusal))
        return _page(request, form, status=429)
    if changed:
        update_session_auth_hash(request, worker)
        first = request.session.pop(FIRST, False)
        end_other_sessions(but=here(request), by=worker, at=timezone.now())
        messages.success(request, "Your password was changed. Wherever else you were signed in, you are signed out.")
        return redirect("my_list" if first else "change_password")
    return _page(request, form)


def _page(request: HttpRequest, form: Form, *, status: int = 200) -> HttpResponse:
    first = bool(request.session.get(FIRST))
    context = {"form": form, "heading": "Choose your own password" if first else "Change your password", "save": "Change password"}
    if first:
        form.fields["old"].label = "The password that you were given"
        return render(request, "staff/own_password.html", context, status=status)
    return render(request, "staff/one_form.html", {**context, "back_to": reverse("my_sign_in")}, status=status)


def _changed(request: HttpRequest, form: Form, worker: Worker) -> bool:
    """Tries with a wrong old password are counted as at the sign-in page: whoever finds a window open cannot guess for long."""
    given: dict[str, Any] = form.cleaned_data
    if password_holds(request, worker.email, given["old"]) is None:
        form.add_error("old", NOT_THE_OLD_ONE)
        return False
    try:
        change_password(old=given["old"], new=given["new"], by=worker, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
