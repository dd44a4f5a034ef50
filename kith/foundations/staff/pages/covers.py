"""Who covers while somebody is away: a page for everybody, for themselves and for those whom they manage."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import ChoiceField, DateField, Form
from kith.foundations.staff.commands import end_cover, set_cover
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import could_cover, covers_to_see, may_set_cover_for, worker_of, workers_here


class CoverForm(Form):
    """Who is away, from when to when, and who covers."""

    worker = ChoiceField(label="Who is away?", as_select=True, required=True)
    covered_by = ChoiceField(
        label="Who covers?",
        as_select=True,
        required=True,
        help_text="They act with their own roles, so only colleagues who may do the same work are listed",
    )
    starts_on = DateField(label="First day away", required=True)
    ends_on = DateField(label="Last day away", required=True)

    def __init__(self, *args: Any, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        own = may_set_cover_for(seen_by=seen_by, on=today)
        self.offer("worker", [(one.pk, "I am" if one.pk == seen_by.pk else one.name) for one in own])
        self.fields["worker"].initial = seen_by.pk
        able = set().union(*could_cover(own, seen_by=seen_by, on=today).values())
        colleagues = [(one.pk, one.name) for one in workers_here(on=today) if one.pk in able]
        self.offer("covered_by", [("", "Choose a colleague"), *colleagues])


@page_for(Ability.SIGNED_IN, part=Part.INSIDE)
def cover(request: HttpRequest) -> HttpResponse:
    """Who covers now and in time to come, and a form to say so."""
    by, today = worker_of(request), timezone.localdate()
    asked = request.GET.get("worker", "")
    form = CoverForm(request.POST or None, seen_by=by, initial={"worker": asked} if asked.isdecimal() else {})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        people = Worker.objects.in_bulk([int(chosen["worker"]), int(chosen["covered_by"])])
        try:
            set_cover(
                worker=people[int(chosen["worker"])], covered_by=people[int(chosen["covered_by"])], starts_on=chosen["starts_on"],
                ends_on=chosen["ends_on"], by=by, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It is set. Who covers is told on their list.")
            return redirect("cover")
    return render(request, "staff/cover.html", {"form": form, "covers": covers_to_see(seen_by=by, on=today), "today": today})


@require_POST
@page_for(Ability.SIGNED_IN, part=Part.INSIDE)
def end_cover_page(request: HttpRequest, cover_id: int) -> HttpResponse:
    """They are back."""
    ended = end_cover(cover_id=cover_id, by=worker_of(request), at=timezone.now())
    messages.success(request, f"{ended.covered_by.name} covers no longer for {ended.worker.name}.")
    return redirect("cover")
