"""Everybody around a person now: relations and household, with their alerts, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.queries.cards import ALERTS_JSON, CARD_COLUMNS, CARD_WIDTH, KNOWN, AlertView, PersonCard
from kith.practice.people.rules.relationships import SIBLINGS, inverse_of, word_for

IMPLIED = "shares_parent"
_AT_HOME = CARD_WIDTH + 4
_CIRCLE = f"""
    with parent as (
        select r.person_id as id from people_relationship r where r.other_id = %(person)s and r.kind = 'parent' and r.ends_on is null
        union select r.other_id from people_relationship r where r.person_id = %(person)s and r.kind = 'child' and r.ends_on is null
    ), around as (
        select r.person_id as id, r.kind, true as forward, r.has_pr, false as at_home, null::date as since
          from people_relationship r where r.other_id = %(person)s and r.ends_on is null
        union all
        select r.other_id, r.kind, false, null, false, null from people_relationship r where r.person_id = %(person)s and r.ends_on is null
        union all  -- who has a parent by birth in common, whether or not anybody wrote that they are siblings
        select r.other_id, '{IMPLIED}', true, null, false, null from parent join people_relationship r on r.person_id = parent.id
         where r.kind = 'parent' and r.ends_on is null and r.other_id <> %(person)s
        union all
        select r.person_id, '{IMPLIED}', true, null, false, null from parent join people_relationship r on r.other_id = parent.id
         where r.kind = 'child' and r.ends_on is null and r.person_id <> %(person)s
        union all
        select h.person_id, null, null, null, true, h.since from people_lives_with(%(person)s, %(worker)s) h  -- also whose record is locked
    )
    select {CARD_COLUMNS}, {ALERTS_JSON}, around.kind, around.forward, around.has_pr, around.at_home, around.since
    from around join people_person p on p.id = around.id and {KNOWN}
    order by p.born_on nulls last, p.id
"""  # noqa: S608 - fixed text of ours


@dataclass(frozen=True)
class Near:
    """Somebody around the person (or the person, in their own household). `kind` is what they are to the person; "" if not recorded."""

    card: PersonCard
    alerts: list[AlertView]
    kind: str
    has_pr: bool | None
    in_household: bool
    since: date | None
    is_implied: bool = False  # nobody wrote that they are siblings: they have a parent in common

    @property
    def word(self) -> str:
        if self.is_implied:
            return f"{word_for(self.kind, self.card.sex)} by a parent in common"
        return word_for(self.kind, self.card.sex) if self.kind else "relationship not recorded"


def circle_of(person_id: int, *, seen_by: Worker) -> list[Near]:
    """Current relations and household, the eldest first; each person once."""
    require(seen_by, Ability.VIEW, about=person_id)
    with connection.cursor() as cursor:
        cursor.execute(_CIRCLE, {"person": person_id, "worker": seen_by.pk})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    by_person: dict[int, list[tuple[Any, ...]]] = {}
    for row in _in_parts(rows, seen_by):
        by_person.setdefault(row[0], []).append(row)
    near = [_near(rows_of_one) for rows_of_one in by_person.values()]
    return near if has_part(seen_by, Part.ALERTS) else [replace(one, alerts=[]) for one in near]


def _in_parts(rows: list[tuple[Any, ...]], seen_by: Worker) -> list[tuple[Any, ...]]:
    """Who lives with whom is told by addresses."""
    return rows if has_part(seen_by, Part.ADDRESSES) else [row for row in rows if not row[_AT_HOME]]


_CIRCLES = """
    select asked.id, r.person_id from unnest(%(ids)s::bigint[]) asked(id) join people_relationship r on r.other_id = asked.id where r.ends_on is null
    union
    select asked.id, r.other_id from unnest(%(ids)s::bigint[]) asked(id) join people_relationship r on r.person_id = asked.id where r.ends_on is null
    union
    select asked.id, near.person_id from unnest(%(ids)s::bigint[]) asked(id)
    join people_residence own on own.person_id = asked.id and own.ends_on is null and own.kind in ('main', 'shared_care')
    join people_place l on l.id = own.place_id and not l.is_communal
    join people_residence near on near.place_id = own.place_id and near.ends_on is null and near.kind in ('main', 'shared_care')
"""


def circles_of(ids: Iterable[int], *, seen_by: Worker) -> dict[int, set[int]]:
    """Each person with those around them now (relations, household), as ids: set-wise, for who has business with a family."""
    require(seen_by, Ability.SEARCH)
    wanted = list(ids)
    found = {person_id: {person_id} for person_id in wanted}
    with connection.cursor() as cursor:
        cursor.execute(_CIRCLES, {"ids": wanted})
        for person_id, other_id in cursor.fetchall():
            found[person_id].add(other_id)
    return found


def household_of(person_id: int, *, seen_by: Worker) -> list[Near]:
    """Everybody whose main or shared-care home is where the person lives now, the person too."""
    return [near for near in circle_of(person_id, seen_by=seen_by) if near.in_household]


def siblings_and_household(person_id: int, *, seen_by: Worker) -> list[PersonCard]:
    """Whom a visit to this person may well be about too: the household, and siblings wherever they live; not the dead."""
    near = circle_of(person_id, seen_by=seen_by)
    return [
        one.card for one in near if one.card.id != person_id and one.card.died_on is None and (one.in_household or one.kind in SIBLINGS)
    ]


def _near(rows: list[tuple[Any, ...]]) -> Near:
    """The columns after the card: alerts, kind, forward, has_pr, at_home, since."""
    told = [row[CARD_WIDTH + 1 :] for row in rows]
    related = next((one for one in told if one[0] and one[0] != IMPLIED), None)
    is_implied = related is None and any(one[0] == IMPLIED for one in told)
    home = next((one for one in told if one[3]), None)
    kind = ("sibling" if is_implied else "") if related is None else related[0] if related[1] else inverse_of(related[0])
    card = PersonCard.of(rows[0])
    alerts = [AlertView.of(*alert) for alert in rows[0][CARD_WIDTH]] if card.is_open else []
    return Near(
        card, alerts, kind, related[2] if related else None, home is not None, home[4] if home else None, is_implied
    )
