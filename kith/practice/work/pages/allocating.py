"""Allocating a person, or a family in one step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import ChoiceField, TicksField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import PersonCard, card_of, siblings_and_household
from kith.practice.people.rules.ages import years_between
from kith.practice.work.commands import hand_over_together
from kith.practice.work.models import Allocation
from kith.practice.work.pages.choosing import WorkerOfTeamForm, team_asked
from kith.practice.work.queries import allocations_of, allocations_until_now, candidates, leads_of


class AllocateForm(WorkerOfTeamForm):
    """To whom, in which role, from when, and which other children of the family too."""

    role = ChoiceField(label="In which role?", choices=Allocation.Role.choices, required=True, initial="lead")
    too = TicksField(label="And these of the family, in the same step")

    def __init__(self, *args: Any, family: list[PersonCard], **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        if not family:
            del self.fields["too"]
            return
        self.offer("too", [(str(one.id), f"{one.name}, {one.age(today)}") for one in family])
        self.fields["too"].initial = [str(one.id) for one in family]


@page_for(Ability.ALLOCATE)
def allocate_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Allocate, or hand over from whoever holds the role now. Offered are those who may open the record, with their caseloads."""
    worker = worker_of(request)
    holder = leads_of([person_id], seen_by=worker).get(person_id, (None, None))[1]
    team_id, teams = team_asked(request, seen_by=worker, held_by=holder)
    family = _children_around(person_id, worker)
    offered = candidates([person_id], team_id=team_id, seen_by=worker)
    form = AllocateForm(request.POST or None, candidates=offered, or_nobody=True, family=family)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        people = [person_id, *(int(one) for one in chosen.get("too", []))]
        try:
            made = hand_over_together(
                person_ids=people, worker_id=form.chosen(), team_id=team_id, role=chosen["role"], on=chosen["starts_on"], by=worker, at=timezone.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            done = "The allocation is recorded." if len(made) == 1 else f"{len(made)} allocations are recorded."
            messages.success(request, f"{done} Whoever it is about is told on their list.")
            return redirect("record", person_id=person_id)
    card = card_of(person_id, seen_by=worker)
    context = {
        "form": form, "heading": "Allocate or hand over", "about": f"{card.name}, {card.age(timezone.localdate())}",
        "back_to": reverse("record", kwargs={"person_id": person_id}), "team_id": team_id, "teams": teams, "candidates": offered,
        "or_nobody": True, "held": allocations_of([person_id], seen_by=worker)[person_id],
        "past": allocations_until_now(person_id, seen_by=worker),
    }  # fmt: skip
    return render(request, "work/allocate.html", context)


def _children_around(person_id: int, worker: Worker) -> list[PersonCard]:
    """Brothers and sisters, and other children of the household: not the adults, and nobody whose age says that they are grown up."""
    today = timezone.localdate()
    near = siblings_and_household(person_id, seen_by=worker)
    return [one for one in near if one.is_unborn or (one.born_on is not None and years_between(one.born_on, today) < 18)]
