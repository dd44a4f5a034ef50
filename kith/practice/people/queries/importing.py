"""What an import needs to know: who is known already by the number of an earlier system, and all that stands on their records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, NotAllowed
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Place

_ON_RECORD = """
    select i.value, p.name,
      (select coalesce(json_agg(json_build_array(n.forenames, n.surname) order by n.ends_on is not null, n.kind <> 'legal', n.id), '[]')
         from people_name n where n.person_id = p.id and n.struck_at is null),
      p.born_on, p.sex,
      (select coalesce(json_agg(json_build_array(c.born_on, c.sex)), '[]') from people_correction c where c.person_id = p.id),
      (select coalesce(json_agg(json_build_array(l.key, l.lines, l.postcode) order by r.ends_on is not null, r.kind <> 'main', r.id), '[]')
         from people_residence r join people_place l on l.id = r.place_id where r.person_id = p.id and r.struck_at is null),
      (select coalesce(json_agg(json_build_array(c.key, c.value) order by c.ends_on is not null, c.id), '[]')
         from people_contactpoint c where c.person_id = p.id and c.kind <> 'email' and c.struck_at is null),
      (select coalesce(json_agg(n.value order by n.ends_on is not null, n.id), '[]')
         from people_identifier n where n.person_id = p.id and n.scheme = 'nhs_number' and n.struck_at is null),
       (select coalesce(json_agg(json_build_array(a.field, a.value) order by a.id), '[]') from people_asreceived a where a.person_id = p.id),
       p.restriction <> 'open'
    from people_identifier i join people_person p on p.id = i.person_id
    where i.scheme = 'legacy_id' and i.value = any(%s) and i.struck_at is null order by i.id desc  -- the first of two with the same number is kept
"""


@dataclass(frozen=True)
class OnRecord:
    """All values of a person that a file may bring, what holds now first. `as_received`: field -> values that could not be true."""

    name: str
    forenames: list[str]
    surnames: list[str]
    births: list[date]
    sexes: list[str]
    homes: list[tuple[str, str]]  # key, as shown
    phones: list[tuple[str, str]]  # key, as shown
    nhs_numbers: list[str]
    as_received: dict[str, list[str]]
    is_restricted: bool


def on_record(legacy_ids: Iterable[str], *, seen_by: Worker) -> dict[str, OnRecord]:
    """By the number of the earlier system: whoever is known under it."""
    require(seen_by, Ability.VIEW)
    with connection.cursor() as cursor:
        cursor.execute(_ON_RECORD, [list(legacy_ids)])
        return {row[0]: _on_record(row) for row in cursor.fetchall()}


def places_by_key(*, seen_by: Worker) -> dict[str, int]:
    """Every place that is known, by its normalised address: so that an import makes none twice. For the machine alone: nobody sees all of them."""
    require(seen_by, Ability.VIEW)
    if not seen_by.is_machine:
        raise NotAllowed("Only an import asks for all addresses at once. Search for the one that you mean.")
    return dict(Place.objects.values_list("key", "id"))


def next_ids(*, seen_by: Worker) -> tuple[int, int]:
    """(person, place): from which ids a bulk load may number its own rows."""
    require(seen_by, Ability.RECORD)
    with connection.cursor() as cursor:
        cursor.execute("select (select coalesce(max(id), 0) + 1 from people_person), (select coalesce(max(id), 0) + 1 from people_place)")
        person, place = cursor.fetchone() or (1, 1)
    return person, place


def _on_record(row: tuple[Any, ...]) -> OnRecord:
    _, name, names, born_on, sex, corrections, homes, phones, nhs_numbers, received, is_restricted = row
    as_received: dict[str, list[str]] = {}
    for field, value in received:
        as_received.setdefault(field, []).append(value)
    return OnRecord(
        name=name,
        forenames=[forenames for forenames, _ in names if forenames],
        surnames=[surname for _, surname in names if surname],
        births=[*([born_on] if born_on else []), *(date.fromisoformat(born) for born, _ in corrections if born)],
        sexes=[sex, *(other for _, other in corrections)],
        homes=[(key, ", ".join(filter(None, [lines, postcode]))) for key, lines, postcode in homes],
        phones=[(key, value) for key, value in phones],
        nhs_numbers=nhs_numbers,
        as_received=as_received,
        is_restricted=is_restricted,
    )
