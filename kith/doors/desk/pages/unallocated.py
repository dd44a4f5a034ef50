"""With whom work goes on although nobody is allocated: a manager's page."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.queries import Unled, nobody_leads
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.work.queries import leads_of

SHOWN = 50


@dataclass(frozen=True)
class Left:
    """Somebody without an allocated worker or team, and what goes on: (title, since), the first first."""

    card: PersonCard
    underway: list[tuple[str, date]]


@page_for(Ability.ALLOCATE)
def unallocated(request: HttpRequest) -> HttpResponse:
    """Whoever waits longest first, a page at a time."""
    worker, after = worker_of(request), _place(request.GET.get("after", ""))
    found = nobody_leads(**({"after": after} if after else {}), limit=SHOWN + 1, seen_by=worker)
    shown = found[:SHOWN]
    led = leads_of([one.person_id for one in shown], seen_by=worker)  # who was allocated while this page was made
    cards = person_cards([one.person_id for one in shown], seen_by=worker)
    rows = [Left(cards[one.person_id], one.underway) for one in shown if one.person_id in cards and one.person_id not in led]
    more = _as_text(shown[-1]) if len(found) > SHOWN else ""
    return render(request, "desk/unallocated.html", {"rows": rows, "more": more, "is_first": after is None, "today": timezone.localdate()})


def _as_text(one: Unled) -> str:
    since, episode = one.place
    return f"{since.isoformat()}_{episode}"


def _place(text: str) -> tuple[date, int] | None:
    """From the address, where anything may stand: what cannot be read is the beginning."""
    since, _, episode = text.partition("_")
    try:
        return date.fromisoformat(since), int(episode[:18])
    except ValueError:
        return None
