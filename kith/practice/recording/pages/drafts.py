"""Writing: choosing what to record, the form, saving on every pause, conflicts, finishing."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import may
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.identifiers.keys import key_told
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import person_cards
from kith.practice.recording.commands import (
    DraftConflict,
    EntryNotReady,
    Typed,
    attach_document,
    bring_back_draft,
    detach_document,
    finish_entry,
    put_away_draft,
    save_draft,
    start_draft,
)
from kith.practice.recording.models import Draft
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.pages.conflict import conflict_page, still_open
from kith.practice.recording.pages.draft_form import draft_form
from kith.practice.recording.queries import NoSuchDraft, drafts_put_away, open_drafts
from kith.practice.recording.queries import draft as own_draft
from kith.practice.recording.rules.entries import Fields, abilities_for, one

NOT_FIELDS = {"csrfmiddlewaretoken", "revision", "do", "copy"}


@page_for(Ability.RECORD)
def choose_entry(request: HttpRequest) -> HttpResponse:
    """What would you like to record, and about whom? Siblings and the household are offered in the form itself."""
    worker = worker_of(request)
    asked = key_told(request.POST.get("person") or request.GET.get("person", ""))
    card = person_cards([asked], seen_by=worker).get(asked) if asked else None
    kind = request.POST.get("kind", "")
    if request.method == "POST" and kind in EntryKind.values:
        draft = start_draft(kind=kind, person_ids=[card.id] if card else [], by=worker, at=timezone.now())
        return redirect("draft", draft_id=draft.pk)
    kinds = [(kind, word) for kind, word in EntryKind.choices if may(worker, abilities_for(kind))]
    context = {"card": card, "kinds": kinds, "drafts": open_drafts(seen_by=worker)}
    return render(request, "recording/choose_entry.html", context)


@page_for(Ability.RECORD)
def my_drafts(request: HttpRequest) -> HttpResponse:
    """Everything that was begun and not finished, and what was put away."""
    worker = worker_of(request)
    return render(request, "recording/my_drafts.html", {"drafts": open_drafts(seen_by=worker), "away": drafts_put_away(seen_by=worker)})


@page_for(Ability.RECORD)
def draft_page(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The form of an entry. Whatever button is pressed, what was typed is saved first."""
    worker = worker_of(request)
    if request.method == "GET":
        draft = own_draft(draft_id, seen_by=worker)
        if draft.finished_at is not None:
            return _finished_elsewhere(request, draft, worker)
        return _with_picked(request, draft, worker) or draft_form(request, draft, worker)
    try:
        if _do(request) == "finish":
            return _finish(request, draft_id, worker)
        draft = _save(request, draft_id, worker)
    except DraftConflict as conflict:
        return conflict_page(request, conflict.draft, _posted(request), worker)
    except NoSuchDraft:
        return _finished_elsewhere(request, own_draft(draft_id, seen_by=worker), worker)
    return _go_on(request, draft, worker)


def _do(request: HttpRequest) -> str:
    """What the pressed button is for. A chosen file is added before anything else, lest it be lost."""
    if request.FILES:
        return "attach"
    return request.POST.get("do", "finish" if request.path.endswith("/finish") else "save")


def _finished_elsewhere(request: HttpRequest, draft: Draft, worker: Worker) -> HttpResponse:
    """Another window has finished the draft. What this one holds besides is kept as a draft of its own; a second click holds nothing new."""
    typed = _posted(request) if request.method == "POST" else {}
    if {**draft.fields, **typed} == draft.fields:
        messages.success(request, "This draft is finished and on the record already.")
        return redirect("my_drafts")
    now = timezone.now()
    copy = start_draft(kind=draft.kind, person_ids=still_open(draft, worker), corrects_entry_id=draft.corrects_entry_id, by=worker, at=now)
    save_draft(draft_id=copy.pk, fields=typed, revision=copy.revision, by=worker, at=now)
    messages.info(request, "Another window put this draft on the record. What you wrote in this window is here, as a draft of its own.")
    return redirect("draft", draft_id=copy.pk)


