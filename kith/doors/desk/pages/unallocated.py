"""With whom work goes on although nobody is allocated: a manager's page."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.queries import people_underway
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.work.queries import leads_of

SHOWN = 200


@dataclass(frozen=True)
class Left:
    """Somebody without an allocated worker or team, and what goes on: (title, since), the first first."""

    card: PersonCard
    plans: list[tuple[str, date]]


@page_for(Ability.ALLOCATE)
def unallocated(request: HttpRequest) -> HttpResponse:
    """Whoever waits longest first."""
    worker = worker_of(request)
    underway = people_underway(seen_by=worker)
    led = leads_of(underway, seen_by=worker)
    without = sorted((person for person in underway if person not in led), key=lambda person: underway[person][0][1])
    cards = person_cards(without[:SHOWN], seen_by=worker)
    rows = [Left(cards[person], underway[person]) for person in without[:SHOWN] if person in cards]
    return render(request, "desk/unallocated.html", {"rows": rows, "more": max(0, len(without) - SHOWN), "today": timezone.localdate()})
