"""Adding documents, and showing or handing them out safely: never rendered as active content."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import DateField, FileField, Form, TextField, TickField
from kith.foundations.design.reasons import ReasonPage
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import card_of, siblings_and_household
from kith.practice.recording.commands import add_document, strike_out_document
from kith.practice.recording.queries import beside, document, file_of, is_own_attachment, people_of_document, why_not_to_change
from kith.practice.recording.rules.files import ALLOWED, SHOWN_IN_PAGE, word_for
from kith.practice.recording.rules.showing import policy_for, why_held_back, why_not_shown


class DocumentForm(Form):
    """A file about a person, and perhaps their family."""

    upload = FileField(label="Choose the file", help_text=f"{ALLOWED}. At most 100 MB.", error_messages={"required": "Choose a file"})
    title = TextField(label="What is it?", max_length=200, help_text="For example: Letter from the school, 3 March")
    dated_on = DateField(label="Date on the document, if it has one", required=False)


@page_for(Ability.RECORD)
def add_document_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Add a document about a person and, ticked, about siblings and household."""
    worker = worker_of(request)
    card = card_of(person_id, seen_by=worker)
    family = siblings_and_household(person_id, seen_by=worker)
    form = DocumentForm(request.POST or None, request.FILES or None)
    for member in family:
        form.fields[f"also_{member.id}"] = TickField(label=f"It is about {member.name} ({member.age(timezone.localdate())}) too")
    if request.method == "POST" and form.is_valid():
        people = [person_id, *[member.id for member in family if form.cleaned_data.get(f"also_{member.id}")]]
        facts = {name: form.cleaned_data[name] for name in ("upload", "title", "dated_on")}
        try:
            add_document(**facts, person_ids=people, by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The document was added. Its text is being read for search.")
            return redirect("documents", person_id=person_id)
    context = {
        "form": form, "heading": "Add a document", "about": f"{card.name}, {card.age(timezone.localdate())}",
        "back_to": reverse("documents", kwargs={"person_id": person_id}),
    }  # fmt: skip
    return render(request, "recording/one_form.html", context)


def _people_of(worker: Worker, said: Mapping[str, Any]) -> set[int] | None:
    """A file that is kept with one's own draft is about nobody yet."""
    people = people_of_document(said["document_id"], seen_by=worker)
    return None if not people and is_own_attachment(said["document_id"], seen_by=worker) else people


@page_for(Ability.VIEW, about=_people_of, part=Part.DOCUMENTS)
def document_page(request: HttpRequest, document_id: int) -> HttpResponse:
    """What is known of a document, with the way to the file."""
    worker = worker_of(request)
    found = document(document_id, seen_by=worker)
    for link in found.people.all():
        leave_trace(f"document:{document_id}", person_id=link.person_id, seen_by=worker, at=timezone.now())
    about = {link.person_id: link.person for link in found.people.all()}
    whose = next((person for id_, person in about.items() if str(id_) == request.GET.get("of", "")), next(iter(about.values()), None))
    context = {
        "document": found, "whose": whose, "is_picture": found.media_type in SHOWN_IN_PAGE, "kind": word_for(found.media_type),
        "beside": beside(document_id, on_record_of=whose.pk, seen_by=worker) if whose else (None, None),
        "held_back": why_held_back(found.scan),
        "not_shown": why_not_shown(found.media_type, is_inert=found.is_inert, words=found.words),
        "why_not": why_not_to_change(found.added_by, about=list(about), seen_by=worker),
    }  # fmt: skip
    return render(request, "recording/document.html", context)


@page_for(Ability.RECORD, about=_people_of)
def strike_out_document_page(request: HttpRequest, document_id: int) -> HttpResponse:
    """Mark a document as wrong."""
    worker = worker_of(request)
    found = document(document_id, seen_by=worker)
    back = reverse("document", kwargs={"document_id": document_id})
    page = ReasonPage(
        "Strike out this document", found.title, back, ask="Why is it struck out?", hint="For example: added to the wrong child",
        save="Strike out",
    )  # fmt: skip
    return page.answer(
        request, lambda reason: strike_out_document(document_id=document_id, reason=reason, by=worker, at=timezone.now()), refused=Refusal,
        done="The document is struck out. It is kept, with your reason.", way_on=back,
    )  # fmt: skip


@page_for(Ability.VIEW, about=_people_of, part=Part.DOCUMENTS)
def document_file(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """The file itself, as a download; pictures, and PDFs that hold nothing that acts, may be shown. Typed by us, never sniffed; no script runs."""
    worker = worker_of(request)
    found = document(document_id, seen_by=worker)
    for link in found.people.all():
        leave_trace(f"document file:{document_id}", person_id=link.person_id, seen_by=worker, at=timezone.now())
    shown = "download" not in request.GET and not why_not_shown(found.media_type, is_inert=found.is_inert, words=found.words)
    answer = FileResponse(file_of(found, seen_by=worker), as_attachment=not shown, filename=found.file_name, content_type=found.media_type)
    answer["Content-Security-Policy"] = policy_for(found.media_type)
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
