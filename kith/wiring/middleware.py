"""The worker's context: one transaction a request, the worker's id told to the database, the ability checked, refusals written down."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone

from kith.doors.desk.pages import doorway, shut
from kith.foundations.access.pages import whom
from kith.foundations.access.queries import look_as, open_ids, require, require_part
from kith.foundations.access.rules import Ability, NotThere, Part, RecordShut, Refusal
from kith.foundations.design.printing import TooManyPrints
from kith.foundations.ledger.commands import acting_through, leave_trace, record_refusal
from kith.foundations.ledger.events import Origin
from kith.foundations.ledger.queries import refused_alike
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages import own_password_wanted, proof_wanted, turned_away
from kith.foundations.staff.queries import holders_of, worker_of
from kith.practice.work.commands import notify_worker
from kith.wiring.pace import Pace, TooFast

LARGEST_ID = 2**63 - 1  # what PostgreSQL counts to
NUL = "\x00"
LARGEST_BODY = 101 * 2**20  # bytes: the largest document and the form around it
MANY_NOT_THERE, WITHIN = 20, timedelta(minutes=10)  # a mistyped address or two is nobody's business; numbers counted up are the auditors'
STILL_THERE = 300  # seconds after which a request is noted on the session, so that it ends an hour after the last one
OF_ONES_OWN = {"sign_out", "my_sign_in", "end_my_sessions", "change_password"}  # open to a partner whose time is over, too
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RefuseHugeBodies:
    """Stands before everything that reads a form: a body that cannot be kept is refused by its announced size, unread."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > LARGEST_BODY:
            megabytes = int(announced) // 2**20
            sentence = f"The file has {megabytes} MB; at most 100 MB fit. It was not kept. Split it, or save it smaller, and add it again."
            return render(request, "desk/refused.html", {"sentence": sentence, "back": request.path}, status=413)
        return self.get_response(request)


class WorkerContext:
    """Everything a request does is one transaction, in which the database knows whose eyes are looking."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response, self.pace = get_response, Pace(settings.PAGES_A_MINUTE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        origin = Origin(door="page", address=request.META.get("REMOTE_ADDR", ""))
        refusal: Refusal | None = None
        with acting_through(origin):
            with transaction.atomic():
                _tell_the_database_who_looks(request)
                _note_that_the_worker_is_there(request)
                response = self.get_response(request)
                refusal = getattr(request, "refusal", None)
                if response.status_code >= 500 or refusal is not None:
                    transaction.set_rollback(True)
            if response.status_code == 404 and refusal is None and request.user.is_authenticated:
                refusal = NotThere()
            if refusal is not None:
                _write_down(request, refusal)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """A route names its ability or is refused; without a sign-in the way leads to the sign-in page and back."""
        del args
        if any(value > LARGEST_ID if isinstance(value, int) else NUL in str(value) for value in kwargs.values()):
            return render(request, "desk/not_found.html", status=404)
        _take_out_nul(request)
        ability: Ability | None = view.ability  # type: ignore[attr-defined]  # a route without one crashes, on purpose
        if ability is None:
            return None
        if not request.user.is_authenticated or _has_lasted_too_long(request):
            return turned_away(request)
        try:
            self.pace.keep(worker_of(request).pk, now=time.time())
            require(request.user, ability)
            _require_a_partners_part(request, view)
            if first := own_password_wanted(request):
                return first
            people = whom(view, request.user, kwargs)
            stopped = None if people is None else doorway(request, ability, people)
            _log_what_a_partner_sees(request, people or [])
        except Refusal as refusal:
            return self.process_exception(request, refusal)
        return stopped or (proof_wanted(request) if view.step_up else None)  # type: ignore[attr-defined]  # as above

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no page turned into a form error becomes a page of its own, a thing that is not there a 404. Bugs crash."""
        if isinstance(exception, ObjectDoesNotExist):
            return render(request, "desk/not_found.html", status=404)
        if isinstance(exception, TooManyPrints):
            return render(request, "desk/refused.html", {"sentence": str(exception)}, status=503)
        if not isinstance(exception, Refusal):
            return None
        request.refusal = exception  # type: ignore[attr-defined]  # read again after the rollback
        if isinstance(exception, NotThere):
            return render(request, "desk/not_found.html", {"sentence": str(exception)}, status=404)
        if isinstance(exception, RecordShut):
            return shut(request, exception)
        status = 429 if isinstance(exception, TooFast) else 403
        return render(request, "desk/refused.html", {"sentence": str(exception)}, status=status)


