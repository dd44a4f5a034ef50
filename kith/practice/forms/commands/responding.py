"""Forms are started, saved on every pause, put away. Valid or not: an open form keeps what was typed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.forms.events import ResponsePutAway, ResponseSaved, ResponseStarted
from kith.practice.forms.models import FormVersion, Response, ResponsePart
from kith.practice.forms.queries import NoSuchResponse, current_text, is_whole, response
from kith.practice.forms.rules.boxes import Fields, cleaned
from kith.practice.forms.rules.digests import digest_of
from kith.practice.forms.rules.reading import form_of


class NotToBeFilledIn(Refusal):
    """Finished, put away, or somebody else's and not wholly open to this worker."""


class ResponseConflict(Refusal):
    """Another window, or somebody else, saved in between."""

    def __init__(self, response: Response) -> None:
        super().__init__("This form was changed in another window. Compare both texts; nothing of either is lost.")
        self.response = response


@command
def start_response(
    *, form_key: str, person_ids: Sequence[int], owner: str = "", prior_id: int | None = None, by: Worker, at: datetime
) -> Response:
    """Begin to fill in a form about these people. `owner`: what it belongs to. `prior_id`: the finished one that it is a review of."""
    people = list(dict.fromkeys(person_ids))
    require(by, Ability.RECORD, about=people)
    if not people:
        raise NotToBeFilledIn("Choose at least one person whom this is about.", field="people")
    if prior_id is not None:
        _judge_prior(prior_id, by)
    version = _current_version(form_key, by=by, at=at)
    made = Response.objects.create(
        version=version, owner=owner, prior_id=prior_id, started_at=at, started_by=by, saved_at=at, saved_by=by
    )
    _add_parts(made, people)
    announce(ResponseStarted(person_ids=tuple(people), **_named(made)), by=by, at=at)
    return made


@command
def save_response(*, response_id: int, fields: Fields, revision: int, by: Worker, at: datetime) -> Response:
    """Keep what was typed, whatever it is. Raises ResponseConflict when another window has saved since `revision`."""
    require(by, Ability.RECORD)
    found = _open_response(response_id, by)
    new = {**found.fields, **cleaned(fields)}
    if new == found.fields and found.revision >= revision:
        return found  # nothing new: a button pressed after a pause, or a window that was reloaded before it heard the answer
    if found.revision != revision:
        raise ResponseConflict(found)
    found.fields, found.revision = new, revision + 1
    found.saved_at, found.saved_by = at, by
    found.save(update_fields=["fields", "revision", "saved_at", "saved_by"])
    announce(ResponseSaved(**_named(found)), by=by, at=at)
    return found


@command
def set_people(*, response_id: int, person_ids: Sequence[int], by: Worker, at: datetime) -> Response:
    """Say whom an open form is about: a sibling is added, somebody is taken out. What was typed of them is kept in the draft."""
    people = list(dict.fromkeys(person_ids))
    require(by, Ability.RECORD, about=people)
    if not people:
        raise NotToBeFilledIn("Choose at least one person whom this is about.", field="people")
    found = _open_response(response_id, by)
    now = set(ResponsePart.objects.filter(response=found).values_list("person_id", flat=True))
    require(by, Ability.RECORD, about=now)
    ResponsePart.objects.filter(response=found, person_id__in=now - set(people)).delete()
    _add_parts(found, [each for each in people if each not in now])
    announce(ResponseSaved(person_ids=tuple(people), **_named(found)), by=by, at=at)
    return found


@command
def keep_aside(*, response_id: int, fields: Fields, by: Worker, at: datetime) -> Response:
    """Keep the text of a window that knew an older revision, until somebody has compared both. Empty: they have."""
    require(by, Ability.RECORD)
    found = _open_response(response_id, by)
    found.aside = cleaned(fields)
    found.save(update_fields=["aside"])
    announce(ResponseSaved(reason="from another window", **_named(found)), by=by, at=at)
    return found


@command
def put_away_response(*, response_id: int, by: Worker, at: datetime) -> Response:
    """Take an unfinished form from the lists. It is kept."""
    require(by, Ability.RECORD)
    found = _open_response(response_id, by)
    found.put_away_at, found.put_away_by = at, by
    found.save(update_fields=["put_away_at", "put_away_by"])
    announce(ResponsePutAway(**_named(found)), by=by, at=at)
    return found


def _open_response(response_id: int, by: Worker) -> Response:
    """The open response, locked: the worker's own, or one of whose people all are open to them. Part of the commands here."""
    found = Response.objects.select_for_update(of=("self",)).select_related("version").filter(pk=response_id).first()
    if found is None:
        raise NoSuchResponse
    if found.started_by_id != by.pk and not is_whole(found.pk, seen_by=by):
        raise NotToBeFilledIn("This form is about somebody whose record is not open to you. Ask whoever began it.")
    if found.finished_at is not None:
        raise NotToBeFilledIn("This form is finished. Reopen it if something has to be changed.")
    return found


def _named(response: Response) -> dict[str, Any]:
    """How an announcement names a response."""
    return {
        "subject": f"forms.Response:{response.pk}",
        "response_id": response.pk,
        "form_key": response.version.key,
        "owner": response.owner,
    }


def _judge_prior(prior_id: int, by: Worker) -> None:
    if response(prior_id, seen_by=by).finished_at is None:
        raise NotToBeFilledIn("The one before is not finished yet. Finish it first, or start without it.")


def _add_parts(made: Response, people: Iterable[int]) -> None:
    ResponsePart.objects.bulk_create(
        ResponsePart(response=made, response_uuid=made.uuid, version=made.version, person_id=person_id) for person_id in people
    )


def _current_version(key: str, *, by: Worker, at: datetime) -> FormVersion:
    """The current version's row. A shipped form gets its row when it is first used."""
    text, is_shipped = current_text(key, seen_by=by)
    digest = digest_of(text)
    found = FormVersion.objects.filter(key=key, digest=digest, is_shipped=is_shipped, published_at__isnull=False).order_by("-number").first()
    if found is not None:
        return found
    form = form_of(text)
    last = FormVersion.objects.filter(key=key, is_shipped=True).order_by("-number").first()
    number = max(form.number, last.number + 1 if last else 1)  # a shipped text that was changed without a new number
    made, _ = FormVersion.objects.get_or_create(  # two workers may be the first at once
        key=key, number=number, is_shipped=True,
        defaults={"title": form.title, "text": text, "digest": digest, "made_at": at, "made_by": by, "published_at": at, "published_by": by},
    )  # fmt: skip
    return made
