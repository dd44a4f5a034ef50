"""The plan: made in a step, read, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import AreaField, DateField, Form
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.queries import people_of_step, step_for
from kith.practice.people.queries import person_cards
from kith.practice.plans.commands import end_plan, make_plan
from kith.practice.plans.pages.whose import of_plan, of_steps_plan
from kith.practice.plans.queries import open_plans_of, plan_is_for, plan_title, plan_view
from kith.practice.plans.rules.standing import BAR, LEFT, ROW, WIDTH, WORDS, pieces


class EndForm(Form):
    """When and why a plan ends."""

    ended_on = DateField(label="On which day does it end?", required=True)
    because = AreaField(label="Why? The family reads this", rows=3)


@page_for(Ability.RECORD, about=of_steps_plan, part=Part.PLANS)
def step_plan_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """The plan of whom a step is about: what there is, and a button that opens or makes it."""
    worker = worker_of(request)
    if request.method == "POST":
        try:
            plan = make_plan(step_id=step_id, by=worker, at=timezone.now())
        except Refusal as refusal:
            messages.info(request, str(refusal))
            return redirect("step", step_id=step_id)
        return redirect("plan", plan_id=plan.pk)
    people = people_of_step(step_id, seen_by=worker)
    step = step_for(step_id, seen_by=worker)
    there = open_plans_of(people, seen_by=worker)
    context = {
        "step": step, "title": plan_title(step.kind, seen_by=worker), "there": there, "cards": person_cards(people, seen_by=worker), "people": people,
        "whose": plan_is_for(step_id, seen_by=worker),
    }  # fmt: skip
    return render(request, "plans/step.html", context)


@page_for(Ability.VIEW, about=of_plan, part=Part.PLANS)
def plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The whole plan as it stands, with a picture of how it went."""
    worker = worker_of(request)
    view = plan_view(plan_id, seen_by=worker)
    _trace(plan_id, worker)
    drawn = {"pieces": pieces(view.columns), "words": WORDS, "width": WIDTH, "left": LEFT, "bar": BAR, "row": ROW, "height": len(view.columns) * ROW}
    return render(request, "plans/plan.html", {"plan": view, "drawn": drawn})


@page_for(Ability.RECORD, about=of_plan, part=Part.PLANS)
def end_plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """End a plan."""
    worker = worker_of(request)
    form = EndForm(request.POST or None, initial={"ended_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            end_plan(plan_id=plan_id, ended_on=said["ended_on"], because=said["because"], by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The plan has ended. It stays on the record.")
            return redirect("plan", plan_id=plan_id)
    view = plan_view(plan_id, seen_by=worker)
    context: dict[str, Any] = {
        "form": form, "heading": f"End the plan: {view.title}", "about": view.names, "back_to": reverse("plan", args=[plan_id]), "save": "End the plan",
    }  # fmt: skip
    return render(request, "plans/one_form.html", context)


def _trace(plan_id: int, worker: Worker) -> None:
    for person in of_plan(worker, {"plan_id": plan_id}):
        leave_trace(f"plan:{plan_id}", person_id=person, seen_by=worker, at=timezone.now())
