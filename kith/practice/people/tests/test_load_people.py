"""A load tells the guardian of each number that stands on two records, whoever may see which."""

from datetime import datetime

from django.db import connection

from kith.practice.people import commands as people
from kith.practice.people.models import IdentifierClash
from kith.practice.people.queries import next_ids
from tests.cast import Cast


def test_a_load_tells_of_clashes_with_old_and_new_and_not_of_what_may_be_shared(cast: Cast, now: datetime) -> None:
    known = people.register_person(forenames="Ella", surname="Quillfeather", by=cast.amina, at=now)
    people.give_identifier(person_id=known.pk, scheme="nhs_number", value="943 476 5919", by=cast.amina, at=now)
    people.give_identifier(person_id=known.pk, scheme="court", value="LS24C00123", by=cast.amina, at=now)
    struck = people.give_identifier(person_id=known.pk, scheme="legacy_id", value="A7", by=cast.amina, at=now)
    people.strike_out(row=struck, reason="Mistyped", by=cast.amina, at=now)
    first, _ = next_ids(seen_by=cast.machine)
    persons = [(first + at, f"New {at}", None, "unknown", False, None, None, "U", "open", now, cast.machine.pk) for at in range(3)]

    def number(at: int, scheme: str, value: str) -> tuple[object, ...]:
        return (first + at, None, None, "file", now, cast.machine.pk, scheme, value, "", False)

    brought = [
        (0, "nhs_number", "9434765919"),
        (1, "legacy_id", "B8"),
        (2, "legacy_id", "B8"),
        (2, "court", "LS24C00123"),
        (0, "legacy_id", "A7"),
    ]
    numbers = [number(*one) for one in brought]
    with connection.cursor() as cursor:
        cursor.execute("reset role")  # `kith import` works as the owner
    people.load_people(rows={"people_person": persons, "people_identifier": numbers}, manifest={}, by=cast.machine, at=now)
    people.tell_of_clashes(from_person_id=first, by=cast.machine, at=now)
    people.tell_of_clashes(from_person_id=first, by=cast.machine, at=now)
    told = {(clash.scheme, clash.first_id, clash.second_id) for clash in IdentifierClash.objects.all()}
    assert told == {("nhs_number", known.pk, first), ("legacy_id", first + 1, first + 2)}
