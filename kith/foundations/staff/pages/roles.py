"""Who holds which role: for administrators, and for auditors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability
from kith.foundations.staff.queries import role_holders, worker_of


@page_for(Ability.ADMINISTER)
def roles(request: HttpRequest) -> HttpResponse:
    """For administrators: with the way to each worker."""
    return _page(request)


@page_for(Ability.AUDIT)
def roles_audited(request: HttpRequest) -> HttpResponse:
    """For auditors: to read."""
    return _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    by, today, over = worker_of(request), timezone.localdate(), "over" in request.GET
    context = {
        "held": role_holders(seen_by=by, on=today, over=over), "over": over, "today": today, "links": Ability.ADMINISTER in by.abilities,
        "here": request.path,
    }  # fmt: skip
    return render(request, "staff/roles.html", context)
