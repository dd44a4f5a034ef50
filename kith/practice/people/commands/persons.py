"""Persons become known, are born, die."""

from datetime import date, datetime

from django.db import connection
from django.db.models import Q
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.events import BirthRecorded, DeathRecorded, PersonRegistered, RestrictionMarked
from kith.practice.people.models import Fact, Name, Person, Residence
from kith.practice.people.rules.doubts import Doubt
from kith.practice.people.rules.names import LONGEST_NAME, tidy
from kith.practice.people.rules.pregnancy import FURTHEST, far_from_expected, is_long_past

LONGEST_SHOWN = 300
EARLIEST_YEAR = 1900


class NameMissing(Refusal):
    """A person has no name at all."""


class NameTooLong(Refusal):
    """A name that is not a name."""


class BirthCannotBe(Refusal):
    """A date of birth that cannot be true."""


class NotUnborn(Refusal):
    """Only an unborn child can be born."""


class DeathCannotBe(Refusal):
    """A date of death that cannot be true."""


@command
def register_person(
    *,
    forenames: str,
    surname: str,
    known_as: str = "",
    sex: str = "U",
    born_on: date | None = None,
    birth_known: str = Person.BirthKnown.UNKNOWN,
    is_unborn: bool = False,
    expected_on: date | None = None,
    source: str = "",
    is_sure: bool = False,
    by: Worker,
    at: datetime,
) -> Person:
    """Make a record of a person who was searched for and not found."""
    require(by, Ability.RECORD)
    forenames, surname, known_as = tidy(forenames), tidy(surname), tidy(known_as)
    _judge_names(forenames, surname, known_as)
    _judge_birth(born_on, expected_on, localdate(at), is_unborn=is_unborn)
    _ask_of_expected(expected_on, localdate(at), is_unborn=is_unborn, is_sure=is_sure)
    person = Person.objects.create(
        name=_shown_name(forenames, surname, known_as), born_on=born_on,
        birth_known=_how_known(born_on, birth_known), is_unborn=is_unborn, expected_on=expected_on,
        sex="U" if is_unborn else sex, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    kept = {"person": person, "source": source, "recorded_at": at, "recorded_by": by}
    roughly = birth_known if born_on and birth_known in (Person.BirthKnown.MONTH, Person.BirthKnown.YEAR) else "day"
    Name.objects.create(kind=Name.Kind.LEGAL, forenames=forenames, surname=surname, starts_on=born_on, starts_known=roughly, **kept)
    if known_as:
        Name.objects.create(kind=Name.Kind.KNOWN_AS, forenames=known_as, surname="", **kept)
    announce(
        PersonRegistered(
            person_ids=(person.pk,), subject=f"people.Person:{person.pk}", what="registered", source="people.Person",
            source_id=person.pk, happened_on=localdate(at), reason=source,
        ),
        by=by, at=at,
    )  # fmt: skip
    return person


@command
def record_birth(
    *, person_id: int, born_on: date, sex: str, forenames: str, surname: str, is_sure: bool = False, by: Worker, at: datetime
) -> Person:
    """Turn an unborn child's record into that of the born child, in place: everything that was written stays with them. Raises Doubt where
    the birth is far from the expected date and not `is_sure`."""
    require(by, Ability.RECORD, about=person_id)
    person = Person.objects.select_for_update().get(pk=person_id)
    if not person.is_unborn:
        raise NotUnborn(f"{person.name} is already recorded as born.")
    forenames, surname = tidy(forenames), tidy(surname)
    _judge_names(forenames, surname, "")
    _judge_birth(born_on, None, localdate(at), is_unborn=False)
    _ask_of_birth(born_on, person.expected_on, is_sure=is_sure)
    person.is_unborn, person.born_on, person.birth_known, person.sex = False, born_on, Person.BirthKnown.EXACT, sex
    person.name = _shown_name(forenames, surname, "")
    person.save(update_fields=["is_unborn", "born_on", "birth_known", "sex", "name"])
    Name.objects.filter(person=person, kind=Name.Kind.LEGAL, ends_on=None).update(ends_on=born_on, kind=Name.Kind.FORMER)
    kept = {"person": person, "source": "birth", "recorded_at": at, "recorded_by": by, "starts_on": born_on}
    Name.objects.create(kind=Name.Kind.LEGAL, forenames=forenames, surname=surname, **kept)
    Fact.objects.create(kind=Fact.Kind.BIRTH, text=born_on.isoformat(), code=Person.BirthKnown.EXACT, **kept)
    announce(
        BirthRecorded(
            person_ids=(person.pk,), subject=f"people.Person:{person.pk}", what="birth", source="people.Person", source_id=person.pk,
            happened_on=born_on,
        ),
        by=by, at=at,
    )  # fmt: skip
    return person


@command
def record_death(*, person_id: int, died_on: date, by: Worker, at: datetime) -> Person:
    """Record that a person has died. The record stays, and open alerts with it; their home is theirs no longer."""
    require(by, Ability.RECORD, about=person_id)
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.died_on:
        day = f"{person.died_on.day} {person.died_on:%B %Y}"
        raise DeathCannotBe(f"A death on {day} is on the record already. If that is wrong, correct it under Details.", field="died_on")
    _judge_death(died_on, person.born_on, localdate(at))
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    Residence.objects.filter(Q(starts_on=None) | Q(starts_on__lte=died_on), person=person, ends_on=None).update(ends_on=died_on)
    announce(
        DeathRecorded(
            person_ids=(person.pk,), subject=f"people.Person:{person.pk}", what="death", source="people.Person", source_id=person.pk,
            happened_on=died_on,
        ),
        by=by, at=at,
    )  # fmt: skip
    return person


@command
def mark_restriction(*, person_id: int, level: str, by: Worker, at: datetime) -> None:
    """Keep on the person how far their record is restricted: for those who may open it. Who may is access's to say."""
    with connection.cursor() as cursor:  # whoever placed the restriction may not be let in
        cursor.execute("select people_mark_restriction(%s, %s)", [person_id, level])
    announce(RestrictionMarked(person_ids=(person_id,), subject=f"people.Person:{person_id}", reason=level), by=by, at=at)


def _shown_name(forenames: str, surname: str, known_as: str) -> str:
    """ "Robert Smith (Bobby)": what a list shows."""
    full = f"{forenames} {surname}".strip()
    return (f"{full} ({known_as})" if known_as and known_as != forenames else full)[:LONGEST_SHOWN]


def _how_known(born_on: date | None, birth_known: str) -> str:
    if born_on is None:
        return Person.BirthKnown.UNKNOWN
    how = Person.BirthKnown
    return birth_known if birth_known in (how.ESTIMATED, how.MONTH, how.YEAR) else how.EXACT


def _judge_names(forenames: str, surname: str, known_as: str) -> None:
    if not forenames and not surname and not known_as:
        raise NameMissing("Enter a first name or a last name. If no name is known, write how the person was described.", field="forenames")
    for field, text in (("forenames", forenames), ("surname", surname), ("known_as", known_as)):
        if len(text) > LONGEST_NAME:
            raise NameTooLong(
                f"A name must be {LONGEST_NAME} characters or fewer; this one has {len(text)}. Put the rest into a note.", field=field
            )


def _judge_death(died_on: date | None, born_on: date | None, today: date) -> None:
    if died_on and died_on > today:
        raise DeathCannotBe("The date of death is in the future. Check the date.", field="died_on")
    if died_on and born_on and died_on < born_on:
        raise DeathCannotBe("The date of death is before the date of birth. Check both.", field="died_on")


def _judge_birth(born_on: date | None, expected_on: date | None, today: date, *, is_unborn: bool) -> None:
    if is_unborn and born_on:
        raise BirthCannotBe(
            "An unborn child has an expected date, not a date of birth. Once the baby is born, press Record the birth on the summary.", field="born_on"
        )
    if expected_on and expected_on > today + FURTHEST:
        raise BirthCannotBe("The expected date is more than ten months away. Check the year.", field="expected_on")
    if expected_on and expected_on.year < EARLIEST_YEAR:
        raise BirthCannotBe(f"The expected date is in the year {expected_on.year}. Check the year.", field="expected_on")
    if born_on and born_on > today:
        raise BirthCannotBe("The date of birth is in the future. For a child not yet born, choose unborn.", field="born_on")
    if born_on and born_on.year < EARLIEST_YEAR:
        raise BirthCannotBe(f"The date of birth is in the year {born_on.year}. Check the year.", field="born_on")


def _ask_of_birth(born_on: date | None, expected_on: date | None, *, is_sure: bool) -> None:
    unlikely = far_from_expected(born_on, expected_on) if born_on else ""
    if unlikely and not is_sure:
        raise Doubt(unlikely, field="born_on")


def _ask_of_expected(expected_on: date | None, today: date, *, is_unborn: bool, is_sure: bool) -> None:
    if is_unborn and is_long_past(expected_on, today) and not is_sure:
        raise Doubt(
            "The expected date is more than two weeks past: has the baby been born? Then give the date of birth instead.",
            field="expected_on",
        )
