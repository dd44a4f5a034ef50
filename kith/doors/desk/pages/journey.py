"""A person's journey through the service, drawn and as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kith.doors.desk.queries import header
from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part
from kith.foundations.clocks.moments import day_of
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.queries import Journey, journey
from kith.practice.pathways.rules.picture import Mark, Picture, Span, picture
from kith.practice.plans.queries import plans_about


@page_for(Ability.VIEW, part=Part.PLANS)
def journey_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """What has happened with them, what is open, what is due and why."""
    worker, now, today = worker_of(request), timezone.now(), timezone.localdate()
    top = header(person_id, seen_by=worker, today=today)
    leave_trace("journey", person_id=person_id, seen_by=worker, at=now)
    way = journey(person_id, now=now, seen_by=worker)
    context = {
        "header": top, "person_id": person_id, "tab": "journey", "today": today, "journey": way, "picture": _drawn(way),
        "plans": plans_about(person_id, seen_by=worker),
    }  # fmt: skip
    return render(request, "desk/journey.html", context)


def _drawn(way: Journey) -> Picture | None:
    episodes = list(reversed(way.episodes))
    spans = [Span(one.title, one.started_on, one.ended_on) for one in episodes]
    rows = {one.id: place for place, one in enumerate(episodes, 1)}
    marks = [
        Mark(step.kind.title, day_of(at), step.status, rows.get(step.episode_id or 0, 0), reverse("step", args=[step.id]))
        for step in way.steps
        if (at := step.at or next((clock.due_at for clock in step.clocks), None))
    ]
    return picture(spans, marks, timezone.localdate())
