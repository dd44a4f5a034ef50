"""How to reach a person, and what they are known by: telephones, professionals, vehicles."""

import re
from datetime import date, datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.identifiers.addresses import phone, registration
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.events import PersonChanged, of_row
from kith.practice.people.models import ContactPoint, Professional, Vehicle
from kith.practice.people.rules.half_known import DAY

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class CannotBeReachedSo(Refusal):
    """Not a telephone number or e-mail address."""


class RegistrationMissing(Refusal):
    """A vehicle without its registration finds nobody."""


@command
def give_contact_point(
    *, person_id: int, kind: str, value: str, safe: str = ContactPoint.Safe.NOT_KNOWN, note: str = "", starts_on: date | None = None,
    starts_known: str = DAY, source: str = "", by: Worker, at: datetime,
) -> ContactPoint:  # fmt: skip
    """Add a telephone number or e-mail address, and whether it is safe to use."""
    require(by, Ability.RECORD, about=person_id)
    value = value.strip()
    point = ContactPoint.objects.create(
        person_id=person_id, kind=kind, value=value[:254], key=_contact_key(kind, value), safe=safe, note=note, starts_on=starts_on,
        starts_known=starts_known, source=source, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    announce(of_row(PersonChanged, point, "contact"), by=by, at=at)
    return point


@command
def add_professional(
    *, person_id: int, role: str, organisation: str = "", name: str = "", phone_text: str = "", email: str = "",
    starts_on: date | None = None, starts_known: str = DAY, source: str = "", by: Worker, at: datetime,
) -> Professional:  # fmt: skip
    """Add a school, GP or other professional."""
    require(by, Ability.RECORD, about=person_id)
    if not organisation.strip() and not name.strip():
        raise CannotBeReachedSo("Enter the organisation or the professional's name.", field="organisation")
    professional = Professional.objects.create(
        person_id=person_id, role=role, organisation=organisation.strip(), name=name.strip(), phone=phone_text.strip(), email=email.strip(),
        starts_on=starts_on, starts_known=starts_known, source=source, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    announce(of_row(PersonChanged, professional, "professional"), by=by, at=at)
    return professional


@command
def add_vehicle(
    *,
    person_id: int,
    registration_text: str,
    description: str = "",
    starts_on: date | None = None,
    source: str = "",
    by: Worker,
    at: datetime,
) -> Vehicle:
    """Add a vehicle that the person uses."""
    require(by, Ability.RECORD, about=person_id)
    plate = registration(registration_text)
    if not plate:
        raise RegistrationMissing("Enter the registration, or as much of it as was seen.", field="registration_text")
    vehicle = Vehicle.objects.create(
        person_id=person_id, registration=plate, description=description.strip()[:120], starts_on=starts_on, source=source,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    announce(of_row(PersonChanged, vehicle, "vehicle"), by=by, at=at)
    return vehicle


def _contact_key(kind: str, value: str) -> str:
    if kind == ContactPoint.Kind.EMAIL:
        if not _EMAIL.fullmatch(value):
            raise CannotBeReachedSo("An e-mail address has an @, then a name with a dot, and no spaces, like name@example.org.", field="value")
        return value.lower()[:254]
    key = phone(value)
    if key is None:
        raise CannotBeReachedSo("A telephone number has 7 to 15 digits, like 07700 900123.", field="value")
    return key