@require_POST
@page_for(Ability.RECORD)
def save_draft_page(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Saving on a pause: a few bytes of JSON."""
    worker = worker_of(request)
    try:
        draft = _save(request, draft_id, worker)
    except DraftConflict as conflict:
        return JsonResponse({"revision": conflict.draft.revision, "problem": str(conflict)}, status=409)
    except NoSuchDraft:
        draft = own_draft(draft_id, seen_by=worker)
        if {**draft.fields, **_posted(request)} != draft.fields:
            return JsonResponse({"problem": "Another window has put this draft on the record, without what you typed here since."}, status=410)
    return JsonResponse({"revision": draft.revision, "saved_at": f"{timezone.localtime(draft.saved_at):%H:%M}"})


@require_POST
@page_for(Ability.RECORD)
def put_away(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take a draft from the list."""
    put_away_draft(draft_id=draft_id, by=worker_of(request), at=timezone.now())
    messages.success(request, "The draft was put away. You can bring it back, below.")
    return redirect("my_drafts")


@require_POST
@page_for(Ability.RECORD)
def bring_back(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Put a draft back on the list, and go on with it."""
    bring_back_draft(draft_id=draft_id, by=worker_of(request), at=timezone.now())
    return redirect("draft", draft_id=draft_id)


def _save(request: HttpRequest, draft_id: UUID, worker: Worker) -> Draft:
    return save_draft(draft_id=draft_id, by=worker, at=timezone.now(), **_typed(request))


def _typed(request: HttpRequest) -> Typed:
    return {"fields": _posted(request), "revision": key_told(request.POST.get("revision", "")) or 0}


def _posted(request: HttpRequest) -> Fields:
    """What the form holds. A form that shows tick boxes posts none for those unticked: `shown` says which it shows."""
    fields: dict[str, list[str]] = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_FIELDS}
    for name in request.POST.getlist("shown"):
        fields.setdefault(name, [])
    fields.pop("shown", None)
    if request.POST.get("do") == "resolve":
        return _resolved(fields)
    return fields


def _resolved(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """The conflict page's choices: for each field that differed mine, theirs, or both one after the other."""
    merged: dict[str, list[str]] = {}
    for name in {name.partition(":")[2] for name in fields if name.startswith("keep:")}:
        mine, theirs = fields.get(f"mine:{name}", []), fields.get(f"theirs:{name}", [])
        choice = one(fields, f"keep:{name}")
        both = ["\n\n".join(filter(None, [*theirs, *mine]))]
        merged[name] = {"mine": mine, "theirs": theirs}.get(choice, both)
    return merged


def _go_on(request: HttpRequest, draft: Draft, worker: Worker) -> HttpResponse:
    do = _do(request)
    if do in ("pick_people", "pick_mentioned"):
        question = "Who else is this about?" if do == "pick_people" else "Who is named in this?"
        back = reverse("draft", kwargs={"draft_id": draft.pk}) + f"?as={do.removeprefix('pick_')}"
        return redirect(f"{reverse('pick_person')}?{urlencode({'next': back, 'for': question})}")
    if do == "attach":
        return _attach(request, draft, worker)
    if do.startswith("detach:"):
        detach_document(document_id=int(do.removeprefix("detach:")), draft_id=draft.pk, by=worker, at=timezone.now())
        return redirect(reverse("draft", kwargs={"draft_id": draft.pk}) + "#documents")
    if do == "resolve" and (copy := request.POST.get("copy", "")):
        put_away_draft(draft_id=UUID(copy), by=worker, at=timezone.now())
    if do in ("resolve", "save"):
        return redirect("draft", draft_id=draft.pk)
    messages.success(request, "The draft is saved. You find it under My drafts.")
    return redirect("my_list")


def _attach(request: HttpRequest, draft: Draft, worker: Worker) -> HttpResponse:
    upload = request.FILES.get("attachment")
    if upload is None:
        return draft_form(request, draft, worker, missing=[("attachment", "Choose a file first, then press Add this file")])
    try:
        attach_document(upload=upload, draft_id=draft.pk, by=worker, at=timezone.now())
    except Refusal as refusal:
        return draft_form(request, draft, worker, missing=[("attachment", str(refusal))])
    return redirect(reverse("draft", kwargs={"draft_id": draft.pk}) + "#documents")


def _finish(request: HttpRequest, draft_id: UUID, worker: Worker) -> HttpResponse:
    """What was typed goes on the record in one step; if it is not ready, it is kept as a draft, and what is missing is said."""
    try:
        entry = finish_entry(draft_id=draft_id, typed=_typed(request), by=worker, at=timezone.now())
    except (DraftConflict, NoSuchDraft):
        raise
    except EntryNotReady as not_ready:
        return draft_form(request, _save(request, draft_id, worker), worker, missing=not_ready.missing)
    except Refusal as refusal:
        return draft_form(request, _save(request, draft_id, worker), worker, missing=[("people", str(refusal))])
    messages.success(request, "It is on the record of everybody whom it is about.")
    return redirect("entry", entry_id=entry.pk)


def _with_picked(request: HttpRequest, draft: Draft, worker: Worker) -> HttpResponse | None:
    """Back from the search with somebody chosen: add them to the draft, once."""
    picked, role = request.GET.get("person", ""), request.GET.get("as", "")
    if key_told(picked) is None or role not in ("people", "mentioned"):
        return None
    chosen = list(dict.fromkeys([*draft.fields.get(role, []), picked]))
    save_draft(draft_id=draft.pk, fields={role: chosen}, revision=draft.revision, by=worker, at=timezone.now())
    return redirect("draft", draft_id=draft.pk)
