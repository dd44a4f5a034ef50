"""Everybody around a person now: relations and household, with their alerts, in one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.queries.banner import ALERTS_JSON, CARD_COLUMNS, _alert
from kith.practice.people.queries.cards import AlertView, PersonCard
from kith.practice.people.rules.relationships import SIBLINGS, inverse_of, word_for

_CIRCLE = f"""
    with home as (
        select r.place_id from people_residence r join people_place l on l.id = r.place_id
        where r.person_id = %(person)s and r.ends_on is null and r.kind in ('main', 'shared_care') and not l.is_communal
    ), around as (
        select r.person_id as id, r.kind, true as forward, r.has_pr, false as at_home, null::date as since
          from people_relationship r where r.other_id = %(person)s and r.ends_on is null
        union all
        select r.other_id, r.kind, false, null, false, null from people_relationship r where r.person_id = %(person)s and r.ends_on is null
        union all
        select r.person_id, null, null, null, true, r.starts_on from people_residence r join home on home.place_id = r.place_id
         where r.ends_on is null and r.kind in ('main', 'shared_care')
    )
    select {CARD_COLUMNS}, {ALERTS_JSON}, around.kind, around.forward, around.has_pr, around.at_home, around.since
    from around join people_person p on p.id = around.id
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

    @property
    def word(self) -> str:
        return word_for(self.kind, self.card.sex) if self.kind else "relationship not recorded"


def circle_of(person_id: int, *, seen_by: Worker) -> list[Near]:
    """Current relations and household, the eldest first; each person once."""
    require(seen_by, Ability.VIEW, about=person_id)
    with connection.cursor() as cursor:
        cursor.execute(_CIRCLE, {"person": person_id})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    by_person: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_person.setdefault(row[0], []).append(row)
    return [_near(rows_of_one) for rows_of_one in by_person.values()]


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
    related = next((row for row in rows if row[10]), None)
    home = next((row for row in rows if row[13]), None)
    kind = "" if related is None else related[10] if related[11] else inverse_of(related[10])
    return Near(
        PersonCard(*rows[0][:9]), [_alert(*alert) for alert in rows[0][9]], kind, related[12] if related else None, home is not None,
        home[14] if home else None,
    )  # fmt: skip
