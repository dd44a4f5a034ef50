"""What a form posts: saved first, whatever button was pressed; then the buttons inside the form."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.rules import Refusal
from kith.foundations.identifiers.keys import key_told
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import ResponseConflict, keep_aside, save_response
from kith.practice.forms.models import Response
from kith.practice.forms.queries import asking_of, drawn, newer_than, response, rows_offered
from kith.practice.forms.rules.boxes import Fields, box, next_row, one, rows_of
from kith.practice.forms.rules.definition import Form, Question
from kith.practice.forms.rules.offering import with_row
from kith.practice.forms.rules.sheet import bound_to, wording_of
from kith.practice.forms.rules.values import as_typed
from kith.practice.recording.commands import add_document

NOT_FIELDS = {"csrfmiddlewaretoken", "revision", "do", "shown"}


def receive(request: HttpRequest, response_id: int, *, here: str, by: Worker) -> HttpResponse | None:
    """Save what was posted and do what a button inside the form asks. `here`: the address of the page that shows it.

    None: the button is the page's own (finish, leave ...), and what was typed is saved.
    """
    try:
        found = save_posted(request, response_id, by)
    except ResponseConflict as conflict:
        return _conflict(request, conflict.response, here, by)
    do, _, what = request.POST.get("do", "save").partition(":")
    if do == "resolve":
        keep_aside(response_id=found.pk, fields={}, by=by, at=timezone.now())
        return redirect(here)
    if request.FILES:
        return _upload(request, found, here, by)
    if do in _BUTTONS:
        fields = _BUTTONS[do](found, what, by)
        _save(found, fields, by)
        return redirect(f"{here}#{what.rsplit(':', 1)[0]}")
    if do == "pick":
        return redirect(f"{reverse('pick_person')}?{urlencode({'next': f'{here}?as={what}', 'for': 'Who is it?'})}")
    return redirect(here) if do == "save" else None


def take_picked(request: HttpRequest, response_id: int, *, here: str, by: Worker) -> HttpResponse | None:
    """Back from the search with somebody chosen: put into the box that asked."""
    picked, name = request.GET.get("person", ""), request.GET.get("as", "")
    if key_told(picked) is None or not name:
        return None
    found = response(response_id, seen_by=by).shared
    if found is not None and found.finished_at is None:
        _save(found, {name: [picked]}, by)
    return redirect(f"{here}#{name}")


def save_posted(request: HttpRequest, response_id: int, by: Worker) -> Response:
    """Save the boxes of the page. Raises ResponseConflict."""
    revision = key_told(request.POST.get("revision", "")) or 0
    return save_response(
        response_id=response_id,
        fields=posted(request),
        revision=revision,
        by=by,
        at=timezone.now(),
    )


def posted(request: HttpRequest) -> Fields:
    """What the form holds. Tick boxes that are not ticked post nothing: `shown` names those that the page shows."""
    fields: dict[str, list[str]] = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_FIELDS}
    for name in request.POST.getlist("shown"):
        fields.setdefault(name, [])
    return _resolved(fields) if request.POST.get("do") == "resolve" else fields


def _resolved(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """The conflict page's choices: for each box that differed this window's, the other's, or both one after the other."""
    merged: dict[str, list[str]] = {}
    for name in (each.removeprefix("keep:") for each in fields if each.startswith("keep:")):
        mine, theirs = fields.get(f"mine:{name}", []), fields.get(f"theirs:{name}", [])
        both = ["\n\n".join(filter(None, [*theirs, *mine]))]
        merged[name] = {"mine": mine, "theirs": theirs}.get(one(fields, f"keep:{name}"), both)
    return merged


def _save(found: Response, fields: Fields, by: Worker) -> None:
    save_response(response_id=found.pk, fields=fields, revision=found.revision, by=by, at=timezone.now())


def _add_row(found: Response, name: str, by: Worker) -> Fields:
    del by
    return {f"{name}__rows": [str(row) for row in [*(rows_of(found.fields, name) or [0]), next_row(found.fields, name)]]}


def _add_offered(found: Response, what: str, by: Worker) -> Fields:
    """Somebody on record, as a row. A second click finds them there already, and adds nobody."""
    name, _, person = what.partition(":")
    view = response(found.pk, seen_by=by)
    question = view.form.question(name)
    chosen = next((each for each in rows_offered(view, seen_by=by).get(name, ()) if str(each.person_id) == person), None)
    return with_row(question, chosen, found.fields) if question and chosen else {}


