"""Letting a worker or a team into a restricted record until a day, and shutting them out again; keeping a worker from somebody they know."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.commands import declare_conflict, let_in, shut_again
from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import Shut, restrictions_on
from kith.foundations.access.rules import Ability, NotThere, Refusal
from kith.foundations.design.fields import AreaField, ChoiceField, DateField, Form
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import names_of, worker_of
from kith.practice.people.queries import card_of
from kith.practice.work.queries import teams_and_workers

A_WHILE = timedelta(days=90)  # what is offered as the last day


class LetInForm(Form):
    """Who is let in, and until when."""

    worker = ChoiceField(label="Worker", as_select=True)
    team = ChoiceField(label="Or a whole team", as_select=True)
    ends_on = DateField(label="Until which day?", required=True, help_text="That day included; after it the record is shut to them by itself")

    def __init__(self, *args: Any, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, **options)
        teams, workers = teams_and_workers(seen_by=seen_by)
        self.offer("worker", [("", "Nobody"), *workers])
        self.offer("team", [("", "No team"), *teams])

    def who(self) -> dict[str, int | None]:
        """The worker or the team."""
        return {f"{name}_id": int(self.cleaned_data[name]) if self.cleaned_data[name] else None for name in ("worker", "team")}


class KeepOutForm(Form):
    """Who is kept out, and why."""

    worker = ChoiceField(label="Which worker?", as_select=True, required=True)
    reason = AreaField(
        label="How do they know each other?", required=True, max_length=2000, help_text="Only auditors and managers who may open this record read it"
    )

    def __init__(self, *args: Any, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, **options)
        _, workers = teams_and_workers(seen_by=seen_by)
        self.offer("worker", [("", "Choose a worker"), *workers])


@page_for(Ability.RESTRICT, step_up=True)
def let_in_page(request: HttpRequest, person_id: int, restriction_id: int) -> HttpResponse:
    """Who is let in, until when; another is let in here."""
    worker = worker_of(request)
    shut = _shut(person_id, restriction_id, worker)
    form = LetInForm(request.POST or None, seen_by=worker, initial={"ends_on": timezone.localdate() + A_WHILE})
    if request.method == "POST" and form.is_valid():
        try:
            let_in(restriction_id=restriction_id, **form.who(), ends_on=form.cleaned_data["ends_on"], by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "They are let in until that day.")
            return redirect("let_in", person_id=person_id, restriction_id=restriction_id)
    teams, _ = teams_and_workers(seen_by=worker)
    context = {
        "form": form, "heading": "Who is let in", "about": card_of(person_id, seen_by=worker).name, "save": "Let in", "shut": shut,
        "names": names_of(one.worker_id for one in shut.entrants if one.worker_id), "teams": dict(teams), "today": timezone.localdate(),
        "back_to": reverse("restrict", kwargs={"person_id": person_id}), "person_id": person_id,
    }  # fmt: skip
    return render(request, "desk/let_in.html", context)


@require_POST
@page_for(Ability.RESTRICT, step_up=True)
def shut_again_page(request: HttpRequest, person_id: int, restriction_id: int, entrant_id: int) -> HttpResponse:
    """Somebody who was let in is shut out again."""
    worker = worker_of(request)
    if entrant_id not in {one.pk for one in _shut(person_id, restriction_id, worker).entrants}:
        raise NotThere
    shut_again(entrant_id=entrant_id, by=worker, at=timezone.now())
    messages.success(request, "The record is shut to them again.")
    return redirect("let_in", person_id=person_id, restriction_id=restriction_id)


@page_for(Ability.RESTRICT, step_up=True)
def keep_out_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """A manager keeps a worker from the record of somebody whom they know. For that worker it is as if it were not there."""
    worker = worker_of(request)
    form = KeepOutForm(request.POST or None, seen_by=worker)
    if request.method == "POST" and form.is_valid():
        kept = int(form.cleaned_data["worker"])
        try:
            declare_conflict(person_id=person_id, worker_id=kept, reason=form.cleaned_data["reason"], by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The record is not there for them from now on. Give to somebody else what they still had to do with it.")
            return redirect("my_list") if kept == worker.pk else redirect("keep_out", person_id=person_id)
    barred = [one.restriction for one in restrictions_on(person_id, seen_by=worker) if one.restriction.against_worker_id]
    context = {
        "form": form, "heading": "Keep a worker out", "about": card_of(person_id, seen_by=worker).name, "save": "Keep them out", "barred": barred,
        "names": names_of({who for one in barred for who in (one.against_worker_id, one.placed_by) if who}),
        "back_to": reverse("record", kwargs={"person_id": person_id}), "person_id": person_id,
    }  # fmt: skip
    return render(request, "desk/keep_out.html", context)


def _shut(person_id: int, restriction_id: int, worker: Worker) -> Shut:
    """The restriction, if it stands on this record and lets people in."""
    for shut in restrictions_on(person_id, seen_by=worker):
        if shut.restriction.pk == restriction_id and not shut.restriction.against_worker_id:
            return shut
    raise NotThere
