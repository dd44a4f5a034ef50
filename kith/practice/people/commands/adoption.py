"""After an adoption somebody is somebody else: a new record, and the old one sealed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.commands import restrict
from kith.foundations.access.queries import level_of, require
from kith.foundations.access.rules import Ability, Level, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.commands.dated import end_dated
from kith.practice.people.commands.persons import register_person
from kith.practice.people.events import IdentitySealed
from kith.practice.people.models import Adoption, Person
from kith.practice.people.rules.adoption import why_not_adopted_on


class AdoptionCannotBe(Refusal):
    """A day on which nobody is adopted, or somebody who has another identity already."""


@command
def register_adopted(
    *, person_id: int, forenames: str, surname: str, known_as: str = "", adopted_on: date, reason: str, contact: str = "",
    workers: Iterable[int] = (), teams: Iterable[int] = (), by: Worker, at: datetime,
) -> Person:  # fmt: skip
    """Make the record of the adopted identity, with the date of birth and sex as they are, and nothing else; end what was so of the old one
    (addresses, alerts, telephones, professionals) and seal it. Only `workers` and `teams` may see the old record, and that the two are one."""
    require(by, Ability.RESTRICT, about=person_id)
    require(by, Ability.RECORD, about=person_id)
    before = Person.objects.select_for_update().get(pk=person_id)
    _judge(before, adopted_on, localdate(at))
    after = register_person(
        forenames=forenames, surname=surname, known_as=known_as, sex=before.sex, born_on=before.born_on, birth_known=before.birth_known,
        by=by, at=at,
    )  # fmt: skip
    Adoption.objects.create(before=before, after=after, adopted_on=adopted_on, recorded_at=at, recorded_by=by)
    _end_what_was_so(before, adopted_on, by=by, at=at)
    # Two announcements: no row of the ledger names both.
    announce(IdentitySealed(person_ids=(person_id,), subject=f"people.Person:{person_id}", reason=reason.strip()), by=by, at=at)
    if level_of(person_id, seen_by=by) != Level.SEALED:
        restrict(
            person_id=person_id, kind="adoption", level=Level.SEALED, reason=reason, contact=contact, workers=workers, teams=teams, by=by, at=at
        )
    return after


def _judge(before: Person, adopted_on: date, today: date) -> None:
    if before.is_unborn:
        raise AdoptionCannotBe("Record the birth first: an unborn child is not adopted.")
    if Adoption.objects.filter(before=before).exists():
        raise AdoptionCannotBe("The identity since the adoption is registered already. Details shows it.")
    born_on = before.born_on if before.birth_known == Person.BirthKnown.EXACT else None
    if why_not := why_not_adopted_on(adopted_on, born_on=born_on, died_on=before.died_on, today=today):
        raise AdoptionCannotBe(why_not, field="adopted_on")


def _end_what_was_so(before: Person, adopted_on: date, *, by: Worker, at: datetime) -> None:
    for of_kind in (before.residences, before.alerts, before.contactpoints, before.professionals):
        for row in of_kind.filter(ends_on=None):
            end_dated(row=row, ends_on=max(adopted_on, row.starts_on or adopted_on), reason="adoption", by=by, at=at)
