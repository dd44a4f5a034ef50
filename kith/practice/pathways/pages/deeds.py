"""The small deeds on a step, each a page with one form: give, book, note, skip, cancel, reopen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.moments import LONDON, day_of
from kith.foundations.design.fields import AreaField, ChoiceField, DateField, Form, TextField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.commands import book_meeting, cancel_step, correct_beginning, give_step, note_happening, reopen_step, skip_step
from kith.practice.pathways.models import Step
from kith.practice.pathways.pages.beginning import SinceForm
from kith.practice.pathways.pages.whose import of_step
from kith.practice.pathways.queries import in_force, step_for
from kith.practice.pathways.rules.typed import time_typed
from kith.practice.work.queries import teams_and_workers


class WhyForm(Form):
    """Why."""

    why = AreaField(label="Why?", rows=3)


class GiveForm(Form):
    """To whom."""

    worker = ChoiceField(label="To which worker?", as_select=True)
    team = ChoiceField(label="In which team?", as_select=True, required=True)


class WhenForm(Form):
    """On which day, at what time."""

    day = DateField(label="On which day?", required=True)
    time = TextField(label="At what time, if it is known", width="5")

    def moment(self) -> Any:
        """The moment typed; None, with an error, where the time cannot be read."""
        typed = self.cleaned_data["time"]
        at = time_typed(typed)
        if typed and at is None:
            self.add_error("time", f"Enter the time like 2:30pm or 14:30. You wrote {typed[:20]}")
            return None
        return datetime.combine(self.cleaned_data["day"], at, LONDON) if at else self.cleaned_data["day"]


class CorrectForm(SinceForm):
    """When a step really began, and why that is corrected."""

    why = AreaField(label="Why is it corrected?", rows=2, help_text="Needed once the step is finished: others have read when it began")


class NoteForm(WhenForm):
    """What happened, and when."""

    what = ChoiceField(label="What happened?", required=True)


@page_for(Ability.RECORD, about=of_step)
def skip_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Say that a step will not be done, and why."""

    def skip(step: Step, form: Form, worker: Worker) -> None:
        skip_step(step=step, why=form.cleaned_data["why"], by=worker, at=timezone.now())

    return _deed(request, step_id, WhyForm(request.POST or None), "Not doing this step", "It is counted, and the record says why", skip)


@page_for(Ability.RECORD, about=of_step)
def cancel_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Say that a step was opened by mistake."""

    def cancel(step: Step, form: Form, worker: Worker) -> None:
        cancel_step(step=step, why=form.cleaned_data["why"], by=worker, at=timezone.now())

    return _deed(request, step_id, WhyForm(request.POST or None), "Opened by mistake", "It stays on record as that, and counts nowhere", cancel)


@page_for(Ability.AUTHORISE, about=of_step)
def reopen_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Open a step again."""

    def reopen(step: Step, form: Form, worker: Worker) -> None:
        reopen_step(step=step, why=form.cleaned_data["why"], by=worker, at=timezone.now())

    return _deed(request, step_id, WhyForm(request.POST or None), "Open again", "Its dates stay; what it said is kept", reopen)


@page_for(Ability.RECORD, about=of_step)
def give_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Give a step to a worker or a team."""
    teams, workers = teams_and_workers(seen_by=worker_of(request))
    form = GiveForm(request.POST or None)
    form.offer("team", [("", "Choose"), *teams])
    form.offer("worker", [("", "Nobody yet: the team"), *workers])

    def give(step: Step, form: Form, worker: Worker) -> None:
        to = form.cleaned_data["worker"]
        give_step(step=step, worker_id=int(to) if to else None, team_id=int(form.cleaned_data["team"]), by=worker, at=timezone.now())

    return _deed(request, step_id, form, "Give this step to somebody", "", give)


@page_for(Ability.RECORD, about=of_step)
def correct_beginning_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Correct when a step began."""
    began = step_for(step_id, seen_by=worker_of(request)).began()
    time = f"{timezone.localtime(began):%H:%M}" if isinstance(began, datetime) else ""
    form = CorrectForm(request.POST or None, initial={"began": day_of(began) if began else None, "time": time})

    def correct(step: Step, form: Form, worker: Worker) -> None:
        moment = form.moment() if isinstance(form, CorrectForm) else None
        if moment is not None:
            correct_beginning(step=step, began=moment, why=form.cleaned_data["why"], by=worker, at=timezone.now())

    about = "What is due is counted anew from it. What stands there now is kept, and so is all that you typed in the step"
    return _deed(request, step_id, form, "Correct when it began", about, correct)


@page_for(Ability.RECORD, about=of_step)
def book_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Say for when a meeting is arranged."""

    def book(step: Step, form: Form, worker: Worker) -> None:
        moment = form.moment() if isinstance(form, WhenForm) else None
        if moment is not None:
            booked = moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time().replace(hour=9), LONDON)
            book_meeting(step=step, booked_for=booked, by=worker, at=timezone.now())

    return _deed(request, step_id, WhenForm(request.POST or None), "Book the meeting", "", book)


@page_for(Ability.RECORD, about=of_step)
def note_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Note something that clocks count from."""
    worker = worker_of(request)
    kind = in_force(seen_by=worker).declared.of(step_for(step_id, seen_by=worker).kind)
    says = catalogue.shipped().kinds
    form = NoteForm(request.POST or None, initial={"day": timezone.localdate()})
    form.offer("what", [(key, says[key].says[:1].upper() + says[key].says[1:]) for key in kind.notes])

    def note(step: Step, form: Form, worker: Worker) -> None:
        moment = form.moment() if isinstance(form, WhenForm) else None
        if moment is not None:
            note_happening(step=step, kind=form.cleaned_data["what"], happened=moment, by=worker, at=timezone.now())

    return _deed(request, step_id, form, "Note what happened", "Clocks count from it", note)


def _deed(
    request: HttpRequest, step_id: int, form: Form, heading: str, about: str, do: Callable[[Step, Form, Worker], None]
) -> HttpResponse:
    worker = worker_of(request)
    step = step_for(step_id, seen_by=worker)
    title = in_force(seen_by=worker).declared.of(step.kind).title
    if request.method == "POST" and form.is_valid():
        try:
            do(step, form, worker)
        except Refusal as refusal:
            form.refuse(refusal)
        if not form.errors:
            messages.success(request, "It is on the record.")
            return redirect("step", step_id=step_id)
    context = {"form": form, "heading": f"{heading}: {title}", "about": about, "back_to": reverse("step", args=[step_id]), "save": "Save"}
    return render(request, "pathways/one_form.html", context)
