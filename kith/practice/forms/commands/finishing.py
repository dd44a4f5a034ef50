"""Forms are finished: checked, what they say put on the record, in one transaction. And reopened, with a reason."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands.responding import NotToBeFilledIn, _named, _open_response
from kith.practice.forms.events import ResponseFinished, ResponseReleased, ResponseReopened
from kith.practice.forms.models import EarlierAnswers, Response, ResponsePart
from kith.practice.forms.queries import NoSuchResponse, asking_of, is_whole, response
from kith.practice.forms.rules.boxes import box, person_in
from kith.practice.forms.rules.reading import form_of
from kith.practice.forms.rules.registry import NOBODY, NotKept, Told, facts
from kith.practice.forms.rules.sheet import Asking, Sheet, fill, places, typed_again
from kith.practice.recording.commands import tell_story


class NotReady(Refusal):
    """Something is missing before the form can be finished; `missing` lists (id of the box to go to, sentence), in the form's order."""

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__("Some answers are missing. What you wrote is kept.")
        self.missing = missing


class NotReopened(Refusal):
    """Not finished, or no reason."""


@command
def finish_response(*, response_id: int, by: Worker, at: datetime) -> Response:
    """Put a form on the record, and on each person's record what it says of them. A second click finds it finished."""
    require(by, Ability.RECORD)
    view = response(response_id, seen_by=by)
    if view.shared is not None and view.shared.finished_at is not None:
        return view.shared
    found = _open_response(response_id, by)
    people = _whole(found, by)
    asking = asking_of(view, seen_by=by)
    sheet = fill(view.form, found.fields, asking)
    if sheet.missing:
        raise NotReady(sheet.missing)
    _update_record(sheet, asking, found, source=view.form.title, by=by, at=at)
    _keep(found, sheet, by, at)
    if not found.owner:  # what belongs to a step is told by the step
        tell_story(
            person_ids=people, what="form", source="forms.Response", source_id=found.pk, happened_at=at, words=view.form.title, by=by, at=at
        )
    announce(ResponseFinished(person_ids=people, **_named(found)), by=by, at=at)
    return found


@command
def reopen_response(*, response_id: int, reason: str, by: Worker, at: datetime) -> Response:
    """Open a finished form again, such as when it is returned by who signs it off. What it said is kept, with who reopened it and why."""
    found = Response.objects.select_for_update(of=("self",)).select_related("version").filter(pk=response_id).first()
    if found is None:
        raise NoSuchResponse
    people = _whole(found, by)
    if found.finished_at is None or found.finished_by is None:
        raise NotReopened("This form is open already.")
    if not reason.strip():
        raise NotReopened("Say why it is opened again.", field="reason")
    parts = list(ResponsePart.objects.filter(response=found))
    EarlierAnswers.objects.create(
        response=found, version=found.version, answers=found.answers, parts={str(part.person_id): part.answers for part in parts},
        finished_at=found.finished_at, finished_by=found.finished_by, reopened_at=at, reopened_by=by, reason=reason.strip(),
    )  # fmt: skip
    found.fields = _boxes_of(found, parts)
    found.finished_at = found.finished_by = None
    found.revision += 1
    found.save(update_fields=["fields", "finished_at", "finished_by", "revision"])
    ResponsePart.objects.filter(response=found).update(finished_at=None)
    announce(ResponseReopened(person_ids=people, reason=reason.strip(), **_named(found)), by=by, at=at)
    return found


@command
def release_response(*, response_id: int, by: Worker, at: datetime) -> Response:
    """Its author lets the shared part be read by everybody who may see any of the people in it, though another's record is restricted."""
    found = Response.objects.select_for_update(of=("self",)).select_related("version").filter(pk=response_id).first()
    if found is None:
        raise NoSuchResponse
    people = _whole(found, by)
    if found.started_by_id != by.pk:
        raise NotToBeFilledIn("Only who wrote a form can release it, because they know what it says of each person. Ask them.")
    found.released_at, found.released_by = at, by
    found.save(update_fields=["released_at", "released_by"])
    announce(ResponseReleased(person_ids=people, **_named(found)), by=by, at=at)
    return found


def _boxes_of(found: Response, parts: list[ResponsePart]) -> dict[str, Any]:
    """What was typed, put together again; of what was loaded from elsewhere, as if it had been typed."""
    fields = dict(found.fields)
    for part in parts:
        fields |= part.fields
    return fields or typed_again(form_of(found.version.text), places(found.answers, {part.person_id: part.answers for part in parts}), facts())


def _whole(found: Response, by: Worker) -> tuple[int, ...]:
    """Only who may see everybody in it changes what is finished. Returns whom it is about."""
    people = tuple(ResponsePart.objects.filter(response=found).values_list("person_id", flat=True))
    require(by, Ability.RECORD, about=people)
    if not is_whole(found.pk, seen_by=by):
        raise NotToBeFilledIn("This form is about somebody else too whose record is not open to you. Ask whoever wrote it to change it.")
    return people


def _update_record(sheet: Sheet, asking: Asking, found: Response, *, source: str, by: Worker, at: datetime) -> None:
    """What was given or changed goes on the record by the commands of the rooms that own it, a room's facts together. What was confirmed or
    left is left."""
    together: dict[Callable[..., object], dict[Told, Any]] = defaultdict(dict)
    boxes: dict[Told, str] = {}
    for place, question in sheet.asked.items():
        fact = asking.facts.get(question.fact)
        if fact is not None and fact.writes is not None and sheet.how.get(place) in ("given", "changed"):
            told = (fact.key, NOBODY if place[1] is None else place[1])
            together[fact.writes][told], boxes[told] = sheet.answers[place], box(*place)
    for writes, said in together.items():
        try:
            writes(said, owner=found.owner, source=source, by=by, at=at)
        except NotKept as refusal:
            told = refusal.told or next(iter(said))
            raise NotReady([(boxes[told], f"{asking.facts[told[0]].words}: {refusal}")]) from None


def _keep(found: Response, sheet: Sheet, by: Worker, at: datetime) -> None:
    """The shared part stays in the response's row; what is of one person goes to theirs, typed words and answers alike."""
    split = _by_person(found.fields)
    parts = list(ResponsePart.objects.filter(response=found))
    for part in parts:
        part.answers, part.how = sheet.of(part.person_id), sheet.how_of(part.person_id)
        part.fields, part.finished_at, part.version_id = split.get(part.person_id, {}), at, found.version_id
    ResponsePart.objects.bulk_update(parts, ["answers", "how", "fields", "finished_at", "version"])
    kept = {part.person_id for part in parts}
    found.fields = {name: said for name, said in found.fields.items() if person_in(name) not in kept}
    found.answers, found.how = sheet.shared(), sheet.how_of(None)
    found.finished_at, found.finished_by = at, by
    found.save(update_fields=["fields", "answers", "how", "finished_at", "finished_by"])


def _by_person(fields: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    split: dict[int, dict[str, Any]] = {}
    for name, said in fields.items():
        about = person_in(name)
        if about is not None:
            split.setdefault(about, {})[name] = said
    return split
