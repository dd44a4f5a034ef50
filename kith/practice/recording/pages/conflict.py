"""Two windows on one draft: both texts side by side, field by field."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.foundations.access.queries import open_ids
from kith.foundations.identifiers.keys import key_told
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.recording.commands import save_draft, start_draft
from kith.practice.recording.models import Draft
from kith.practice.recording.rules.aside import asides
from kith.practice.recording.rules.entries import Fields, ids


def still_open(draft: Draft, worker: Worker) -> list[int]:
    """Whom a draft is about, as far as their records are open to its writer: a copy of it is begun about them."""
    open_to = open_ids(draft.person_ids, seen_by=worker)
    return [person_id for person_id in draft.person_ids if person_id in open_to]


LABELS = {
    "people": "Who it is about", "mentioned": "Who is named", "text": "What happened", "others": "Who else was there", "place": "Where it was",
    "happened_time": "At what time", "happened_on_day": "Day", "happened_on_month": "Month", "happened_on_year": "Year", "reason": "Why it is corrected",
    "title": "Title",
}  # fmt: skip
PART_LABELS = {
    "seen": "seen?", "alone": "seen alone?", "why": "why not seen, or not alone", "where": "where seen", "wishes": "wishes and feelings",
    "text": "more about them",
}  # fmt: skip


def conflict_page(request: HttpRequest, theirs: Draft, mine: Fields, worker: Worker) -> HttpResponse:
    """Both texts side by side, field by field. This window's is kept as a draft of its own, whatever becomes of the page."""
    same = {name for name, values in mine.items() if theirs.fields.get(name, []) == values or not any([*theirs.fields.get(name, []), *values])}
    cards = person_cards({key for name in mine for part in name.split("_")[1:2] if (key := key_told(part))}, seen_by=worker)
    differing = [(name, _label(name, cards), mine[name], theirs.fields.get(name, [])) for name in mine if name not in same]
    now = timezone.now()
    copy = start_draft(kind=theirs.kind, person_ids=still_open(theirs, worker), corrects_entry_id=theirs.corrects_entry_id, by=worker, at=now)
    save_draft(draft_id=copy.pk, fields=mine, revision=copy.revision, by=worker, at=now)
    about = [card_id for fields in (mine, theirs.fields) for card_id in ids(fields, "people")]
    boxes = {aside.field: {str(id_): words for id_, words in aside.offers(about, seen_by=worker)} for aside in asides()}
    names = person_cards(ids(mine, "people") + ids(theirs.fields, "people") + ids(theirs.fields, "mentioned"), seen_by=worker)

    def shown(name: str, values: list[str]) -> list[str]:
        if name not in ("people", "mentioned"):
            return [boxes.get(name, {}).get(value, value) for value in values]
        return [names[known].name if (known := key_told(value) or 0) in names else value for value in values]

    context = {"draft": theirs, "differing": differing, "copy": copy, "shown": shown}
    return render(request, "recording/conflict.html", context, status=409)


def _label(name: str, cards: Mapping[int, PersonCard]) -> str:
    """A field's name in words: part_12_wishes → Ella Okonkwo: wishes and feelings."""
    if name.startswith("part_") and name.count("_") >= 2:
        _, person, what = name.split("_", 2)
        who = cards[key].name if (key := key_told(person) or 0) in cards else "Somebody"
        return f"{who}: {PART_LABELS.get(what, what)}"
    asked = {aside.field: aside.label for aside in asides()}
    return {**LABELS, **asked}.get(name, name.replace("_", " ").capitalize())
