"""A record that is shut: whom to ring, and for duty the way in at once; for a household's records together."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.foundations.access.commands import break_glass, break_glass_together
from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import glass_of, may
from kith.foundations.access.rules import GLASS_LASTS, Ability, NotThere, RecordShut, Refusal
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import teams_of, worker_of
from kith.practice.people.queries import Near, PersonCard, circle_of, person_cards
from kith.practice.work.queries import emergency_duty, named_to_ring

HOURS = int(GLASS_LASTS.total_seconds() // 3600)


def shut(request: HttpRequest, refusal: RecordShut) -> HttpResponse:
    """A record that is restricted: that it exists, and whom to ring; on duty also the way in."""
    worker = worker_of(request)
    card = person_cards([refusal.person_id], seen_by=worker).get(refusal.person_id)
    return render(request, "desk/shut.html", _at_the_door(worker, card, ""), status=403)


def _at_the_door(worker: Worker, card: PersonCard | None, error: str) -> dict[str, Any]:
    own = teams_of(worker, on=timezone.localdate())
    return {
        "card": card, "may_break": card is not None and may(worker, Ability.DUTY), "error": error, "hours": HOURS,
        "ring": named_to_ring(card.contact if card else "", seen_by=worker),
        "emergency": [team for team in emergency_duty(seen_by=worker) if team.name not in own],  # nobody is told to ring themselves
    }  # fmt: skip


def _nobody_yet(worker: Worker, said: Mapping[str, Any]) -> None:
    """The record is shut: the page itself says whether the worker may know of it."""
    del worker, said


@page_for(Ability.DUTY, about=_nobody_yet)
def break_glass_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """A duty worker opens a shut record at once, with a reason; if asked to, with the shut records of who lives there. Their managers and the
    auditors are told."""
    worker = worker_of(request)
    card = person_cards([person_id], seen_by=worker).get(person_id)
    if card is None:
        raise NotThere
    error = ""
    if request.method == "POST":
        try:
            _break(request, person_id, worker)
        except (NotThere, RecordShut):
            raise
        except Refusal as refusal:
            error = str(refusal)
        else:
            return redirect("record", person_id=person_id)
    return render(request, "desk/shut.html", _at_the_door(worker, card, error))


@transaction.atomic
def _break(request: HttpRequest, person_id: int, worker: Worker) -> None:
    """Who lives with them is asked once their own record is open: the door names nobody."""
    reason, at = request.POST.get("reason", ""), timezone.now()
    break_glass(person_id=person_id, reason=reason, by=worker, at=at)
    home = [one.card.id for one in _shut_around(person_id, worker) if one.in_household]
    if request.POST.get("also") == "household" and home:
        break_glass_together(person_ids=home, reason=reason, by=worker, at=at)


def _shut_around(person_id: int, worker: Worker) -> list[Near]:
    return [one for one in circle_of(person_id, seen_by=worker) if not one.card.is_open]


@page_for(Ability.DUTY)
def open_family_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """From an open record: the shut ones of the family, those at home ticked, are opened together for one reason."""
    worker = worker_of(request)
    around = _shut_around(person_id, worker)
    own = glass_of(person_id, seen_by=worker, now=timezone.now())
    chosen, reason, error = [one.card.id for one in around if one.in_household], own.reason if own else "", ""
    if request.method == "POST":
        asked, reason = set(request.POST.getlist("people")), request.POST.get("reason", "")
        chosen = [one.card.id for one in around if str(one.card.id) in asked]
        try:
            break_glass_together(person_ids=chosen, reason=reason, by=worker, at=timezone.now())
        except (NotThere, RecordShut):
            raise
        except Refusal as refusal:
            error, field = str(refusal), refusal.field
        else:
            return redirect("brief", person_id=person_id)
    context = {
        "card": person_cards([person_id], seen_by=worker)[person_id], "around": around, "chosen": chosen, "reason": reason, "hours": HOURS,
        "error": error, "field": field if error else "",
    }  # fmt: skip
    return render(request, "desk/open_family.html", context)
