"""What was answered, as far as it is open to whoever asks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Func, Q, Value
from django.utils import timezone

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, NotThere, Part
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import workers_meant
from kith.practice.forms.models import EarlierAnswers, FormVersion, Response, ResponsePart
from kith.practice.forms.rules.definition import Form, Type
from kith.practice.forms.rules.reading import form_of
from kith.practice.forms.rules.registry import Known, facts
from kith.practice.forms.rules.sheet import (
    Asking,
    Place,
    Sheet,
    Who,
    asked_ids,
    fill,
    known_places,
    places,
)
from kith.practice.people.queries import PersonCard, person_cards

_WHOM = """
    select person_id from forms_responsepart where response_uuid = %(uuid)s and access_sees(%(worker)s, person_id)
    and (finished_at is not null or forms_opens_response(%(worker)s, response_id, false))
"""
_NUMBER = "select id from forms_response where uuid = %s"
_PARTS = "select person_id from forms_responsepart where response_id = %s order by id"
_WHOLE = "select 1 from forms_response where id = %s and forms_opens_response(%s, id, false)"


class NoSuchResponse(NotThere):
    """No such response, or none of it is open to this worker: the two look the same."""


@dataclass(frozen=True)
class ResponseView:
    """A response as far as it is open. `shared` is the row with the shared part; None where somebody is in it whose record is shut to the
    worker and its author has not released it. `parts`: of the people whose records are open."""

    id: int
    uuid: UUID
    form: Form
    version: FormVersion
    owner: str
    finished_at: datetime | None
    shared: Response | None
    parts: dict[int, ResponsePart]
    cards: dict[int, PersonCard]
    earlier: list[EarlierAnswers]

    @property
    def people(self) -> list[Who]:
        return [_who(card) for card in self.cards.values()]


def _who(card: PersonCard) -> Who:
    return Who(card.id, card.name, card.born_on, card.is_unborn)


def response(response_id: int, *, seen_by: Worker) -> ResponseView:
    """One response, as far as it is open to the worker. Raises NoSuchResponse when none of it is."""
    require(seen_by, Ability.VIEW)
    row = Response.objects.filter(_opens(seen_by), pk=response_id).select_related(*_WITH).first()
    parts = _parts(Q(response_id=response_id), row, seen_by)
    return _view(row, parts, seen_by)


def response_by_uuid(uuid: UUID, *, seen_by: Worker) -> ResponseView:
    """The same, by its address."""
    require(seen_by, Ability.VIEW)
    row = Response.objects.filter(_opens(seen_by), uuid=uuid).select_related(*_WITH).first()
    parts = _parts(Q(response_uuid=uuid), row, seen_by)
    return _view(row, parts, seen_by)


_WITH = ("version", "started_by", "saved_by", "finished_by", "prior")


def _opens(seen_by: Worker, *, released: bool = True) -> Q:
    """Responses whose shared part is open to the worker: to who may see everybody in it, or once released; and their own open ones."""
    said = ExpressionWrapper(Q(released_at__isnull=False), output_field=BooleanField()) if released else Value(value=False)
    opens = Func(Value(seen_by.pk), F("pk"), said, function="forms_opens_response", output_field=BooleanField())
    return Q(opens) | Q(finished_at__isnull=True, started_by_id=seen_by.pk)


def _parts(which: Q, row: Response | None, seen_by: Worker) -> dict[int, ResponsePart]:
    """The parts of those whose records are open; of an open response only to who sees the whole."""
    found = list(ResponsePart.objects.filter(which).select_related("version").order_by("id"))
    open_to = open_ids([part.person_id for part in found], seen_by=seen_by)
    return {part.person_id: part for part in found if part.person_id in open_to and (row is not None or part.finished_at is not None)}


def _view(row: Response | None, parts: dict[int, ResponsePart], seen_by: Worker) -> ResponseView:
    first = next(iter(parts.values()), None)
    if (row is None and first is None) or not has_part(seen_by, Part.PLANS):
        raise NoSuchResponse
    cards = person_cards(parts, seen_by=seen_by)
    version = row.version if row else first.version if first else None
    assert version is not None
    return ResponseView(
        id=row.pk if row else first.response_id if first else 0,
        uuid=row.uuid if row else first.response_uuid if first else UUID(int=0),
        form=form_of(version.text),
        version=version,
        owner=row.owner if row else "",
        finished_at=row.finished_at if row else first.finished_at if first else None,
        shared=row,
        parts=parts,
        cards={id_: cards[id_] for id_ in parts if id_ in cards},
        earlier=list(EarlierAnswers.objects.filter(response=row).select_related("reopened_by").order_by("-reopened_at"))
        if row and row.finished_at
        else [],
    )


def answers(response_id: int, *, person_id: int | None = None, seen_by: Worker) -> dict[str, Any]:
    """The finished answers: the shared ones and this person's; without a person the shared ones alone. What is shut is left out."""
    view = response(response_id, seen_by=seen_by)
    shared = dict(view.shared.answers) if view.shared else {}
    part = view.parts.get(person_id or 0)
    return {**shared, **part.answers} if part else shared


def _answer_places(view: ResponseView) -> dict[Place, Any]:
    """Everything answered in a response, as far as it is open."""
    return places(view.shared.answers if view.shared else {}, {id_: part.answers for id_, part in view.parts.items()})


def what_is_known(
    form: Form, person_ids: Iterable[int], *, owner: str = "", only: Collection[Type] = tuple(Type), seen_by: Worker
) -> dict[Place, Known]:
    """What is on record for the questions of a form that are bound to facts: value, source, date. `only`: of these types, and what conditions
    name."""
    require(seen_by, Ability.VIEW)
    ids, bound = list(person_ids), facts()
    asked = [each for each in form.questions() if each.fact in bound and not each.retired]
    wanted = {each.fact for each in asked if each.type in only or each.key in form.deciding}
    return known_places(form, {key: bound[key].reads(ids, owner=owner, seen_by=seen_by) for key in sorted(wanted)})