def _remove_row(found: Response, what: str, by: Worker) -> Fields:
    """The row is no longer shown; what stood in it stays in the draft."""
    del by
    name, _, row = what.partition(":")
    return {f"{name}__rows": [str(each) for each in rows_of(found.fields, name) if str(each) != row] or ["0" if row != "0" else "1"]}


def _same(found: Response, name: str, by: Worker) -> Fields:
    """What the one before said, for one question or (all) for everything that is empty."""
    view = response(found.pk, seen_by=by)
    asking = asking_of(view, seen_by=by)
    taken: dict[str, list[str]] = {}
    for question in (each for each in view.form.questions() if not each.is_of_its_day):
        for person_id in [who.id for who in asking.people] if question.per_person else [None]:
            own, before = box(question.key, person_id), asking.before.get((question.key, person_id))
            if before is not None and name in (own, "all"):
                typed = as_typed(bound_to(question, asking.facts), own, before)
                empty = not any(one(found.fields, each) for each in typed)
                taken |= typed if name == own or empty else {}
    return taken


def _take_off(found: Response, what: str, by: Worker) -> Fields:
    """An uploaded document is no longer named by the form; it stays on the record, where it can be struck out."""
    del by
    name, _, document = what.partition(":")
    return {name: [each for each in found.fields.get(name, []) if each != document]}


_BUTTONS = {"add": _add_row, "offered": _add_offered, "remove": _remove_row, "same": _same, "off": _take_off}


def _upload(request: HttpRequest, found: Response, here: str, by: Worker) -> HttpResponse:
    """Files go on the record of everybody whom the form is about, and are named by the form."""
    view = response(found.pk, seen_by=by)
    taken: dict[str, list[str]] = {}
    for field in request.FILES:
        (upload,) = request.FILES.getlist(field)[:1]
        name = field.removesuffix("__file")
        about = [who.id for who in view.people if f"__p{who.id}" in name] or [who.id for who in view.people]
        try:
            document = add_document(upload=upload, title="", dated_on=None, person_ids=about, by=by, at=timezone.now())
        except Refusal as refusal:
            return form_response(request, found.pk, here=here, missing=[(name, str(refusal))], by=by)
        taken[name] = [*found.fields.get(name, []), str(document.pk)]
    _save(found, taken, by)
    return redirect(f"{here}#{next(iter(taken), '')}")


def form_response(request: HttpRequest, response_id: int, *, here: str, missing: list[tuple[str, str]], by: Worker) -> HttpResponse:
    """The form on a page of its own."""
    view = response(response_id, seen_by=by)
    newer = newer_than(view.version, seen_by=by) is not None
    picture = drawn(response_id, missing=missing, wording=request.GET.get("wording", ""), newer_version=newer, seen_by=by)
    context = {"drawn": picture, "here": here, "people": view.people}
    return render(request, "forms/fill.html", context)


def _conflict(request: HttpRequest, theirs: Response, here: str, by: Worker) -> HttpResponse:
    """Both texts side by side, box by box. This window's is kept aside, whatever becomes of the page."""
    mine = posted(request)
    keep_aside(response_id=theirs.pk, fields=mine, by=by, at=timezone.now())
    return compare(request, theirs, mine, here, by)


def compare(request: HttpRequest, theirs: Response, mine: Fields, here: str, by: Worker) -> HttpResponse:
    view = response(theirs.pk, seen_by=by)
    labels = _labels(view.form, {who.id: who for who in view.people})
    differing = [
        (name, _label(name, labels), list(mine[name]), theirs.fields.get(name, []))
        for name in mine
        if theirs.fields.get(name, []) != list(mine[name]) and (any(mine[name]) or any(theirs.fields.get(name, [])))
    ]
    return render(request, "forms/conflict.html", {"response": theirs, "differing": differing, "here": here}, status=409)


def _labels(form: Form, people: Mapping[int, object]) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for question in form.questions():
        for person_id in people if question.per_person else [None]:
            found[box(question.key, person_id)] = question
    del people
    return found


def _label(name: str, labels: Mapping[str, Question]) -> str:
    """A box in words: seen__p12 → Was Ella seen?"""
    parts = name.split("__")
    for end in range(len(parts), 0, -1):
        question = labels.get("__".join(parts[:end]))
        if question is not None:
            rest = [each for each in parts[end:] if not each.startswith("r")]
            return " – ".join([wording_of(question, None), *(each.replace("_", " ") for each in rest)])
    return name
