"""What a worker at somebody's door needs of each person there, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.models import ContactPoint, Fact, Professional
from kith.practice.people.queries.banner import HOME, _home
from kith.practice.people.queries.cards import AddressView
from kith.practice.people.queries.numbers import ANSWERS_JSON
from kith.practice.people.rules.code_sets import words_for
from kith.practice.people.rules.safety import most_careful

_REACH = f"""
    select wanted.id,
      (select coalesce(json_agg(json_build_array(c.value, c.kind, {ANSWERS_JSON}, c.note) order by c.safe desc, c.id), '[]')
         from people_contactpoint c where c.person_id = wanted.id and c.ends_on is null and c.kind <> 'email'),
      (select coalesce(json_agg({HOME}
          order by r.kind not in ('main', 'shared_care', 'placement'), r.kind, r.starts_on desc), '[]')
         from people_residence r join people_place l on l.id = r.place_id where r.person_id = wanted.id
          and r.ends_on is null and people_shows_place(wanted.id, l.id) and people_shows_place(%(record)s, l.id)),
      (select coalesce(json_agg(json_build_array(f.kind, f.code, f.text) order by f.kind, f.id), '[]') from people_fact f
        where f.person_id = wanted.id and f.ends_on is null and f.kind in ('interpreter', 'language', 'communication_need') and f.code not in ('eng', 'no')),
      (select coalesce(json_agg(json_build_array(v.registration, v.description) order by v.id), '[]')
         from people_vehicle v where v.person_id = wanted.id and v.ends_on is null),
      (select coalesce(json_agg(json_build_array(w.role, w.name, w.organisation, w.phone) order by w.role, w.id), '[]')
         from people_professional w where w.person_id = wanted.id and w.ends_on is null)
    from unnest(%(ids)s::bigint[]) as wanted(id) where access_sees(%(worker)s, wanted.id)
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


def reach_of(ids: Iterable[int], *, on_record_of: int, seen_by: Worker) -> dict[int, Reach]:
    """By person; of a record that is shut to the worker nothing is told, and on somebody's record no address that they must not learn."""
    wanted = list(ids)
    require(seen_by, Ability.VIEW)
    with connection.cursor() as cursor:
        cursor.execute(_REACH, {"ids": wanted, "record": on_record_of, "worker": seen_by.pk})
        found = {row[0]: _left_of(_reach(row), seen_by) for row in cursor.fetchall()}
    return {id_: found.get(id_) or Reach([], [], [], [], []) for id_ in wanted}


def _left_of(told: Reach, seen_by: Worker) -> Reach:
    """What of it is in the parts of records that the worker sees."""
    if not has_part(seen_by, Part.ADDRESSES):
        told = replace(told, numbers=[], homes=[], vehicles=[])
    return told if has_part(seen_by, Part.INVOLVED) else replace(told, professionals=[])


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


def _number(value: str, kind: str, answers: list[str], note: str) -> Number:
    safe = most_careful(answers)
    if len(answers) > 1:
        note = "; ".join(
            filter(None, [note, "elsewhere on record as " + " and ".join(ContactPoint.Safe(one).label for one in answers if one != safe)])
        )
    is_safe = {ContactPoint.Safe.YES: True, ContactPoint.Safe.NO: False}.get(ContactPoint.Safe(safe))
    return Number(value, ContactPoint.Kind(kind).label, ContactPoint.Safe(safe).label, is_safe, note)
