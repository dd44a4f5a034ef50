"""Addresses: people move."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.identifiers.addresses import place_key, postcode
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.commands.dated import _judge_start, _make_room, _tell_of_place
from kith.practice.people.events import PersonChanged, of_row
from kith.practice.people.models import KeptFrom, Person, Residence

_PLACES = """
    select people_place_at(key, lines, code, uprn)
    from unnest(%s::text[], %s::text[], %s::text[], %s::text[]) with ordinality as w (key, lines, code, uprn, nth) order by nth
"""
INSTEAD = "End the earlier one first, or choose a home in shared care if the person has two homes."


class AddressUnreadable(Refusal):
    """The address or postcode cannot be used."""


class CannotBeKeptFrom(Refusal):
    """Somebody from whom this address cannot be kept."""


@command
def move_to(
    *, person_id: int, lines: str, postcode_text: str = "", uprn: str = "", kind: str = Residence.Kind.MAIN, starts_on: date | None,
    ends_on: date | None = None, starts_known: str = "day", ends_known: str = "day", is_confidential: bool = False,
    kept_from_ids: Collection[int] = (), source: str = "", by: Worker, at: datetime,
) -> Residence:  # fmt: skip
    """Give a person an address from a day on. A new main home ends the one before on that day. `kept_from_ids`: who must not know it."""
    require(by, Ability.RECORD, about=person_id)
    place_id, ended = _places([_written(lines, postcode_text, uprn)])[0], list[Residence]()
    if ends_on and starts_on and ends_on < starts_on:
        raise AddressUnreadable("The address ends before it begins. Check both dates.", field="ends_on")
    _judge_start(starts_on, localdate(at))
    Person.objects.select_for_update().get(pk=person_id)
    if kind == Residence.Kind.MAIN:
        mains = Residence.objects.filter(person_id=person_id, kind=Residence.Kind.MAIN, struck_at=None)
        ended = _make_room(mains, starts_on, ends_on, known=starts_known, what="a main home", instead=INSTEAD)
    residence = Residence.objects.create(
        person_id=person_id, place_id=place_id, kind=kind, starts_on=starts_on, ends_on=ends_on, starts_known=starts_known,
        ends_known=ends_known, is_confidential=is_confidential or bool(kept_from_ids), source=source, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _keep_from(residence, set(kept_from_ids), by, at)
    announce(of_row(PersonChanged, residence, "address"), by=by, at=at)
    for row in (residence, *ended):
        if row.is_confidential:
            _tell_of_place(row, by=by, at=at)
    return residence


@command
def keep_address_from(
    *, residence: Residence, is_confidential: bool, kept_from_ids: Collection[int], by: Worker, at: datetime
) -> Residence:
    """Say whether an address is confidential, and who must not know it: these and nobody else from now on. Who was kept from it before stays
    on record."""
    require(by, Ability.RECORD, about=residence.person_id)
    if residence.ends_on is not None:
        raise CannotBeKeptFrom("This address has ended. Only where somebody lives now is kept confidential.")
    wanted = set(kept_from_ids) if is_confidential else set()
    residence.is_confidential = is_confidential
    residence.save(update_fields=["is_confidential"])
    now = set(residence.kept_from.filter(ended_at=None).values_list("person_id", flat=True))
    residence.kept_from.filter(ended_at=None, person_id__in=now - wanted).update(ended_at=at, ended_by=by)
    _keep_from(residence, wanted - now, by, at)
    _tell_of_place(residence, by=by, at=at)
    return residence


def _keep_from(residence: Residence, ids: set[int], by: Worker, at: datetime) -> None:
    if residence.person_id in ids:
        raise CannotBeKeptFrom("An address is not kept from the person who lives there.", field="kept_from")
    if Person.objects.filter(pk__in=ids).count() < len(ids):
        raise CannotBeKeptFrom("One of them is not on record. Search for them again.", field="kept_from")
    there = Residence.objects.filter(place_id=residence.place_id, person_id__in=ids, ends_on=None).select_related("person").first()
    if there:
        raise CannotBeKeptFrom(
            f"{there.person.name} lives there by the record, so it cannot be kept from them. Say first that they no longer do.",
            field="kept_from",
        )
    KeptFrom.objects.bulk_create(KeptFrom(residence=residence, person_id=id_, kept_at=at, kept_by=by) for id_ in sorted(ids))


Written = tuple[str, str, str]  # lines, postcode, UPRN


def _written(lines: str, postcode_text: str, uprn: str = "") -> Written:
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
    return lines, code, uprn


def _places(written: Sequence[Written]) -> list[int]:
    """The database finds or makes them: that a place is there already may be nobody's business."""
    keyed = [(place_key(lines, code), lines, code, uprn) for lines, code, uprn in written]
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [*map(list, zip(*keyed, strict=True))])
        return [int(row[0]) for row in cursor.fetchall()]
