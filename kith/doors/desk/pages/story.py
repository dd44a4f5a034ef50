"""The story of a person: newest first, filtered, "since I last looked"."""

from datetime import datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kith.doors.desk.queries import header
from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.queries import worker_of
from kith.practice.recording.commands import note_look
from kith.practice.recording.queries import kinds_of_story, story


@page_for(Ability.VIEW, part=Part.STORY)
def story_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Looking is noted: the next time, what is new since now can be shown alone."""
    worker, today = worker_of(request), timezone.localdate()
    all_kinds = kinds_of_story(seen_by=worker)
    kinds = [kind for kind in request.GET.getlist("kind") if kind in dict(all_kinds)]
    before = note_look(person_id=person_id, by=worker, at=timezone.now())
    since = _since(request, before)
    top = header(person_id, seen_by=worker, today=today)
    page = story(
        person_id, seen_by=worker, kinds=kinds, since=since, older_than=request.GET.get("older", ""),
        only_significant="significant" in request.GET, mistakes=top.banner.mistaken,
    )  # fmt: skip
    months = [
        (month, list(items)) for month, items in groupby(page.items, key=lambda item: f"{timezone.localtime(item.happened_at):%B %Y}")
    ]
    context = {
        "header": top, "person_id": person_id, "tab": "story", "today": today, "months": months,
        "page": page, "kinds": kinds, "all_kinds": all_kinds, "looked_before": before, "since": since,
        "only_significant": "significant" in request.GET,
    }  # fmt: skip
    return render(request, "desk/story.html", context)


def _since(request: HttpRequest, before: datetime | None) -> datetime | None:
    """The time is in the address, because the look that shows it moves "last" to now."""
    asked = request.GET.get("since", "")
    if asked == "last":
        return before
    try:
        return parse_datetime(asked)
    except ValueError:
        return None