def _take_out_nul(request: HttpRequest) -> None:
    """Of what was sent. No browser sends it, and no column can hold it."""
    for name in ("GET", "POST"):
        sent: QueryDict = getattr(request, name)
        if any(NUL in value for key, values in sent.lists() for value in (key, *values)):
            cleaned = QueryDict(mutable=True)
            for key, values in sent.lists():
                cleaned.setlist(key.replace(NUL, ""), [value.replace(NUL, "") for value in values])
            setattr(request, name, cleaned)


def _tell_the_database_who_looks(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        told = look_as(request.user)
        request.user.holdings, request.user.parts = told.holdings, told.parts
    else:
        look_as(None)


def _require_a_partners_part(request: HttpRequest, view: Callable[..., Any]) -> None:
    """A partner whose time is over may still sign out."""
    worker = worker_of(request)
    if worker.parts is not None and _name(request) not in OF_ONES_OWN:
        require_part(worker, view.part or Part.IDENTITY)  # type: ignore[attr-defined]  # as every page says


def _log_what_a_partner_sees(request: HttpRequest, people: list[int]) -> None:
    """Everything, by the name of the page: what a page itself writes down may be less."""
    worker = worker_of(request)
    if worker.parts is not None:
        for person_id in open_ids(people, seen_by=worker):
            leave_trace(f"partner: {_name(request)}"[:80], person_id=person_id, seen_by=worker, at=timezone.now())


def _name(request: HttpRequest) -> str:
    return str(request.resolver_match.url_name) if request.resolver_match else ""


def _has_lasted_too_long(request: HttpRequest) -> bool:
    """However busy: a session ends some hours after its sign-in."""
    since = request.session.get("signed_in", {}).get("at")
    if since is None or timezone.now() - datetime.fromisoformat(since) < timedelta(hours=settings.SESSION_HOURS):
        return False
    logout(request)
    return True


def _note_that_the_worker_is_there(request: HttpRequest) -> None:
    """The session lasts from the last request; written at most every five minutes, because each writing is a statement."""
    now = int(time.time())
    if request.user.is_authenticated and now - request.session.get("there_at", 0) > STILL_THERE:
        request.session["there_at"] = now


def _write_down(request: HttpRequest, refusal: Refusal) -> None:
    by, now = request.user if request.user.is_authenticated else None, timezone.now()
    whom_it_was_about = (refusal.person_id,) if isinstance(refusal, RecordShut) else ()
    record_refusal(str(refusal), attempted=request.path.replace(NUL, ""), person_ids=whom_it_was_about, by=by, at=now)
    if (
        isinstance(refusal, NotThere)
        and isinstance(by, Worker)
        and refused_alike(str(refusal), worker_id=by.pk, since=now - WITHIN) == MANY_NOT_THERE
    ):
        text = f"{by.name} asked for {MANY_NOT_THERE} records or pages within ten minutes that were not there, or not open to them."
        _tell_auditors(text, by, now)
    if isinstance(refusal, TooFast) and isinstance(by, Worker) and refusal.is_first:
        _tell_auditors(f"From the sign-in of {by.name} more pages were asked for in a minute than a person reads.", by, now)


def _tell_auditors(text: str, by: Worker, now: datetime) -> None:
    """In a transaction of its own, to which it is told again who looks: the request's has ended, and what it told the database with it."""
    with transaction.atomic():
        look_as(by)
        for auditor in holders_of(Ability.AUDIT, on=timezone.localdate()):
            notify_worker(worker_id=auditor, text=text, by=by, at=now)


class Measure:
    """For `kith bench` only: says in the answer's headers how long the server took and how many statements it sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        statements = 0

        def count(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(*args)

        started = time.perf_counter()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response["X-Kith-Milliseconds"] = f"{(time.perf_counter() - started) * 1000:.3f}"
        response["X-Kith-Queries"] = str(statements)
        return response
