"""Coded facts: ethnicity, language, religion and the like."""

from datetime import date, datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.commands.dated import _make_room
from kith.practice.people.events import PersonChanged, of_row
from kith.practice.people.models import Fact, Person
from kith.practice.people.models.fact import SEVERAL_AT_ONCE
from kith.practice.people.rules.code_sets import code_sets
from kith.practice.people.rules.half_known import DAY

INSTEAD = "Say from when the new one holds: a day after the present one began."


class NotInTheCodeSet(Refusal):
    """A code that the set does not have."""


@command
def set_fact(
    *, person_id: int, kind: str, code: str, text: str = "", starts_on: date | None = None, starts_known: str = DAY, source: str = "",
    by: Worker, at: datetime,
) -> Fact:  # fmt: skip
    """Say what is so from a day on (or, without a day, since before it was written down). The value before stays, ended on that day."""
    require(by, Ability.RECORD, about=person_id)
    _judge_code(kind, code)
    if not code and not text:
        raise NotInTheCodeSet("Choose an answer, or write one.", field="code")
    person = Person.objects.select_for_update().get(pk=person_id)
    if kind not in SEVERAL_AT_ONCE:
        earlier = Fact.objects.filter(person=person, kind=kind, struck_at=None)
        _make_room(earlier, starts_on, None, known=starts_known, what="an answer", instead=INSTEAD)
    fact = Fact.objects.create(
        person=person, kind=kind, code=code, text=text[:300], starts_on=starts_on, starts_known=starts_known, source=source,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _keep_columns(person, fact)
    announce(of_row(PersonChanged, fact, "fact"), by=by, at=at)
    return fact


def _judge_code(kind: str, code: str) -> None:
    if code and code not in code_sets().get(kind, {code: ""}):
        raise NotInTheCodeSet("Choose one of the answers in the list.", field="code")


def _keep_columns(person: Person, fact: Fact) -> None:
    """Sex and date of birth stand on the person too, for lists."""
    if fact.kind == Fact.Kind.SEX:
        person.sex = fact.code
        person.save(update_fields=["sex"])
    if fact.kind == Fact.Kind.BIRTH:
        person.born_on, person.birth_known = date.fromisoformat(fact.text), fact.code or Person.BirthKnown.EXACT
        person.is_unborn = False
        person.save(update_fields=["born_on", "birth_known", "is_unborn"])
