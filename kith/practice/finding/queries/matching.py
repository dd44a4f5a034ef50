"""Who of the rows of a file may be somebody who is known already: listed for people to judge, never merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.rules.ages import birth_in_words

# Set-wise over the file: each reason is one join. Names are alike when two of their words (or the only one) sound the same, in any order.
# Whoever is known by a birth of month or year alone has the middle of it for a date, and is left to the other reasons.
_POSSIBLE = """
    with asked as materialized (
        select a.line, a.born, a.nhs, a.phone, a.place, array(select distinct dmetaphone(w) from unnest(finding_words(a.name)) w) as sounds
        from unnest(%(lines)s::int[], %(names)s::text[], %(born)s::date[], %(nhs)s::text[], %(phones)s::text[], %(places)s::text[])
            as a(line, name, born, nhs, phone, place)
    ), near as (
        select a.line, p.id, 'the same date of birth' as why from asked a join people_person p on p.born_on = a.born and p.birth_known in ('exact', 'estimated')
        union all
        select a.line, c.person_id, 'the same telephone' from asked a join people_contactpoint c on c.key = a.phone and c.struck_at is null where a.phone <> ''
        union all
        select a.line, r.person_id, 'the same address' from asked a join people_place l on l.key = a.place
            join people_residence r on r.place_id = l.id and r.struck_at is null where a.place <> ''
    ), sounding as materialized (
        select f.person_id, array(select distinct dmetaphone(w) from unnest(string_to_array(f.words, ' ')) w) as sounds
        from finding_person f where f.person_id in (select near.id from near)
    ), found as (
        select near.line, near.id, near.why, 1 as surely from near join asked a using (line) join sounding s on s.person_id = near.id
        where (select count(*) from unnest(a.sounds) one where one = any(s.sounds)) >= least(2, cardinality(a.sounds))
        union all
        select a.line, i.person_id, 'the same NHS number', 0 from asked a
            join people_identifier i on i.scheme = 'nhs_number' and i.value = a.nhs and i.struck_at is null where a.nhs <> ''
    )
    select found.line, p.id, p.name, p.born_on, p.birth_known, string_agg(distinct found.why, ', '), bool_and(found.surely = 0)
    from found join people_person p on p.id = found.id and access_knows(%(worker)s, p.id)
    group by found.line, p.id order by found.line, min(found.surely), count(distinct found.why) desc, p.id
"""
MOST_OF_A_ROW = 5


@dataclass(frozen=True)
class Asked:
    """A row of a file. `place` and `phone` are normalised keys; empty where there is none."""

    line: int
    name: str
    born_on: date | None
    nhs_number: str
    phone: str
    place: str


@dataclass(frozen=True)
class PossibleDuplicate:
    """Somebody on record whom a row may be about, and why."""

    line: int
    person_id: int
    name: str
    born: str
    why: str


def possible_duplicates(rows: Sequence[Asked], *, seen_by: Worker) -> list[PossibleDuplicate]:
    """In the order of the rows, the likeliest of each first; at most five of a row."""
    require(seen_by, Ability.SEARCH)
    columns: dict[str, list[Any]] = {
        "lines": [row.line for row in rows], "names": [row.name for row in rows], "born": [row.born_on for row in rows],
        "nhs": [row.nhs_number for row in rows], "phones": [row.phone for row in rows], "places": [row.place for row in rows],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_POSSIBLE, {**columns, "worker": seen_by.pk})
        told = cursor.fetchall()
    found: dict[int, list[PossibleDuplicate]] = {}
    for line, person_id, name, born_on, known, why, by_number_alone in told:
        reasons = why + (", the name differs" if by_number_alone else ", the name is alike")
        found.setdefault(line, []).append(PossibleDuplicate(line, person_id, name, birth_in_words(born_on, known), reasons))
    return [one for of_row in found.values() for one in of_row[:MOST_OF_A_ROW]]
