"""From a proof to a session: the second step if there is one, then in; and whoever comes without a session is shown the way."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from kith.foundations.ledger.commands import record_refusal
from kith.foundations.staff.commands import note_sign_in
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages.proving import remember_browser
from kith.foundations.staff.queries import second_factors_of

BACKEND = "kith.wiring.sessions.Workers"  # asks with each request whether the account is still open
PENDING_FOR = 600  # seconds between the first proof and the second
FIRST = "first_password"  # in a session that was opened by a password made by an administrator
PASSWORD = "password"  # noqa: S105 - the word for the first proof
DEAD = "A session was shown that is not open: ended, run out, or made up."


def safe_way_on(request: HttpRequest) -> str:
    """Where the worker was going, if it is a page of ours."""
    way_on = request.POST.get("next") or request.GET.get("next") or "/"
    return way_on if is_page_of_ours(way_on, request) else "/"


def is_page_of_ours(way: str, request: HttpRequest) -> bool:
    """Whether it is a path on this host: neither an address elsewhere nor a word, which would be taken for the name of a page."""
    return way.startswith("/") and url_has_allowed_host_and_scheme(way, {request.get_host()}, require_https=request.is_secure())


def arrive(request: HttpRequest, worker: Worker, *, how: str, way_on: str, twice: bool = False) -> HttpResponse:
    """The first proof holds. Straight in, or to the second step; `twice`: the provider has asked for a second factor already."""
    required = settings.SECOND_FACTOR == "required"
    if not twice and (required or second_factors_of(worker)):
        request.session.cycle_key()
        request.session["pending"] = {"worker": worker.pk, "how": how, "next": way_on, "at": int(time.time()), "wrong": 0}
        return redirect("second_step")
    return enter(request, worker, how=how, way_on=way_on)


def pending(request: HttpRequest) -> tuple[Worker, dict[str, str]] | None:
    """(worker, facts) of a first proof that waits for the second."""
    facts = request.session.get("pending", {})
    if time.time() - int(facts.get("at", 0)) > PENDING_FOR:
        request.session.pop("pending", None)
        return None
    worker = Worker.objects.filter(pk=facts["worker"]).first()
    return (worker, facts) if worker and worker.is_active else None


def enter(request: HttpRequest, worker: Worker, *, how: str, way_on: str) -> HttpResponse:
    """Signed in, under a new session key."""
    request.session.pop("pending", None)
    login(request, worker, backend=BACKEND)
    address, agent = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_USER_AGENT", "")[:300]
    request.session["signed_in"] = {"at": timezone.now().isoformat(), "address": address, "agent": agent, "how": how}
    if worker.one_time_until is not None and how.partition(" ")[0] == PASSWORD:
        request.session[FIRST] = True
    mark_proven(request)
    note_sign_in(how=how, by=worker, at=timezone.now())
    response = redirect(way_on)
    remember_browser(request, response, worker)
    return response


def mark_proven(request: HttpRequest) -> None:
    request.session["proven_at"] = int(time.time())


def turned_away(request: HttpRequest) -> HttpResponseRedirect:
    """Without a session the way leads to the sign-in page and back. A session that opens nothing is written into the ledger: of a leaver, of
    somebody who was signed out from elsewhere, or made up."""
    if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        worker_id = request.session.get(SESSION_KEY)
        if worker_id or request.session.session_key is None:
            by = Worker.objects.filter(pk=worker_id).first() if worker_id else None
            record_refusal(DEAD, attempted=request.path, by=by, at=timezone.now())
            request.session.flush()
    return redirect_to_login(request.get_full_path())
