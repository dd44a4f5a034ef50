"""What was never true is struck out: it stays with the reason for whoever looks at history, and counts nowhere."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.commands.dated import _tell_of_place
from kith.practice.people.commands.names import _show_current_names
from kith.practice.people.commands.persons import _judge_names
from kith.practice.people.events import AlertEnded, PersonChanged, of_row
from kith.practice.people.models import Alert, Fact, Name, Person, Relationship, Residence
from kith.practice.people.models.dated import Dated
from kith.practice.people.models.fact import SEVERAL_AT_ONCE
from kith.practice.people.rules.names import tidy


class CannotBeStruckOut(Refusal):
    """No reason, struck out before, or something must stand in its place first."""


@command
def strike_out(*, row: Dated, reason: str, by: Worker, at: datetime) -> Dated | None:
    """Say that something about a person was never true. Returns what it had ended when it was written, which is open again."""
    people = [row.person_id, *([row.other_id] if isinstance(row, Relationship) else [])]
    require(by, Ability.RECORD, about=people)
    person = Person.objects.select_for_update().get(pk=row.person_id)
    _judge(row, reason)
    before = _had_ended(row)
    _strike(row, reason, by, at)
    if before is not None:
        before.ends_on = None
        before.save(update_fields=["ends_on"])
    _follow(row, person, by=by, at=at)
    kind = AlertEnded if isinstance(row, Alert) else PersonChanged
    announce(
        of_row(kind, row, type(row).__name__.lower(), on=localdate(at), also=tuple(people[1:]), reason=f"never true: {reason.strip()}"),
        by=by,
        at=at,
    )
    return before


@command
def correct_name(*, row: Name, forenames: str, surname: str, reason: str, by: Worker, at: datetime) -> Name:
    """A name was written down wrongly: the right one takes its place, with its kind and dates."""
    require(by, Ability.RECORD, about=row.person_id)
    person = Person.objects.select_for_update().get(pk=row.person_id)
    forenames, surname = tidy(forenames), tidy(surname)
    _judge(row, reason, is_replaced=True)
    _judge_names(forenames, surname, "")
    kept = {name: getattr(row, name) for name in ("kind", "starts_on", "starts_known", "ends_on", "ends_known", "source")}
    _strike(row, reason, by, at)
    right = Name.objects.create(**kept, person=person, forenames=forenames, surname=surname, recorded_at=at, recorded_by=by)
    _show_current_names([person])
    announce(of_row(PersonChanged, right, "name", on=localdate(at), reason=f"corrected: {reason.strip()}"), by=by, at=at)
    return right


def _judge(row: Dated, reason: str, *, is_replaced: bool = False) -> None:
    if not reason.strip():
        raise CannotBeStruckOut("Say how you know that it was never true.", field="reason")
    if row.struck_at is not None:
        raise CannotBeStruckOut("It is struck out already.")
    if isinstance(row, Fact) and row.kind == Fact.Kind.BIRTH:
        raise CannotBeStruckOut("Correct the date of birth instead, under Details.")
    if isinstance(row, Name) and row.kind == Name.Kind.LEGAL and row.ends_on is None and not is_replaced:
        others = Name.objects.filter(person_id=row.person_id, kind=Name.Kind.LEGAL, struck_at=None).exclude(pk=row.pk)
        if not others.exists():
            raise CannotBeStruckOut("Everybody needs a name. Enter the right one, and it takes the place of this.", field="surname")


STRUCK = ("struck_at", "struck_by", "struck_why", "ends_on")


def _strike(row: Dated, reason: str, by: Worker, at: datetime) -> None:
    _mark_struck(row, reason, by, at)
    row.save(update_fields=STRUCK)


def _mark_struck(row: Dated, reason: str, by: Worker, at: datetime) -> None:
    today = localdate(at)
    row.struck_at, row.struck_by, row.struck_why = at, by, reason.strip()[:300]
    row.ends_on = row.ends_on or max(row.starts_on or today, today)


def _had_ended(row: Dated) -> Dated | None:
    """Of what only one can be true at a time: what was ended, on the day from which this was thought to be so."""
    if row.ends_on is not None or row.starts_on is None:
        return None
    same = {"person_id": row.person_id, "ends_on": row.starts_on, "struck_at": None}
    found: QuerySet[Any]
    if isinstance(row, Residence) and row.kind == Residence.Kind.MAIN:
        found = Residence.objects.filter(kind=row.kind, **same)
    elif isinstance(row, Name) and row.kind == Name.Kind.LEGAL:
        found = Name.objects.filter(kind=row.kind, **same)
    elif isinstance(row, Fact) and row.kind not in SEVERAL_AT_ONCE:
        found = Fact.objects.filter(kind=row.kind, **same)
    else:
        return None
    before: Dated | None = found.exclude(pk=row.pk).order_by("-id").first()
    return before


def _follow(row: Dated, person: Person, *, by: Worker, at: datetime) -> None:
    """What is shown elsewhere because of the row."""
    if isinstance(row, Name):
        _show_current_names([person])
    elif isinstance(row, Fact) and row.kind == Fact.Kind.SEX:
        now = Fact.objects.filter(person=person, kind=Fact.Kind.SEX, ends_on=None).first()
        person.sex = now.code if now else "U"
        person.save(update_fields=["sex"])
    elif isinstance(row, Residence) and row.is_confidential:
        _tell_of_place(row, by=by, at=at)
