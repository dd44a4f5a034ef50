"""Restricting one entry or one document of a record that stays open."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.doors.desk.pages.shutting import RestrictForm
from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.recording.commands import restrict_document, restrict_entry
from kith.practice.recording.queries import document, entry, people_in, people_of_document


class RestrictThingForm(RestrictForm):
    """Why one thing is shut, and who is let in. It is always hidden: a line that says "restricted" on a child's story would tell enough."""

    def __init__(self, *args: Any, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        del self.fields["level"]
        self.fields["contact"].help_text = "The out-of-hours desk is told that something is restricted, and rings them"


def _people_in(worker: Worker, said: Mapping[str, Any]) -> set[int]:
    return people_in(said["entry_id"], seen_by=worker)


def _people_of(worker: Worker, said: Mapping[str, Any]) -> set[int]:
    return people_of_document(said["document_id"], seen_by=worker)


@page_for(Ability.RESTRICT, about=_people_in, step_up=True)
def restrict_entry_page(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Shut one entry."""
    view = entry(entry_id, seen_by=worker_of(request))
    about = f"{view.kind_word}, {', '.join(part.card.name for part in view.about)}"
    back_to = reverse("entry", kwargs={"entry_id": entry_id})
    way_on = reverse("record", kwargs={"person_id": (view.about or view.mentioned)[0].card.id})
    return _restricting(request, "Restrict this entry", about, back_to, way_on, restrict_entry, {"entry_id": entry_id})


@page_for(Ability.RESTRICT, about=_people_of, step_up=True)
def restrict_document_page(request: HttpRequest, document_id: int) -> HttpResponse:
    """Shut one document."""
    found = document(document_id, seen_by=worker_of(request))
    back_to = reverse("document", kwargs={"document_id": document_id})
    way_on = reverse("record", kwargs={"person_id": found.people.all()[0].person_id})
    return _restricting(request, "Restrict this document", found.title, back_to, way_on, restrict_document, {"document_id": document_id})


def _restricting(
    request: HttpRequest, heading: str, about: str, back_to: str, way_on: str, command: Callable[..., Any], named: dict[str, int]
) -> HttpResponse:
    worker = worker_of(request)
    form = RestrictThingForm(request.POST or None, seen_by=worker)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("kind", "reason", "contact", "review_on")}
        workers, teams = form.let_in()
        try:
            command(**named, **facts, workers=workers, teams=teams, by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It is restricted: nobody finds it but those who were let in. The rest of the record is as open as before.")
            return redirect(way_on)
    context = {"form": form, "heading": heading, "about": about, "back_to": back_to, "save": "Restrict"}
    return render(request, "desk/restrict_thing.html", context)
