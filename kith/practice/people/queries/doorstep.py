"""What a worker at somebody's door needs of each person there, in one statement; and who poses a risk though no longer around."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.models import ContactPoint, Fact, Professional
from kith.practice.people.queries.banner import ALERTS_JSON, _alert, _home
from kith.practice.people.queries.cards import CARD_COLUMNS, CARD_WIDTH, KNOWN, AddressView, AlertView, PersonCard
from kith.practice.people.rules.code_sets import words_for
from kith.practice.people.rules.relationships import inverse_of, word_for

_REACH = """
    select wanted.id,
      (select coalesce(json_agg(json_build_array(c.value, c.kind, c.safe, c.note) order by c.safe desc, c.id), '[]')
         from people_contactpoint c where c.person_id = wanted.id and c.ends_on is null and c.kind <> 'email'),
      (select coalesce(json_agg(json_build_array(l.lines, l.postcode, l.id, r.kind, r.starts_on, r.is_confidential)
          order by r.kind not in ('main', 'shared_care', 'placement'), r.kind, r.starts_on desc), '[]')
         from people_residence r join people_place l on l.id = r.place_id where r.person_id = wanted.id
          and r.ends_on is null and people_shows_place(wanted.id, l.id)),
      (select coalesce(json_agg(json_build_array(f.kind, f.code, f.text) order by f.kind, f.id), '[]') from people_fact f
        where f.person_id = wanted.id and f.ends_on is null and f.kind in ('interpreter', 'language', 'communication_need') and f.code not in ('eng', 'no')),
      (select coalesce(json_agg(json_build_array(v.registration, v.description) order by v.id), '[]')
         from people_vehicle v where v.person_id = wanted.id and v.ends_on is null),
      (select coalesce(json_agg(json_build_array(w.role, w.name, w.organisation, w.phone) order by w.role, w.id), '[]')
         from people_professional w where w.person_id = wanted.id and w.ends_on is null)
    from unnest(%(ids)s::bigint[]) as wanted(id) where access_sees(%(worker)s, wanted.id)
"""
# Related, now or in the past, to the person or to somebody around them, and a current warning says that they are a danger to others.
_RISKS = f"""
    select {CARD_COLUMNS}, {ALERTS_JSON}, tie.anchor, (select name from people_person where id = tie.anchor), tie.kind, tie.forward, tie.ended
    from (
        select distinct on (id) id, anchor, kind, forward, ended from (
            select r.person_id as id, r.other_id as anchor, r.kind, true as forward, r.ends_on is not null as ended
              from people_relationship r where r.other_id = any(%(around)s)
            union all
            select r.other_id, r.person_id, r.kind, false, r.ends_on is not null from people_relationship r where r.person_id = any(%(around)s)
        ) ties
        where id <> all(%(around)s)
        order by id, anchor <> %(person)s, ended
    ) tie join people_person p on p.id = tie.id
    where p.died_on is null and {KNOWN} and exists (
        select 1 from people_alert a where a.person_id = p.id and a.ends_on is null
           and (a.is_risk_to_workers or a.kind in ('violence', 'visit_in_pairs', 'poses_risk', 'domestic_abuse', 'weapons')))
    order by p.id limit 10
"""  # noqa: S608 - fixed text of ours


@dataclass(frozen=True)
class Number:
    """A telephone number with whether it is safe to use, in words."""

    value: str
    kind: str
    safe: str
    is_safe: bool | None
    note: str


@dataclass(frozen=True)
class ProfessionalView:
    """School, GP and others, and how to reach them."""

    role: str
    who: str
    phone: str


@dataclass(frozen=True)
class Reach:
    """How to reach and recognise somebody now: every current address, also temporary and other ones; telephones, needs, vehicles, professionals."""

    numbers: list[Number]
    homes: list[AddressView]
    needs: list[str]
    vehicles: list[str]
    professionals: list[ProfessionalView]


@dataclass(frozen=True)
class RiskNearby:
    """Somebody who poses a risk and is not of the circle: `word` says what they are, or were, to whom."""

    card: PersonCard
    alerts: list[AlertView]
    word: str


def reach_of(ids: Iterable[int], *, seen_by: Worker) -> dict[int, Reach]:
    """By person; of a record that is shut to the worker nothing is told."""
    wanted = list(ids)
    require(seen_by, Ability.VIEW)
    with connection.cursor() as cursor:
        cursor.execute(_REACH, {"ids": wanted, "worker": seen_by.pk})
        found = {row[0]: _reach(row) for row in cursor.fetchall()}
    return {id_: found.get(id_) or Reach([], [], [], [], []) for id_ in wanted}


def risks_nearby(person_id: int, *, around: Iterable[int], seen_by: Worker) -> list[RiskNearby]:
    """Former partners and others beyond the circle (`around`: the ids of the circle) who are a danger to others. At most ten."""
    require(seen_by, Ability.VIEW, about=person_id)
    with connection.cursor() as cursor:
        cursor.execute(_RISKS, {"person": person_id, "around": [person_id, *around], "worker": seen_by.pk})
        return [_risk(row, person_id) for row in cursor.fetchall()]


def _reach(row: tuple[Any, ...]) -> Reach:
    _, numbers, homes, facts, vehicles, professionals = row
    return Reach(
        numbers=[_number(*number) for number in numbers],
        homes=[_home(*home) for home in homes],
        needs=[f"{Fact.Kind(kind).label}: {words_for(kind, code) if code else text}" for kind, code, text in facts],
        vehicles=[", ".join(filter(None, vehicle)) for vehicle in vehicles],
        professionals=[
            ProfessionalView(Professional.Role(role).label, ", ".join(filter(None, [name, organisation])), phone)
            for role, name, organisation, phone in professionals
        ],
    )


def _number(value: str, kind: str, safe: str, note: str) -> Number:
    is_safe = {ContactPoint.Safe.YES: True, ContactPoint.Safe.NO: False}.get(ContactPoint.Safe(safe))
    return Number(value, ContactPoint.Kind(kind).label, ContactPoint.Safe(safe).label, is_safe, note)


def _risk(row: tuple[Any, ...], person_id: int) -> RiskNearby:
    card, (alerts, anchor, anchor_name, kind, forward, ended) = PersonCard.of(row), row[CARD_WIDTH:]
    word = word_for(kind if forward else inverse_of(kind), card.sex)
    words = ("formerly " if ended else "") + word + ("" if anchor == person_id else f" of {anchor_name}")
    return RiskNearby(card, [_alert(*alert) for alert in alerts], words)
