"""The step: begun or not, its form, its clocks, its outcomes, its sign-off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import may
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.clocks.moments import day_of
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.forms.pages.receiving import receive, take_picked
from kith.practice.forms.queries import drawn, is_rewritten, read_response, rewritten
from kith.practice.forms.queries import response as response_view
from kith.practice.pathways.commands import StepNotReady, begin_planned_step, finish_step, give_form
from kith.practice.pathways.models import Step
from kith.practice.pathways.pages.beginning import BeganForm
from kith.practice.pathways.pages.whose import of_step
from kith.practice.pathways.queries import (
    approvers,
    before,
    earlier_beginnings,
    following,
    in_force,
    is_whole,
    people_of_step,
    rounds_of,
    step_for,
    step_view,
    waiting_for,
)
from kith.practice.pathways.rules.typed import HELD, OUTCOME, ending_of, one
from kith.practice.people.queries import person_cards
from kith.practice.people.rules.fitting import whole_years


@page_for(Ability.VIEW, about=of_step, part=Part.PLANS)
def step_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """A step. While it is open, whatever button is pressed, what was typed is saved first."""
    worker, now = worker_of(request), timezone.now()
    step = step_for(step_id, seen_by=worker)
    for person in people_of_step(step_id, seen_by=worker):
        leave_trace("step", person_id=person, seen_by=worker, at=now)
    if step.status != Step.Status.OPEN or not may(worker, Ability.RECORD) or not is_whole(step_id, seen_by=worker):
        return _shown(request, step, worker)
    step = give_form(step=step, by=worker, at=now) if step.response is None else step
    here = reverse("step", args=[step.pk])
    if request.method == "GET":
        return take_picked(request, step.response or 0, here=here, by=worker) or _form(request, step, worker, ())
    answer = receive(request, step.response or 0, here=here, by=worker)
    return answer or _go_on(request, step, worker)


@require_POST
@page_for(Ability.RECORD, about=of_step)
def begin_planned_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Begin what was planned: when it was, or now with one click; when it began can be corrected later."""
    worker = worker_of(request)
    form = BeganForm(request.POST if "began_day" in request.POST else _just_now())
    step = step_for(step_id, seen_by=worker)
    if form.is_valid() and (began := form.moment()):
        try:
            begin_planned_step(step=step, began=began, why=form.because, by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("step", step_id=step_id)
    return _shown(request, step, worker, form)


def _go_on(request: HttpRequest, step: Step, worker: Worker) -> HttpResponse:
    if request.POST.get("do") != "finish":
        messages.success(request, "It is saved. You find it on My list and in the journey.")
        return redirect("my_list")
    fields = _typed(step, worker)
    ending, unread = ending_of(fields, people_of_step(step.pk, seen_by=worker))
    try:
        step = finish_step(step=step, ending=ending, unread=unread, by=worker, at=timezone.now())
    except StepNotReady as not_ready:
        return _form(request, step, worker, not_ready.missing)
    except Refusal as refusal:
        return _form(request, step, worker, [(f"step__{refusal.field}" if refusal.field else "", str(refusal))])
    waits = step.status == Step.Status.WAITING
    messages.success(request, "It was sent for sign-off." if waits else "It is done and on the record.")
    return redirect("step", step_id=step.pk)


def _typed(step: Step, worker: Worker) -> dict[str, list[str]]:
    shared = response_view(step.response or 0, seen_by=worker).shared
    return dict(shared.fields) if shared else {}


def _form(request: HttpRequest, step: Step, worker: Worker, missing: Any) -> HttpResponse:
    declared = in_force(seen_by=worker).declared
    kind = declared.of(step.kind)
    people = people_of_step(step.pk, seen_by=worker)
    fields = _typed(step, worker)
    about = _about(step, worker)
    today = timezone.localdate()
    ages = {person: whole_years(card.born_on, unborn=card.is_unborn, on=today) for person, card in about["cards"].items()}
    context = {
        **about, "people": people, "choices": {person: kind.choices(ages.get(person), one(fields, OUTCOME.format(person))) for person in people},
        "drawn": drawn(step.response or 0, missing=missing, newer_version=is_rewritten(step.response or 0, seen_by=worker), seen_by=worker),
        "typed": lambda name: one({**_held(step), **fields}, name), "wrong": dict(reversed(list(missing))), "missing": list(missing),
        "closing": list(dict.fromkeys(declared.reasons_of(kind))),
        "approvers": approvers(step, seen_by=worker) if kind.sign_off or kind.signing else [],
    }  # fmt: skip
    return render(request, "pathways/step_form.html", context)


def _held(step: Step) -> dict[str, list[str]]:
    """When a meeting most likely took place: when it was booked for, or today where it began today."""
    today, began = timezone.localdate(), step.began()
    booked = timezone.localdate(step.booked_for) if step.booked_for and step.booked_for <= timezone.now() else None
    on = booked or (today if began and day_of(began) == today else None)
    return {f"{HELD}_{part}": [str(getattr(on, part))] for part in ("day", "month", "year")} if on else {}


def _now() -> dict[str, Any]:
    """What most often is right."""
    return {"began": timezone.localdate(), "time": f"{timezone.localtime():%H:%M}"}


def _just_now() -> dict[str, Any]:
    on = timezone.localdate()
    return {"began_day": on.day, "began_month": on.month, "began_year": on.year, "time": f"{timezone.localtime():%H:%M}"}


def _shown(request: HttpRequest, step: Step, worker: Worker, begin: BeganForm | None = None) -> HttpResponse:
    waiting = waiting_for(step, seen_by=worker)
    is_over = step.status in (Step.Status.DONE, Step.Status.WAITING)
    context = {
        **_about(step, worker), "begin": begin or BeganForm(initial=_now()),
        "said": read_response(step.response, seen_by=worker) if step.response else None,
        "rewritten": rewritten(step.response, seen_by=worker) if waiting and step.response else None,
        "waiting": waiting, "next": following(step, now=timezone.now(), seen_by=worker) if is_over else None,
        "may_correct": is_over and may(worker, Ability.RECORD) and is_whole(step.pk, seen_by=worker),
        "may_sign": waiting is not None and worker.pk not in (waiting.sent_by_id, step.finished_by_id) and may(worker, Ability.AUTHORISE),
    }
    return render(request, "pathways/step.html", context)


def _about(step: Step, worker: Worker) -> dict[str, Any]:
    people = people_of_step(step.pk, seen_by=worker)
    kind = in_force(seen_by=worker).declared.of(step.kind)
    return {
        "kind": kind, "before": before(step, seen_by=worker) if kind.tells_before else None, "step": step,
        "views": {person: step_view(step, person, now=timezone.now(), seen_by=worker) for person in people},
        "cards": person_cards(people, seen_by=worker), "rounds": rounds_of(step, seen_by=worker),
        "earlier": earlier_beginnings(step, seen_by=worker) if step.began_at else [], "whole": is_whole(step.pk, seen_by=worker), "today": timezone.localdate(),
    }  # fmt: skip
