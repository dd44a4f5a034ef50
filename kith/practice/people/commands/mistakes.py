"""A record made by mistake is said to be one, with the right record of the same person; and that is undone. Nothing moves and nothing is lost."""

from datetime import datetime

from django.db.models import Q

from kith.foundations.access.queries import may, require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.events import PersonChanged
from kith.practice.people.models import Adoption, Mistake, Person
from kith.practice.people.rules.guardian import GUARDIAN


class NoMistake(Refusal):
    """Not in this worker's hands, said before, or what must never be said of two records."""


@command
def mark_mistaken(*, person_id: int, the_same_id: int | None = None, reason: str, by: Worker, at: datetime) -> Mistake:
    """Say that a record was made by mistake: that it is the same person as another record, or that there is no such person."""
    people = [person_id, *([the_same_id] if the_same_id else [])]
    require(by, Ability.RECORD, about=people)
    _judge_who(by)
    if not reason.strip():
        raise NoMistake("Say how you know.", field="reason")
    _judge_records(list(Person.objects.select_for_update().filter(pk__in=people)), person_id, the_same_id)
    mistake = Mistake.objects.create(person_id=person_id, the_same_id=the_same_id, reason=reason.strip(), said_at=at, said_by=by)
    _announce(mistake, "mistake", mistake.reason, by=by, at=at)
    return mistake


@command
def undo_mistake(*, mistake_id: int, reason: str, by: Worker, at: datetime) -> Mistake:
    """It was no mistake: the record is one like any other again, and found."""
    mistake = Mistake.objects.select_for_update().get(pk=mistake_id)
    require(by, Ability.RECORD, about=[one for one in (mistake.person_id, mistake.the_same_id) if one])
    _judge_who(by)
    if mistake.undone_at is not None:
        raise NoMistake("That was undone already.")
    if not reason.strip():
        raise NoMistake("Say why it was no mistake.", field="reason")
    mistake.undone_at, mistake.undone_by, mistake.undone_reason = at, by, reason.strip()
    mistake.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    _announce(mistake, "mistake_undone", mistake.undone_reason, by=by, at=at)
    return mistake


def _judge_who(by: Worker) -> None:
    if not (may(by, GUARDIAN) or may(by, Ability.AUTHORISE)):
        raise NoMistake("A manager or the record's guardian says that a record was made by mistake. Ask one of them.")


def _judge_records(records: list[Person], person_id: int, the_same_id: int | None) -> None:
    if person_id == the_same_id:
        raise NoMistake("These are one record. Choose the other one.")
    if any(person.restriction != Person.Restriction.OPEN for person in records):
        raise NoMistake("One of these records is restricted. Whoever may open the other would be told of it, so this is not said of it.")
    if Adoption.objects.filter(Q(before_id=person_id, after_id=the_same_id) | Q(before_id=the_same_id, after_id=person_id)).exists():
        raise NoMistake("These are who somebody was before an adoption and is since: two records that never meet.")
    standing = Mistake.objects.filter(undone_at=None)
    if standing.filter(person_id=person_id).exists():
        raise NoMistake("That this record was made by mistake is said already.")
    if the_same_id and standing.filter(person_id=the_same_id).exists():
        raise NoMistake("The record that you chose was made by mistake itself. Open it to see which is the right one, and choose that.")
    if standing.filter(the_same_id=person_id).exists():
        raise NoMistake("Another record was said to be a mistake for this one. Undo that first, or say it of the other record.")


def _announce(mistake: Mistake, what: str, reason: str, *, by: Worker, at: datetime) -> None:
    people = tuple(one for one in (mistake.person_id, mistake.the_same_id) if one)
    announce(
        PersonChanged(
            person_ids=people, subject=f"people.Mistake:{mistake.pk}", what=what, source="people.Mistake", source_id=mistake.pk, reason=reason
        ),
        by=by, at=at,
    )  # fmt: skip
