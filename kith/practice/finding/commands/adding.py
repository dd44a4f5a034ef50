"""Adding whom the search did not find, with what had been typed into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.finding.events import AddedAfterSearch
from kith.practice.people.commands import give_contact_point, give_identifier, move_to, register_person

if TYPE_CHECKING:  # a person is handed on; their room alone knows the shape
    from kith.practice.people.models import Person



@command
def add_after_search(
    *, forenames: str, surname: str, known_as: str, born_on: date | None, birth_known: str, sex: str, is_unborn: bool, expected_on: date | None,
    source: str, is_sure: bool = False, nhs_number: str = "", phone: str = "", address: str = "", postcode: str = "", by: Worker, at: datetime,
) -> "Person":  # fmt: skip
    """Make a record of whoever the search did not find, with the numbers and the address that were typed into it: all of it, or nothing."""
    require(by, Ability.RECORD)
    person = register_person(
        forenames=forenames, surname=surname, known_as=known_as, born_on=born_on, birth_known=birth_known, sex=sex, is_unborn=is_unborn,
        expected_on=expected_on, source=source, is_sure=is_sure, by=by, at=at,
    )  # fmt: skip
    if nhs_number:
        with _refused_beside("nhs_number"):
            give_identifier(person_id=person.pk, scheme="nhs_number", value=nhs_number, source=source, by=by, at=at)
    if phone:
        kind = "mobile" if phone.replace(" ", "").startswith(("07", "+447")) else "phone"
        with _refused_beside("phone"):
            give_contact_point(person_id=person.pk, kind=kind, value=phone, source=source, by=by, at=at)
    if address or postcode:
        with _refused_beside("postcode" if postcode else "address"):
            move_to(person_id=person.pk, lines=address, postcode_text=postcode, starts_on=None, source=source, by=by, at=at)
    announce(AddedAfterSearch(person_ids=(person.pk,)), by=by, at=at)
    return person


@contextmanager
def _refused_beside(field: str) -> Iterator[None]:
    """A refusal of another room's command is shown beside the field of this form."""
    try:
        yield
    except Refusal as refusal:
        refusal.field = field
        raise
