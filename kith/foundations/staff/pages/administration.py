"""Workers and teams, for administrators."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal, Role
from kith.foundations.design.fields import ChoiceField, DateField, Form, TextField
from kith.foundations.staff.commands import (
    add_team,
    add_worker,
    end_sessions_of,
    end_worker,
    loosen_provider_account,
    remove_second_factors,
)
from kith.foundations.staff.models import Team, Worker
from kith.foundations.staff.queries import second_factors_of, sessions_of, why_not_this_password, worker_of, workers_with_roles

ROLES = [(role.value, role.value.capitalize()) for role in Role if role != Role.MACHINE]


class WorkerForm(Form):
    """A new worker."""

    name = TextField(label="Name", required=True, max_length=120)
    email = TextField(label="Work e-mail address", required=True, max_length=254)
    job_title = TextField(label="Job title", max_length=120)
    phone = TextField(label="Telephone", max_length=40, width="20")
    role = ChoiceField(label="Role", choices=ROLES, required=True)
    team = ChoiceField(label="Team", as_select=True)
    password = TextField(
        label="First password",
        required=True,
        max_length=200,
        help_text="At least 12 characters; the worker changes it under Your sign-in",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if settings.OIDC:
            self.fields["password"].required = False
            self.fields["password"].help_text = "Leave it empty for a worker who signs in by your identity provider alone"
        if settings.OIDC_ONLY:
            del self.fields["password"]
        self.fields["team"].choices = [("", "None"), *Team.objects.order_by("name").values_list("id", "name")]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if "@" not in email:
            raise ValidationError("Enter an e-mail address, like name@council.gov.uk")
        return email

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not password and settings.OIDC:
            return ""
        if why := why_not_this_password(password):
            raise ValidationError(why)
        return password


class TeamForm(Form):
    """A new team."""

    name = TextField(label="Name of the team", required=True, max_length=100)
    service = TextField(label="Service", max_length=60, initial="children's")
    phone = TextField(label="Telephone that somebody answers", max_length=40, width="20")


class LeaverForm(Form):
    """A worker leaves."""

    ends_on = DateField(label="Their last day", required=True)


@page_for(Ability.ADMINISTER)
def workers(request: HttpRequest) -> HttpResponse:
    """Everybody who works with the record, with roles and team."""
    context = {"workers": workers_with_roles(on=timezone.localdate()), "teams": Team.objects.order_by("name")}
    return render(request, "staff/workers.html", context)


@page_for(Ability.ADMINISTER, step_up=True)
def add_worker_page(request: HttpRequest) -> HttpResponse:
    """Add a worker."""
    form = WorkerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("name", "email", "job_title", "phone")}
        facts["password"] = form.cleaned_data.get("password") or None
        team = Team.objects.filter(pk=int(form.cleaned_data["team"] or 0)).first()
        try:
            add_worker(**facts, roles=[Role(form.cleaned_data["role"])], team=team, by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{facts['name']} was added.")
            return redirect("workers")
    return _page(request, form, "Add a worker")


@page_for(Ability.ADMINISTER)
def add_team_page(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_team(**form.cleaned_data, by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The team was added.")
            return redirect("workers")
    return _page(request, form, "Add a team")


@page_for(Ability.ADMINISTER, step_up=True)
def end_worker_page(request: HttpRequest, worker_id: int) -> HttpResponse:
    """Say when a worker leaves: the account ends on that day by itself."""
    leaver = get_object_or_404(Worker, pk=worker_id, is_machine=False)
    form = LeaverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end_worker(worker=leaver, ends_on=form.cleaned_data["ends_on"], by=worker_of(request), at=timezone.now())
        messages.success(request, f"{leaver.name} can sign in until that day.")
        return redirect("workers")
    return _page(request, form, f"{leaver.name} leaves")


@page_for(Ability.ADMINISTER, step_up=True)
def workers_sign_in(request: HttpRequest, worker_id: int) -> HttpResponse:
    """With what a worker signs in and where she is signed in; an administrator ends sessions, and lets a lost phone or a new account go."""
    worker, by, now = get_object_or_404(Worker, pk=worker_id, is_machine=False), worker_of(request), timezone.now()
    deed = request.POST.get("deed", "")
    if deed == "end_sessions":
        end_sessions_of(worker=worker, by=by, at=now)
        messages.success(request, f"{worker.name} is signed out everywhere. Drafts stay.")
    elif deed == "remove_factors":
        remove_second_factors(worker=worker, by=by, at=now)
        messages.success(request, f"The second factors of {worker.name} were removed.")
    elif deed == "loosen":
        loosen_provider_account(worker=worker, by=by, at=now)
        messages.success(request, f"{worker.name} is bound anew at the next sign-in.")
    if request.method == "POST":
        return redirect("workers_sign_in", worker_id=worker.pk)
    context = {
        "worker": worker,
        "sessions": sessions_of(worker),
        "factors": second_factors_of(worker),
        "accounts": list(worker.provider_accounts.order_by("bound_at")),
    }
    return render(request, "staff/workers_sign_in.html", context)


def _page(request: HttpRequest, form: Form, heading: str) -> HttpResponse:
    return render(request, "staff/one_form.html", {"form": form, "heading": heading, "back_to": reverse("workers")})
