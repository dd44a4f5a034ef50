"""Numbers that stand on two records, with what is needed to judge whether those are two people."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Identifier, IdentifierClash
from kith.practice.people.queries.listing import _LISTED, Listed, _listed
from kith.practice.people.rules.guardian import GUARDIAN


@dataclass(frozen=True)
class Side:
    """One of the two: who they are, where they live, and their numbers (kind, number)."""

    listed: Listed
    numbers: list[tuple[str, str]]


@dataclass(frozen=True)
class Clash:
    """A number and the two people on whose records it stands."""

    id: int
    scheme: str
    value: str
    found_at: datetime
    sides: tuple[Side, Side]


def clashes_waiting(*, seen_by: Worker) -> int:
    """How many wait for the guardian: no more than a number."""
    require(seen_by, GUARDIAN)
    return IdentifierClash.objects.filter(settled_at=None).count()


def clashes(*, seen_by: Worker, limit: int = 20) -> tuple[list[Clash], int]:
    """(the longest waiting, how many wait in all). The guardian needs no other ability: name, birth and address are what a clash is judged by."""
    require(seen_by, GUARDIAN)
    waiting = IdentifierClash.objects.filter(settled_at=None)
    rows = list(waiting.order_by("found_at", "id")[:limit])
    ids = {id_ for row in rows for id_ in (row.first_id, row.second_id)}
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, {"ids": list(ids), "worker": seen_by.pk})
        people = {row[0]: _listed(row, seen_by) for row in cursor.fetchall()}
    numbers: dict[int, list[tuple[str, str]]] = {id_: [] for id_ in ids}
    for number in Identifier.objects.filter(person_id__in=ids, ends_on=None).order_by("id"):
        numbers[number.person_id].append((number.get_scheme_display(), number.value))
    sides = {id_: Side(people[id_], numbers[id_]) for id_ in ids if id_ in people}
    found = [
        Clash(row.pk, row.get_scheme_display(), row.value, row.found_at, (sides[row.first_id], sides[row.second_id]))
        for row in rows
        if row.first_id in sides and row.second_id in sides
    ]
    return found, clashes_waiting(seen_by=seen_by) if len(rows) == limit else len(rows)
