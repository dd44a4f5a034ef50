"""Addresses: people move."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.identifiers.addresses import place_key, postcode
from kith.foundations.ledger.commands import announce
from kith.foundations.staff.models import Worker
from kith.practice.people.commands.dated import _judge_start, _make_room
from kith.practice.people.events import PersonChanged, of_row
from kith.practice.people.models import Person, Residence

INSTEAD = "End the earlier one first, or choose a home in shared care if the person has two homes."


class AddressUnreadable(Refusal):
    """The address or postcode cannot be used."""


@transaction.atomic
def move_to(
    *, person_id: int, lines: str, postcode_text: str = "", uprn: str = "", kind: str = Residence.Kind.MAIN, starts_on: date | None,
    ends_on: date | None = None, is_confidential: bool = False, source: str = "", by: Worker, at: datetime,
) -> Residence:  # fmt: skip
    """Give a person an address from a day on. A new main home ends the one before on that day."""
    require(by, Ability.RECORD, about=person_id)
    place_id = _place(lines, postcode_text, uprn)
    if ends_on and starts_on and ends_on < starts_on:
        raise AddressUnreadable("The address ends before it begins. Check both dates.", field="ends_on")
    _judge_start(starts_on, localdate(at))
    Person.objects.select_for_update().get(pk=person_id)
    if kind == Residence.Kind.MAIN:
        mains = Residence.objects.filter(person_id=person_id, kind=Residence.Kind.MAIN)
        _make_room(mains, starts_on, ends_on, what="a main home", instead=INSTEAD)
    residence = Residence.objects.create(
        person_id=person_id, place_id=place_id, kind=kind, starts_on=starts_on, ends_on=ends_on, is_confidential=is_confidential,
        source=source, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    announce(of_row(PersonChanged, residence, "address"), by=by, at=at)
    return residence


def _place(lines: str, postcode_text: str, uprn: str) -> int:
    lines = ", ".join(part.strip() for part in lines.replace("\n", ",").split(",") if part.strip())
    code = postcode(postcode_text) if postcode_text.strip() else ""
    if code is None:
        raise AddressUnreadable(
            f"{postcode_text.strip()[:20]!r} is not a British postcode. Correct it, or leave it empty and write it into the address.",
            field="postcode_text",
        )
    if not lines and not code:
        raise AddressUnreadable("Enter the address, or at least a postcode.", field="lines")
    if len(lines) > 300:
        raise AddressUnreadable(f"The address must be 300 characters or fewer; this one has {len(lines)}.", field="lines")
    if uprn and not (uprn.isdigit() and len(uprn) <= 12):
        raise AddressUnreadable("A UPRN has up to 12 digits and nothing else.", field="uprn")
    with connection.cursor() as cursor:  # the database finds or makes it: that a place is there already may be nobody's business
        cursor.execute("select people_place_at(%s, %s, %s, %s)", [place_key(lines, code), lines, code, uprn])
        return int(cursor.fetchone()[0])
