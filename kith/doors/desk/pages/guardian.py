"""The guardian's page: numbers that stand on two records, with both people side by side."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import may
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import typed
from kith.foundations.identifiers.keys import key_told
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.queries import worker_of
from kith.practice.people.commands import settle_clash
from kith.practice.people.queries import clashes
from kith.practice.people.rules.guardian import GUARDIAN
from kith.practice.work.queries import allocations_of


@page_for(GUARDIAN)
def identifier_clashes(request: HttpRequest) -> HttpResponse:
    """The longest waiting first; one is settled by saying what was found. Whoever is shown is traced."""
    worker, problem, wrong, kept = worker_of(request), "", 0, ""
    if request.method == "POST":
        asked = request.POST.get("clash", "")
        wrong, kept = key_told(asked) or 0, typed(request.POST, "outcome")
        try:
            settle_clash(clash_id=wrong, outcome=kept, by=worker, at=timezone.now())
        except Refusal as refusal:
            problem = str(refusal)
        else:
            messages.success(request, "The clash is settled. What you found is kept with it.")
            return redirect("identifier_clashes")
    found, waiting = clashes(seen_by=worker)
    ids = {side.listed.card.id for clash in found for side in clash.sides}
    for person_id in ids:
        leave_trace("identifier clash", person_id=person_id, seen_by=worker, at=timezone.now())
    may_look = may(worker, Ability.SEARCH) and may(worker, Ability.VIEW)
    context = {
        "clashes": found, "waiting": waiting, "problem": problem, "wrong": wrong, "kept": kept, "today": timezone.localdate(),
        "may_look": may_look, "allocations": allocations_of(ids, seen_by=worker) if may_look else {},
    }  # fmt: skip
    return render(request, "desk/identifier_clashes.html", context)
