"""What is shown when something is not there, not allowed, or broken; and whether the server is well."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.foundations.access.pages import page_for_anybody
from kith.foundations.ledger.commands import record_refusal
from kith.foundations.postgres.trouble import failing
from kith.foundations.staff.queries import worker_of


@page_for_anybody
def health(request: HttpRequest) -> HttpResponse:
    """Answers when the server and its database do: the request itself opened a transaction."""
    del request
    return HttpResponse("well", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing at this address, or nothing for this worker: the two look the same."""
    del exception
    return render(request, "desk/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refused by Django itself."""
    del exception
    return render(request, "desk/refused.html", {"sentence": "You cannot open this page."}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug, or no room or no database to work with, which is said. The transaction is rolled back."""
    reason = failing(sys.exc_info()[1])
    if reason is not None:
        return render(request, "desk/away.html", {"sentence": str(reason)}, status=503)
    return render(request, "desk/broken.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the last sign-in, or from another site: refused, and on the ledger."""
    by = worker_of(request) if request.user.is_authenticated else None
    record_refusal(f"A form from another site or sign-in: {reason}"[:300], attempted=request.path, by=by, at=timezone.now())
    return render(request, "desk/stale_form.html", status=403)
