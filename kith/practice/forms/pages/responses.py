"""The pages of a form that stands by itself: start, fill in, read, reopen."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import AreaField, ChoiceField, Form, TickField
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages import is_page_of_ours
from kith.foundations.staff.queries import worker_of
from kith.practice.forms.commands import (
    NotReady,
    ResponseConflict,
    finish_response,
    move_response,
    put_away_response,
    release_response,
    reopen_response,
    start_response,
)
from kith.practice.forms.pages.receiving import compare, form_response, receive, save_posted, take_picked
from kith.practice.forms.queries import (
    asked_now,
    forms,
    id_of,
    is_own_draft,
    open_responses,
    people_of_response,
    read_response,
    response,
    response_by_uuid,
)
from kith.practice.people.queries import card_of, siblings_and_household

OF_STEP = "pathways.Step:"


def of_response(worker: Worker, said: Mapping[str, Any]) -> Iterable[int] | None:
    """Whom a form's page is about; a worker's own unfinished form is theirs, whatever has been shut since."""
    people = people_of_response(said["response_uuid"], seen_by=worker)
    return None if not people and is_own_draft(said["response_uuid"], seen_by=worker) else people


class StartForm(Form):
    """Which form, and about whom besides."""

    form = ChoiceField(label="Which form?", required=True)


class ReopenForm(Form):
    """Why a finished form is opened again."""

    reason = AreaField(label="Why is it opened again?", required=True, max_length=2000, help_text="What it says now is kept")


@page_for(Ability.RECORD)
def start_form_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose a form, and who of the family it is about too."""
    worker = worker_of(request)
    card = card_of(person_id, seen_by=worker)
    family = siblings_and_household(person_id, seen_by=worker)
    form = StartForm(request.POST or None)
    form.offer("form", [(each.form.key, each.form.title) for each in forms(seen_by=worker)])
    for member in family:
        form.fields[f"also_{member.id}"] = TickField(label=f"It is about {member.name} ({member.age(timezone.localdate())}) too")
    if request.method == "POST" and form.is_valid():
        people = [person_id, *[member.id for member in family if form.cleaned_data.get(f"also_{member.id}")]]
        made = start_response(form_key=form.cleaned_data["form"], person_ids=people, by=worker, at=timezone.now())
        return redirect("response", response_uuid=made.uuid)
    back = reverse("documents", kwargs={"person_id": person_id})
    return render(request, "forms/one_form.html", {"form": form, "heading": "Fill in a form", "about": card.name, "back_to": back, "save": "Start"})


def _of_number(worker: Worker, said: Mapping[str, Any]) -> Iterable[int]:
    return response(said["response_id"], seen_by=worker).parts


@page_for(Ability.VIEW, about=_of_number, part=Part.PLANS)
def response_by_id(request: HttpRequest, response_id: int) -> HttpResponse:
    """From the story, which knows a form by its number, to the form's page."""
    return redirect("response", response_uuid=response(response_id, seen_by=worker_of(request)).uuid)


@page_for(Ability.VIEW, about=of_response, part=Part.PLANS)
def response_page(request: HttpRequest, response_uuid: UUID) -> HttpResponse:
    """A form: to fill in while it is open, to read once it is finished. Whatever button is pressed, what was typed is saved first."""
    worker = worker_of(request)
    view = response_by_uuid(response_uuid, seen_by=worker)
    here = reverse("response", kwargs={"response_uuid": response_uuid})
    for person_id in view.parts if request.method == "GET" else ():
        leave_trace(f"form:{view.id}", person_id=person_id, seen_by=worker, at=timezone.now())
    if view.finished_at is not None:
        return render(request, "forms/read.html", {"read": read_response(view.id, seen_by=worker)})
    if view.owner.startswith(OF_STEP):  # it is filled in and finished with its step
        return redirect("step", step_id=int(view.owner.removeprefix(OF_STEP)))
    require(worker, Ability.RECORD)
    if request.method == "GET":
        return _shown(request, view.id, here, worker)
    answer = receive(request, view.id, here=here, by=worker)
    if answer is not None:
        return answer
    if request.POST.get("do") == "finish":
        return _finish(request, view.id, here, worker)
    messages.success(request, "The form is saved. You find it here.")
    return redirect("my_forms")


