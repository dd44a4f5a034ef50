"""What was written down wrongly about who somebody is, is put right; what stood there is kept."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.commands.persons import _ask_of_birth, _ask_of_expected, _how_known, _judge_birth, _judge_death
from kith.practice.people.events import PersonChanged
from kith.practice.people.models import Correction, Person


class NothingToCorrect(Refusal):
    """Nothing differs, or no reason was given."""


@command
def correct_person(
    *, person_id: int, born_on: date | None, birth_known: str, expected_on: date | None, sex: str, died_on: date | None, reason: str,
    is_sure: bool = False, by: Worker, at: datetime,
) -> Person:  # fmt: skip
    """Correct the date of birth, the expected date, the sex or a death that was recorded by mistake (`died_on` None)."""
    require(by, Ability.RECORD, about=person_id)
    person = Person.objects.select_for_update().get(pk=person_id)
    if not reason.strip():
        raise NothingToCorrect("Say why it is corrected.", field="reason")
    _judge_birth(born_on, expected_on, localdate(at), is_unborn=person.is_unborn)
    _judge_death(died_on, born_on, localdate(at))
    _ask_of_birth(born_on, expected_on, is_sure=is_sure)
    _ask_of_expected(expected_on, localdate(at), is_unborn=person.is_unborn, is_sure=is_sure or expected_on == person.expected_on)
    new = {"born_on": born_on, "birth_known": _how_known(born_on, birth_known), "expected_on": expected_on, "sex": sex, "died_on": died_on}
    before = {name: getattr(person, name) for name in new}
    if new == before:
        raise NothingToCorrect("Nothing was changed. Change what is wrong, or go back.", field="born_on")
    kept = Correction.objects.create(person=person, **before, reason=reason.strip(), recorded_at=at, recorded_by=by)
    for name, value in new.items():
        setattr(person, name, value)
    person.save(update_fields=list(new))
    event = PersonChanged(
        person_ids=(person.pk,), subject=f"people.Correction:{kept.pk}", what="correction", source="people.Correction", source_id=kept.pk,
        happened_on=localdate(at), reason=reason.strip(),
    )  # fmt: skip
    announce(event, by=by, at=at)
    return person
