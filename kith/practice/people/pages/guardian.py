"""The guardian's page: numbers that stand on two records."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability
from kith.foundations.design.fields import typed
from kith.foundations.staff.queries import worker_of
from kith.practice.people.commands import settle_clash
from kith.practice.people.models import IdentifierClash
from kith.practice.people.queries import clashes


@page_for(Ability.GUARD)
def identifier_clashes(request: HttpRequest) -> HttpResponse:
    """List the clashes; settle one by saying what was found."""
    worker, error = worker_of(request), ""
    if request.method == "POST":
        clash = get_object_or_404(
            IdentifierClash, pk=int(request.POST.get("clash", "")) if request.POST.get("clash", "").isdigit() else 0, settled_at=None
        )
        outcome = typed(request.POST, "outcome").strip()
        if outcome:
            settle_clash(clash=clash, outcome=outcome, by=worker, at=timezone.now())
            messages.success(request, "The clash is settled.")
            return redirect("identifier_clashes")
        error = "Say what you found before you settle it."
    return render(request, "people/identifier_clashes.html", {"clashes": clashes(seen_by=worker), "error": error})
