"""Identifiers are given, and clashes settled. A clash is told to the record's guardian; to the worker who typed the number only by a query, which knows
what that worker may see."""

from datetime import date, datetime

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.identifiers.numbers import Wrong, check
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.events import IdentifierClashed, PersonChanged, of_row
from kith.practice.people.models import Identifier, IdentifierClash
from kith.practice.people.rules.guardian import GUARDIAN


class NumberIsWrong(Refusal):
    """The number fails its check."""


class ClashNotOpen(Refusal):
    """Settled before, or settled without a word."""


@command
def give_identifier(
    *, person_id: int, scheme: str, value: str, is_verified: bool = False, issued_by: str = "", source: str = "",
    starts_on: date | None = None, by: Worker, at: datetime,
) -> Identifier:  # fmt: skip
    """Add a number by which another body knows the person."""
    require(by, Ability.RECORD, about=person_id)
    try:
        normal = check(scheme, value)
    except Wrong as wrong:
        raise NumberIsWrong(str(wrong), field="value") from None
    identifier = Identifier.objects.create(
        person_id=person_id, scheme=scheme, value=normal, is_verified=is_verified, issued_by=issued_by, source=source, starts_on=starts_on,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    announce(of_row(PersonChanged, identifier, "identifier"), by=by, at=at)
    with (
        connection.cursor() as cursor
    ):  # told to the guardian by the database itself: the other record may be one that the worker must not know of
        cursor.execute("select people_tell_of_clashes(%s, %s) where not %s", [identifier.pk, at, scheme in Identifier.SHARED])
    return identifier


@command
def tell_of_clashes(*, from_person_id: int, by: Worker, at: datetime) -> None:
    """After a load: the guardian is told of each number of the people loaded, from this id on, that stands on another record too."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        cursor.execute("select people_tell_of_clashes_from(%s, %s, %s)", [from_person_id, sorted(Identifier.SHARED), at])
        (told,) = cursor.fetchone() or (0,)
    announce(IdentifierClashed(subject=f"people.Person:{from_person_id}", reason=f"{told} found after a load"), by=by, at=at)


@command
def settle_clash(*, clash_id: int, outcome: str, by: Worker, at: datetime) -> IdentifierClash:
    """The guardian has looked into a clash and says what was found."""
    require(by, GUARDIAN)
    clash = IdentifierClash.objects.select_for_update().filter(pk=clash_id).first()
    if clash is None or clash.settled_at is not None:
        raise ClashNotOpen("This clash is settled already. Load the page again to see which still wait.")
    if not outcome.strip():
        raise ClashNotOpen("Say what you found before you settle it.", field="outcome")
    outcome = outcome.strip()
    clash.settled_at, clash.settled_by, clash.outcome = at, by, outcome
    clash.save(update_fields=["settled_at", "settled_by", "outcome"])
    announce(
        IdentifierClashed(person_ids=(clash.first_id, clash.second_id), subject=f"people.IdentifierClash:{clash.pk}", reason=outcome),
        by=by,
        at=at,
    )
    return clash
