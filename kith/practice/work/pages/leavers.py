"""Handing over everybody whom a worker leaves: all at once, or one by one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import TickField, TicksField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.work.commands import move_allocations, pass_on_tasks
from kith.practice.work.pages.choosing import WorkerOfTeamForm, team_asked
from kith.practice.work.queries import Left, candidates, left_with

MEANWHILE = "Some of these were handed over meanwhile. Look at the list again"


class HandOverForm(WorkerOfTeamForm):
    """Whom, to whom, from when."""

    which = TicksField(label="Whom?", required=True, error_messages={"required": "Tick at least one person", "invalid_choice": MEANWHILE})
    tasks_too = TickField(label="Their open tasks about these people go along", initial=True)

    def __init__(self, *args: Any, left: list[Left], cards: dict[int, PersonCard], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("which", [(str(one.id), cards[one.person_id].name) for one in left])
        self.fields["which"].initial = [str(one.id) for one in left]


@page_for(Ability.ALLOCATE)
def hand_over_page(request: HttpRequest, worker_id: int) -> HttpResponse:
    """Whom a worker still holds: ticked, all of them, for one who takes over; each with a link of their own for another."""
    by = worker_of(request)
    leaver = Worker.objects.filter(pk=worker_id, is_machine=False).first()
    if leaver is None:
        raise Http404
    left = left_with(worker_id, seen_by=by)
    cards = person_cards([one.person_id for one in left], seen_by=by)
    left = [one for one in left if one.person_id in cards]
    team_id, teams = team_asked(request, seen_by=by)
    offered = [one for one in candidates([], team_id=team_id, seen_by=by) if one.id != worker_id]
    form = HandOverForm(request.POST or None, candidates=offered, or_nobody=False, left=left, cards=cards)
    if request.method == "POST" and form.is_valid():
        count = _handed_over(form, left, leaver, team_id, by)
        if count:
            messages.success(request, f"{'One was' if count == 1 else f'{count} were'} handed over. Whoever it is about is told on their list.")
            return redirect("hand_over", worker_id=worker_id)
    context = {
        "form": form, "heading": f"Hand over from {leaver.name}", "leaver": leaver, "left": left, "cards": cards, "today": timezone.localdate(),
        "team_id": team_id, "teams": teams, "candidates": offered, "or_nobody": False, "back_to": reverse("my_list"),
    }  # fmt: skip
    return render(request, "work/hand_over.html", context)


def _handed_over(form: HandOverForm, left: list[Left], leaver: Worker, team_id: int, by: Worker) -> int:
    """How many; none where it was refused, which the form then says."""
    chosen, now = form.cleaned_data, timezone.now()
    ids = [int(one) for one in chosen["which"]]
    to, people = form.chosen() or 0, [one.person_id for one in left if one.id in ids]
    try:
        made = move_allocations(allocation_ids=ids, worker_id=to, team_id=team_id, on=chosen["starts_on"], by=by, at=now)
        if chosen["tasks_too"]:
            pass_on_tasks(from_id=leaver.pk, person_ids=people, worker_id=to, by=by, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return 0
    return len(made)