def _shown(request: HttpRequest, response_id: int, here: str, worker: Worker) -> HttpResponse:
    view = response(response_id, seen_by=worker)
    if "compare" in request.GET and view.shared is not None and view.shared.aside:
        return compare(request, view.shared, view.shared.aside, here, worker)
    picked = take_picked(request, response_id, here=here, by=worker)
    return picked or form_response(request, response_id, here=here, missing=[], by=worker)


def _finish(request: HttpRequest, response_id: int, here: str, worker: Worker) -> HttpResponse:
    try:
        finish_response(response_id=response_id, by=worker, at=timezone.now())
    except NotReady as not_ready:
        return form_response(request, response_id, here=here, missing=not_ready.missing, by=worker)
    messages.success(request, "It is on the record of everybody whom it is about.")
    return redirect(here)


@require_POST
@page_for(Ability.RECORD, about=of_response)
def save_response_page(request: HttpRequest, response_uuid: UUID) -> HttpResponse:
    """Saving on a pause: a few bytes of JSON, with what is asked now."""
    worker = worker_of(request)
    response_id = id_of(response_uuid, seen_by=worker)
    try:
        saved = save_posted(request, response_id, worker)
    except ResponseConflict as conflict:
        return JsonResponse({"revision": conflict.response.revision, "problem": str(conflict)}, status=409)
    except Refusal as refusal:
        return JsonResponse({"problem": str(refusal)}, status=410)
    said = {"revision": saved.revision, "saved_at": f"{timezone.localtime(saved.saved_at):%H:%M}", "asked": asked_now(saved, seen_by=worker)}
    return JsonResponse(said)


@page_for(Ability.RECORD, about=of_response)
def reopen_response_page(request: HttpRequest, response_uuid: UUID) -> HttpResponse:
    """Open a finished form again, with a reason."""
    worker = worker_of(request)
    view = response_by_uuid(response_uuid, seen_by=worker)
    here = reverse("response", kwargs={"response_uuid": response_uuid})
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_response(response_id=view.id, reason=form.cleaned_data["reason"], by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(here)
    context = {"form": form, "heading": f"Open again: {view.form.title}", "back_to": here, "save": "Open it"}
    return render(request, "forms/one_form.html", context)


@require_POST
@page_for(Ability.RECORD, about=of_response)
def release_response_page(request: HttpRequest, response_uuid: UUID) -> HttpResponse:
    """The author lets the shared part be read by who may see any of the people in it."""
    worker = worker_of(request)
    view = response_by_uuid(response_uuid, seen_by=worker)
    release_response(response_id=view.id, by=worker, at=timezone.now())
    messages.success(request, "The shared part is released.")
    return redirect("response", response_uuid=response_uuid)


@require_POST
@page_for(Ability.RECORD, about=of_response)
def put_away_response_page(request: HttpRequest, response_uuid: UUID) -> HttpResponse:
    """Take an unfinished form from the list."""
    worker = worker_of(request)
    put_away_response(response_id=response_by_uuid(response_uuid, seen_by=worker).id, by=worker, at=timezone.now())
    messages.success(request, "The form was put away.")
    return redirect("my_forms")


@require_POST
@page_for(Ability.RECORD, about=of_response)
def move_response_page(request: HttpRequest, response_uuid: UUID) -> HttpResponse:
    """Go on under the current version of the form; what was typed comes along."""
    worker = worker_of(request)
    move_response(response_id=response_by_uuid(response_uuid, seen_by=worker).id, by=worker, at=timezone.now())
    messages.success(request, "You go on with the new version. Everything that you wrote came along.")
    here = request.POST.get("next", "")
    return redirect(here if is_page_of_ours(here, request) else reverse("response", kwargs={"response_uuid": response_uuid}))


@page_for(Ability.RECORD)
def my_forms(request: HttpRequest) -> HttpResponse:
    """Forms that the worker began and has not finished."""
    return render(request, "forms/mine.html", {"responses": open_responses(seen_by=worker_of(request))})
