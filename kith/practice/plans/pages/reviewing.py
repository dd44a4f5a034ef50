"""The review: how each action stands, and what difference it made."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import DateField, Form, typed
from kith.foundations.staff.queries import worker_of
from kith.practice.plans.commands import Judged, ProgressNotReady, review_plan
from kith.practice.plans.models import Progress
from kith.practice.plans.pages.whose import of_plan
from kith.practice.plans.queries import plan_view


class ReviewForm(Form):
    """When the plan was reviewed."""

    reviewed_on = DateField(label="When was it reviewed?", required=True)


@page_for(Ability.RECORD, about=of_plan, part=Part.PLANS)
def review_plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every action that is still open, with how it stood last; those left alone stay as they stand."""
    worker = worker_of(request)
    form = ReviewForm(request.POST or None, initial={"reviewed_on": timezone.localdate()})
    wrong: dict[int, str] = {}
    view = plan_view(plan_id, seen_by=worker)
    if request.method == "POST" and form.is_valid():
        judged = {line.id: Judged(typed(request.POST, f"standing_{line.id}"), typed(request.POST, f"changed_{line.id}")) for line in view.lines}
        try:
            review_plan(plan_id=plan_id, judged=judged, reviewed_on=form.cleaned_data["reviewed_on"], by=worker, at=timezone.now())
        except ProgressNotReady as not_ready:
            wrong = dict(not_ready.missing)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The review is kept. Add what is new to the plan, or change what goes on otherwise.")
            return redirect("plan", plan_id=plan_id)
    context: dict[str, Any] = {
        "form": form, "plan": view, "wrong": wrong, "standings": Progress.Standing.choices, "typed": lambda name: typed(request.POST, name),
        "problems": form.summary() + [(f"changed_{key}", sentence) for key, sentence in wrong.items()],
    }  # fmt: skip
    return render(request, "plans/review.html", context)
