"""Reading an entry; correcting it; striking it out."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.reasons import ReasonPage
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.recording.commands import release_entry, start_draft, strike_out
from kith.practice.recording.queries import EntryView, PartView, entry, people_in, why_not_to_change
from kith.practice.recording.rules.aside import asides


def _people_in(worker: Worker, said: Mapping[str, Any]) -> set[int]:
    return people_in(said["entry_id"], seen_by=worker)


@page_for(Ability.VIEW, about=_people_in, part=Part.STORY)
def entry_page(request: HttpRequest, entry_id: int) -> HttpResponse:
    """An entry whole, with each person's part, earlier versions and who is named."""
    worker = worker_of(request)
    view = entry(entry_id, seen_by=worker)
    for part in view.about:
        leave_trace(f"entry:{entry_id}", person_id=part.card.id, seen_by=worker, at=timezone.now())
    why_not = why_not_to_change(view.author, about=[part.card.id for part in view.about], seen_by=worker) if view.author else ""
    whose = _came_from(request, view)
    view = view.beginning_with(whose.card.id) if whose else view
    told = [sentence for aside in asides() for sentence in aside.tells(entry_id, seen_by=worker)]
    return render(request, "recording/entry.html", {"view": view, "entry": view.shared, "why_not": why_not, "whose": whose, "told": told})


def _came_from(request: HttpRequest, view: EntryView) -> PartView | None:
    """Whose record led here: said in the address, of those whom the worker sees in it; otherwise the first of them."""
    asked, everybody = request.GET.get("of", ""), view.about + view.mentioned
    return next((part for part in everybody if str(part.card.id) == asked), everybody[0] if everybody else None)


@page_for(Ability.RECORD, about=_people_in)
def correct_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Begin a correction: a draft with what the entry says now."""
    worker = worker_of(request)
    view = entry(entry_id, seen_by=worker)
    if request.method != "POST":
        return redirect("entry", entry_id=entry_id)
    people = [part.card.id for part in view.about]
    draft = start_draft(kind=view.kind, person_ids=people, corrects_entry_id=entry_id, by=worker, at=timezone.now())
    return redirect("draft", draft_id=draft.pk)


@require_POST
@page_for(Ability.RECORD, about=_people_in)
def release_entry_page(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The author releases the part about everybody."""
    release_entry(entry_id=entry_id, by=worker_of(request), at=timezone.now())
    messages.success(request, "The shared part is released: everybody who may open one of these records can read it.")
    return redirect("entry", entry_id=entry_id)


@page_for(Ability.RECORD, about=_people_in)
def strike_out_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Mark an entry as wrong."""
    worker = worker_of(request)
    view = entry(entry_id, seen_by=worker)
    back = reverse("entry", kwargs={"entry_id": entry_id})
    page = ReasonPage(
        "Strike out this entry", f"{view.kind_word}, {view.names}", back, ask="Why is it struck out?",
        hint="Everybody who reads the entry sees this", save="Strike out",
    )  # fmt: skip
    return page.answer(
        request, lambda reason: strike_out(entry_id=entry_id, reason=reason, by=worker, at=timezone.now()), refused=Refusal,
        done="The entry is struck out. It stays readable, with your reason.", way_on=back,
    )  # fmt: skip
