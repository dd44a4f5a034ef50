"""The ledger to read: who did or saw what, about whom, when, from where, why."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, NotThere
from kith.foundations.design.fields import ChoiceField, DateField, Form, TextField
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.ledger.queries import Key, Wanted, kinds_of_deed
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of, workers_called
from kith.practice.assurance.queries import last_anchored, on_the_ledger, record_of_line
from kith.practice.people.queries import PersonCard, person_cards

DAYS = 31  # shown at first
KINDS = [("", "Anything"), ("looked", "Looked at"), ("search", "Searched"), ("did", "Did"), ("refused", "Was refused")]
LONGEST = 18  # digits of a number that PostgreSQL can hold


class LedgerForm(Form):
    """Which lines."""

    worker = TextField(label="Which worker?", help_text="A name, a part of it, or an e-mail address")
    what = ChoiceField(label="What was done?", as_select=True)
    since = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        deeds = [(name, words[:1].upper() + words[1:]) for name, words in kinds_of_deed()]
        self.offer("what", [*KINDS, *deeds])

    def clean_worker(self) -> Worker | None:
        """One worker, or a sentence that says how to name one."""
        return one_worker(str(self.cleaned_data["worker"]))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "Until must be the same day as From, or later")
        return said


def one_worker(words: str) -> Worker | None:
    """The worker who was meant; nobody where nothing was typed."""
    if not words.strip():
        return None
    found = workers_called(words)
    if not found:
        raise ValidationError(f"No worker is called {words[:60]}. Check the spelling, or write the e-mail address")
    if len(found) > 1:
        names = "; ".join(f"{one.name}, {one.email}" for one in found[:5])
        raise ValidationError(f"More than one worker fits. Write the e-mail address of one: {names}")
    return found[0]


@dataclass(frozen=True)
class Whose:
    """About whose record: somebody by name, or whoever a line is about."""

    person_id: int | None = None
    card: PersonCard | None = None
    line: int | None = None


@page_for(Ability.AUDIT)
def ledger_page(request: HttpRequest) -> HttpResponse:
    """Filtered by worker, person, deed and days; the newest first, page by page. Reading it is on the ledger too."""
    worker, today = worker_of(request), timezone.localdate()
    first = today - timedelta(days=DAYS - 1)
    asked = bool(request.GET.keys() & {"worker", "what", "since_day", "until_day"})
    form = LedgerForm(request.GET if asked else None, initial={"since": first, "until": today})
    whose, page = _whose(request, worker), None
    if not asked or form.is_valid():
        said = form.cleaned_data if asked else {"since": first, "until": today}
        page = on_the_ledger(_wanted(said, whose, first), after=_key(request.GET.get("older", "")), seen_by=worker)
        _leave_trace(said, whose, worker)
    everybody = urlencode(_told(request, "person", "line"))
    context = {
        "form": form, "page": page, "whose": whose, "is_first": "older" not in request.GET, "everybody": everybody,
        "anchors_to": settings.LEDGER_ANCHOR, "anchored": last_anchored(seen_by=worker),
        "newest": urlencode(_told(request)),
        "older": urlencode({**_told(request), "older": _as_text(page.older)}) if page and page.older else "",
        "choose": urlencode({"for": "Whose record?", "next": f"{reverse('ledger')}?{everybody}"}),
    }  # fmt: skip
    return render(request, "assurance/ledger.html", context)


def _whose(request: HttpRequest, worker: Worker) -> Whose:
    person, line = number_told(request.GET.get("person", "")), number_told(request.GET.get("line", ""))
    if person is not None:
        card = person_cards([person], seen_by=worker).get(person)
        if card is None:
            raise NotThere
        return Whose(person, card)
    if line is not None:
        found = record_of_line(line, seen_by=worker)
        if found is None:
            raise NotThere
        return Whose(found, None, line)
    return Whose()


def _wanted(said: dict[str, Any], whose: Whose, first: date) -> Wanted:
    what, since, until = said.get("what", ""), said.get("since") or first, said.get("until") or timezone.localdate()
    kind = what if what in ("looked", "did", "refused") else ""
    chosen: Worker | None = said.get("worker")
    return Wanted(
        since=_midnight(since), until=_midnight(until + timedelta(days=1)), kind=kind, event="" if kind else what,
        worker_id=chosen.pk if chosen else None, person_id=whose.person_id,
    )  # fmt: skip


def _leave_trace(said: dict[str, Any], whose: Whose, by: Worker) -> None:
    chosen: Worker | None = said.get("worker")
    parts = [f"worker {chosen.name}" if chosen else "", str(said.get("what", ""))]
    words = ", ".join(part for part in parts if part)
    leave_trace("ledger", person_id=whose.person_id, seen_by=by, at=timezone.now(), reason=words)


def _told(request: HttpRequest, *but: str) -> dict[str, str]:
    """What was asked, for links that go on with it."""
    return {name: str(value) for name, value in request.GET.items() if value and name not in ("older", *but)}


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))


def _microseconds(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _as_text(key: Key) -> str:
    return f"{_microseconds(key.at)}-{key.id}"


def _key(told: str) -> Key | None:
    """From `older=MICROSECONDS-ID`. What somebody wrote by hand and cannot be read is the newest page."""
    at, _, row = told.partition("-")
    moment, number = number_told(at), number_told(row)
    if moment is None or number is None or moment > _microseconds(datetime(2200, 1, 1, tzinfo=UTC)):
        return None
    return Key(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment), number)


def number_told(told: str) -> int | None:
    """A number from an address; nothing where it is none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) <= LONGEST else None
