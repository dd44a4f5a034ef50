"""A person's record: summary, chronology, addresses, documents, details, brief. Each opening leaves a trace."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.doors.desk.queries import Header, around, brief_of, header
from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import details, kept_from, known_here, other_identities, residences_of
from kith.practice.recording.queries import chronology, documents_about, story
from kith.practice.work.queries import tasks_about


@page_for(Ability.VIEW)
def record(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who is this, is anyone in danger, who is involved, what happened last, what is next: in this order."""
    worker, today = worker_of(request), timezone.localdate()
    top = header(person_id, seen_by=worker, today=today)
    context = {
        "around": around(person_id, seen_by=worker, today=today),
        "page": story(person_id, seen_by=worker, changes=False, limit=6, mistakes=top.banner.mistaken),
        "tasks": tasks_about(person_id, seen_by=worker),
    }
    return _tab(request, person_id, "record", context, top)


@page_for(Ability.VIEW, part=Part.STORY)
def chronology_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Significant events with impact and age at the time."""
    return _tab(request, person_id, "chronology", {"rows": chronology(person_id, seen_by=worker_of(request))})


@page_for(Ability.VIEW, part=Part.ADDRESSES)
def addresses(request: HttpRequest, person_id: int) -> HttpResponse:
    """Addresses over time, and who else is known at each."""
    worker = worker_of(request)
    rows = residences_of(person_id, seen_by=worker)
    others = known_here([row.place_id for row in rows], besides=person_id, seen_by=worker)
    kept = kept_from([row.pk for row in rows if row.ends_on is None], about=person_id, seen_by=worker)
    return _tab(request, person_id, "addresses", {"rows": rows, "others": others, "kept": kept})


@page_for(Ability.VIEW, part=Part.DOCUMENTS)
def documents(request: HttpRequest, person_id: int) -> HttpResponse:
    """A person's documents."""
    return _tab(request, person_id, "documents", {"documents": documents_about(person_id, seen_by=worker_of(request))})


@page_for(Ability.VIEW)
def details_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Everything that is known, old and new."""
    worker = worker_of(request)
    known = {"known": details(person_id, seen_by=worker), "identities": other_identities(person_id, seen_by=worker)}
    return _tab(request, person_id, "details", known)


@page_for(Ability.VIEW)
def brief(request: HttpRequest, person_id: int) -> HttpResponse:
    """One page for the doorstep."""
    worker, today = worker_of(request), timezone.localdate()
    top = header(person_id, seen_by=worker, today=today)
    return _tab(request, person_id, "brief", {"brief": brief_of(person_id, header=top, seen_by=worker, today=today)}, top)


def _tab(request: HttpRequest, person_id: int, name: str, context: dict[str, Any], top: Header | None = None) -> HttpResponse:
    worker, today = worker_of(request), timezone.localdate()
    top = top or header(person_id, seen_by=worker, today=today)
    leave_trace(name, person_id=person_id, seen_by=worker, at=timezone.now())
    return render(request, f"desk/{name}.html", {**context, "header": top, "person_id": person_id, "tab": name, "today": today})
