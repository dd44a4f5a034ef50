"""Workers, for administrators: the list, one worker's page, adding and changing."""

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
from kith.foundations.design.fields import ChoiceField, DateField, Form, TextField, TickField
from kith.foundations.staff.commands import add_worker, change_worker, make_first_password
from kith.foundations.staff.models import Team, Worker
from kith.foundations.staff.pages.seen import seen_before, seen_now
from kith.foundations.staff.queries import (
    facts_of,
    holdings_over_time,
    places_of,
    second_factors_of,
    sessions_of,
    worker_of,
    workers_with_roles,
)

ROLES = [(role.value, role.value.capitalize()) for role in Role if role != Role.MACHINE]


class FactsForm(Form):
    """What is known of a worker."""

    name = TextField(label="Name", required=True, max_length=120)
    email = TextField(label="Work e-mail address", required=True, max_length=254)
    job_title = TextField(label="Job title", max_length=120)
    phone = TextField(label="Telephone", max_length=40, width="20")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        name, _, host = email.partition("@")
        if not name or "." not in host or " " in email:
            raise ValidationError("Enter an e-mail address, like name@council.gov.uk")
        return email


class WorkerForm(FactsForm):
    """A new worker."""

    role = ChoiceField(label="Role", choices=ROLES, required=True)
    team = ChoiceField(label="Team", as_select=True)
    starts_on = DateField(label="Their first day", required=True, help_text="The account opens on this day")
    gets_first = TickField(  # no "password" in its name: what has one is not kept while a proof is asked for
        label="Make a first password", initial=True, help_text="Shown to you once. They choose their own when they first sign in"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if settings.OIDC:
            self.fields["gets_first"].help_text = "Leave this empty for a worker who signs in by your identity provider alone"
            self.fields["gets_first"].initial = False
        if settings.OIDC_ONLY:
            del self.fields["gets_first"]
        self.offer("team", [("", "None"), *Team.objects.order_by("name").values_list("id", "name")])
        self.fields["starts_on"].initial = timezone.localdate()


@page_for(Ability.ADMINISTER)
def workers(request: HttpRequest) -> HttpResponse:
    """Everybody who works with the record, with roles and team."""
    today, asked, team = timezone.localdate(), request.GET.get("q", "").strip()[:100], request.GET.get("team", "")
    leavers = "leavers" in request.GET
    found = workers_with_roles(on=today, named=asked, team_id=int(team) if team.isdecimal() and len(team) < 18 else None, leavers=leavers)
    teams = list(Team.objects.select_related("manager").order_by("name"))
    choices = [("", "All teams"), *((each.pk, each.name) for each in teams)]
    context = {
        "workers": found, "teams": teams, "choices": choices, "asked_for": asked, "team": team, "leavers": leavers, "today": today,
    }  # fmt: skip
    return render(request, "staff/workers.html", context)


@page_for(Ability.ADMINISTER)
def worker_page(request: HttpRequest, worker_id: int) -> HttpResponse:
    """One worker: who this is, in which teams, with which roles, how they sign in, whether they leave."""
    worker, by = a_worker(worker_id), worker_of(request)
    context = {
        "worker": worker, "today": timezone.localdate(), "places": places_of(worker), "factors": second_factors_of(worker),
        "roles": holdings_over_time(worker.pk),
        "sessions": sessions_of(worker), "passwords": not settings.OIDC_ONLY, "own": worker.pk == by.pk,
    }  # fmt: skip
    return render(request, "staff/worker.html", context)


@page_for(Ability.ADMINISTER, step_up=True)
def add_worker_page(request: HttpRequest) -> HttpResponse:
    """Add a worker. A first password is shown in the answer, and never again."""
    form, by, now = WorkerForm(request.POST or None), worker_of(request), timezone.now()
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("name", "email", "job_title", "phone", "starts_on")}
        team = Team.objects.filter(pk=int(form.cleaned_data["team"] or 0)).first()
        try:
            worker = add_worker(**facts, password=None, roles=[Role(form.cleaned_data["role"])], team=team, by=by, at=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{worker.name} was added.")
            if form.cleaned_data.get("gets_first"):
                return _shown_once(request, worker, make_first_password(worker=worker, by=by, at=now))
            return redirect("worker", worker_id=worker.pk)
    return render(request, "staff/one_form.html", {"form": form, "heading": "Add a worker", "back_to": reverse("workers")})


@page_for(Ability.ADMINISTER, step_up=True)
def change_worker_page(request: HttpRequest, worker_id: int) -> HttpResponse:
    """Change a worker's name, address, title or telephone."""
    worker = a_worker(worker_id)
    form, seen = FactsForm(request.POST or None, initial=facts_of(worker)), seen_before(request)
    if request.method == "POST" and form.is_valid():
        try:
            change_worker(worker=worker, **form.cleaned_data, seen=seen, by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
            seen = None
        else:
            messages.success(request, "What you changed is saved.")
            return redirect("worker", worker_id=worker.pk)
    back_to = reverse("worker", kwargs={"worker_id": worker.pk})
    context = {"form": form, "heading": "Change name, e-mail or telephone", "about": worker.name, "back_to": back_to, "facts": facts_of(worker)}
    return render(request, "staff/change.html", {**context, "seen": seen_now(seen or facts_of(worker)), "errs": form.non_field_errors()})


@page_for(Ability.ADMINISTER, step_up=True)
def first_password_page(request: HttpRequest, worker_id: int) -> HttpResponse:
    """Make a first password, which is shown once. A POST makes it; asked for first, because the old one stops working."""
    worker = a_worker(worker_id)
    if request.method == "POST":
        return _shown_once(request, worker, make_first_password(worker=worker, by=worker_of(request), at=timezone.now()))
    return render(request, "staff/first_password.html", {"worker": worker, "made": ""})


def _shown_once(request: HttpRequest, worker: Worker, made: str) -> HttpResponse:
    """In the answer itself: it stands in no session, no message and no address."""
    return render(request, "staff/first_password.html", {"worker": Worker.objects.get(pk=worker.pk), "made": made})


def a_worker(worker_id: int) -> Worker:
    return get_object_or_404(Worker, pk=worker_id, is_machine=False)
