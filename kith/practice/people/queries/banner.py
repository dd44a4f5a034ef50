"""The top of a person's record, in one statement: it stands on every page of the record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Fact, Residence
from kith.practice.people.queries.cards import (
    ALERTS_JSON,
    CARD_COLUMNS,
    CARD_WIDTH,
    KNOWN,
    AddressView,
    AlertView,
    NoSuchPerson,
    PersonCard,
)
from kith.practice.people.queries.mistakes import MISTAKES_JSON, MistakeView
from kith.practice.people.queries.numbers import ALSO_ON_JSON, ANSWERS_JSON
from kith.practice.people.queries.risks import RISKS_JSON, RiskNearby, _in_parts
from kith.practice.people.rules.code_sets import words_for
from kith.practice.people.rules.safety import most_careful

# A home as `_home` reads it. It is confidential where somebody who lives there needs it to be, whoever's record this is.
HOME = """json_build_array(l.lines, l.postcode, l.id, r.kind, r.starts_on, people_keeps_place(l.id),
    case when people_keeps_place(l.id) then (select json_agg(distinct q.name) from people_residence c join people_keptfrom k on k.residence_id = c.id
        join people_person q on q.id = k.person_id and access_knows(%(worker)s, q.id)
        where c.place_id = l.id and c.ends_on is null and k.ended_at is null) end)"""
HOMES_JSON = f"""(select coalesce(json_agg({HOME} order by r.kind, r.starts_on desc), '[]')
         from people_residence r join people_place l on l.id = r.place_id
        where r.person_id = p.id and r.ends_on is null and r.kind in ('main', 'shared_care', 'placement') and people_shows_place(p.id, l.id))"""  # noqa: S608 - fixed text of ours
_BANNER = f"""
    select {CARD_COLUMNS}, {ALERTS_JSON},
      (select coalesce(json_agg(trim(n.forenames || ' ' || n.surname) order by n.id), '[]')
         from people_name n where n.person_id = p.id and n.struck_at is null),
      {HOMES_JSON},
      (select coalesce(json_agg(json_build_array(c.key, c.value, {ANSWERS_JSON}, c.note) order by c.id), '[]')
         from people_contactpoint c where c.person_id = p.id and c.ends_on is null and c.kind <> 'email'),
      (select json_build_array(i.value, i.is_verified, {ALSO_ON_JSON}) from people_identifier i
        where i.person_id = p.id and i.scheme = 'nhs_number' and i.ends_on is null order by i.id limit 1),
      (select coalesce(json_agg(json_build_array(f.kind, f.code, f.text) order by f.id), '[]') from people_fact f
        where f.person_id = p.id and f.ends_on is null and f.kind in ('interpreter', 'language', 'communication_need') and f.code not in ('eng', 'no')),
      {RISKS_JSON}, {MISTAKES_JSON}
    from people_person p where p.id = %(person)s and {KNOWN}
"""  # noqa: S608 - fixed text of ours


@dataclass(frozen=True)
class Phone:
    """A telephone number, and whether it is safe to use."""

    value: str
    safe: str  # the most careful answer that is on record
    is_disputed: bool = False  # there are others
    note: str = ""  # what to know before using it


@dataclass(frozen=True)
class Banner:
    """Who is this, and is anyone in danger: the top of every page of a record."""

    card: PersonCard
    other_names: list[str]
    homes: list[AddressView]
    alerts: list[AlertView]
    nhs_number: str
    nhs_verified: bool
    nhs_also_on: list[tuple[int, str]]  # (id, name) of others who have the same one, of those whom the worker may see
    phones: list[Phone]
    needs: list[str]
    risks: list[RiskNearby]
    mistakes: list[MistakeView]

    @property
    def mistaken(self) -> list[int]:
        """The records that were made by mistake for this person."""
        return [mistake.other_id for mistake in self.mistakes if not mistake.is_this and mistake.other_id]


def banner(person_id: int, *, seen_by: Worker) -> Banner:
    """Raises NoSuchPerson."""
    require(seen_by, Ability.VIEW, about=person_id)
    with connection.cursor() as cursor:
        cursor.execute(_BANNER, {"person": person_id, "besides": [], "worker": seen_by.pk})
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise NoSuchPerson
    top = PersonCard.of(row)
    alerts, names, homes, phones, nhs, facts, risks, mistakes = row[CARD_WIDTH:]
    nhs_number, nhs_verified, nhs_also_on = nhs or ("", True, [])
    return Banner(
        card=top,
        other_names=[name for name in dict.fromkeys(names) if not set(name.split()) <= set(top.name.split())],
        homes=[_home(*home) for home in homes] if has_part(seen_by, Part.ADDRESSES) else [],
        alerts=[AlertView.of(*alert) for alert in alerts] if has_part(seen_by, Part.ALERTS) else [],
        nhs_number=nhs_number,
        nhs_verified=nhs_verified,
        nhs_also_on=[(other, name) for other, name in nhs_also_on],
        phones=_phones(phones) if has_part(seen_by, Part.ADDRESSES) else [],
        needs=[f"{Fact.Kind(kind).label}: {words_for(kind, code) if code else text}" for kind, code, text in facts],
        risks=_in_parts([RiskNearby.of(PersonCard.of_json(card), more, person_id) for card, more in risks], seen_by),
        mistakes=[MistakeView.of(*mistake) for mistake in mistakes],
    )


def _phones(rows: list[list[Any]]) -> list[Phone]:
    """Each number once."""
    said = {key: (value, answers, note) for key, value, answers, note in rows}
    return [Phone(value, most_careful(answers), len(answers) > 1, note) for value, answers, note in said.values()]


def _home(
    lines: str, postcode: str, place_id: int, kind: str, since: str | None, is_confidential: bool, kept_from: list[str] | None  # noqa: FBT001 - a row of JSON
) -> AddressView:  # fmt: skip
    """A home from a row of HOME."""
    text = ", ".join(filter(None, [lines, postcode]))
    start = date.fromisoformat(since) if since else None
    return AddressView(text, postcode, place_id, Residence.Kind(kind).label, start, is_confidential, kept_from or [])