def asking_of(view: ResponseView, *, only: Collection[Type] = tuple(Type), seen_by: Worker) -> Asking:
    """What an open response is filled in with: its people, what is on record of them, what the one before said. `only`: of these types."""
    prior = view.shared.prior_id if view.shared else None
    return Asking(
        people=view.people,
        today=timezone.localdate(),
        facts=facts(),
        known=what_is_known(view.form, view.cards, owner=view.owner, only=only, seen_by=seen_by),
        before=_before(prior, seen_by=seen_by) if prior else {},
        workers=_workers(view),
    )


def _workers(view: ResponseView) -> dict[str, int]:
    """Which workers are meant by the names that were typed."""
    keys = [each.key for each in view.form.questions() if Type.WORKER in (each.type, *(sub.type for sub in each.questions))]
    fields = view.shared.fields if view.shared else {}
    typed = {text.strip() for name, said in fields.items() if name.partition("__")[0] in keys for text in said if text.strip()}
    return workers_meant(typed) if typed else {}


def _before(prior_id: int, *, seen_by: Worker) -> dict[Place, Any]:
    """What the response before said, as far as it is open."""
    try:
        return _answer_places(response(prior_id, seen_by=seen_by))
    except NoSuchResponse:
        return {}


def sheet_of(view: ResponseView, *, only: Collection[Type] = tuple(Type), seen_by: Worker) -> Sheet:
    """An open response as far as it is filled in; `only`: of what is on record, these types."""
    return fill(view.form, view.shared.fields if view.shared else {}, asking_of(view, only=only, seen_by=seen_by))


def id_of(response_uuid: UUID, *, seen_by: Worker) -> int:
    """The number of a response. Raises NoSuchResponse; that it is open is for who uses it to ask."""
    require(seen_by, Ability.VIEW)
    found = _column(_NUMBER, response_uuid)
    if not found:
        raise NoSuchResponse
    return found[0]


def _column(asked: str, about: int | UUID) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(asked, [about])
        return [row[0] for row in cursor.fetchall()]


def asked_now(saved: Response, *, seen_by: Worker) -> tuple[str, ...]:
    """The ids of what is asked of an open response that was just saved. Of the record only what conditions name is looked up: this is
    asked on every pause."""
    require(seen_by, Ability.VIEW)
    form = form_of(saved.version.text)
    people = [Who(id_, "") for id_ in _column(_PARTS, saved.pk)]
    bound = facts()
    wanted = {each.fact for each in form.questions() if each.fact in bound and each.key in form.deciding}
    ids = open_ids([who.id for who in people], seen_by=seen_by) if wanted else set()
    known = {key: bound[key].reads(ids, owner=saved.owner, seen_by=seen_by) for key in sorted(wanted)}
    prior = _before(saved.prior_id, seen_by=seen_by) if saved.prior_id and any(each.from_prior for each in form.questions()) else {}
    asking = Asking(people, timezone.localdate(), bound, known_places(form, known), prior)
    return asked_ids(form, fill(form, saved.fields, asking, only=form.deciding))


def people_of_response(response_uuid: UUID, *, seen_by: Worker) -> set[int]:
    """Whom a response is about, as far as their records are open to the worker; while it is being filled in, only for who may see everybody."""
    with connection.cursor() as cursor:  # every pause of a typing worker asks it: a statement of our own is cheaper than composing one
        cursor.execute(_WHOM, {"uuid": response_uuid, "worker": seen_by.pk})
        return {row[0] for row in cursor.fetchall()}


def is_whole(response_id: int, *, seen_by: Worker) -> bool:
    """Whether everybody in the response is open to the worker."""
    require(seen_by, Ability.VIEW)
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE, [response_id, seen_by.pk])
        return cursor.fetchone() is not None


def is_own_draft(response_uuid: UUID, *, seen_by: Worker) -> bool:
    """Whether it is an open response that the worker began."""
    return Response.objects.filter(uuid=response_uuid, started_by=seen_by, finished_at=None).exists()


@dataclass(frozen=True)
class Unfinished:
    """An open form as a list shows it."""

    uuid: UUID
    version: FormVersion
    names: tuple[str, ...]
    saved_at: datetime


def open_responses(*, seen_by: Worker) -> list[Unfinished]:
    """The worker's own unfinished forms that stand by themselves, the last saved first. Those of a step are found by the step."""
    require(seen_by, Ability.SIGNED_IN)
    mine = Response.objects.filter(started_by=seen_by, finished_at=None, put_away_at=None, owner="")
    rows = list(mine.select_related("version").order_by("-saved_at")[:50])
    parts = list(ResponsePart.objects.filter(response__in=rows).order_by("id").values_list("response_id", "person_id"))
    cards = person_cards({person_id for _, person_id in parts}, seen_by=seen_by) if parts else {}
    names = {row.pk: tuple(cards[who].name for of, who in parts if of == row.pk and who in cards) for row in rows}
    return [Unfinished(row.uuid, row.version, names[row.pk], row.saved_at) for row in rows]


def responses_of(owner: str, *, seen_by: Worker) -> list[Response]:
    """The responses that belong to something (pathways.Step:12), the latest first, as far as their shared parts are open."""
    require(seen_by, Ability.VIEW)
    found = Response.objects.filter(_opens(seen_by), owner=owner, put_away_at=None)
    return list(found.select_related("version").order_by("-started_at", "-id"))
