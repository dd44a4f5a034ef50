"""The top of a person's record, in one statement: it stands on every page of the record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Alert, ContactPoint, Fact, Residence
from kith.practice.people.queries.cards import CARD_COLUMNS, CARD_WIDTH, KNOWN, AddressView, AlertView, NoSuchPerson, PersonCard
from kith.practice.people.rules.code_sets import words_for

ALERTS_JSON = """(select coalesce(json_agg(json_build_array(a.id, a.kind, a.reason, a.starts_on, a.review_on, a.told, a.is_risk_to_workers)
    order by a.is_risk_to_workers desc, a.starts_on), '[]') from people_alert a where a.person_id = p.id and a.ends_on is null)"""
HOMES_JSON = """(select coalesce(json_agg(json_build_array(l.lines, l.postcode, l.id, r.kind, r.starts_on, r.is_confidential)
         order by r.kind, r.starts_on desc), '[]')
         from people_residence r join people_place l on l.id = r.place_id
        where r.person_id = p.id and r.ends_on is null and r.kind in ('main', 'shared_care', 'placement') and people_shows_place(p.id, l.id))"""
_BANNER = f"""
    select {CARD_COLUMNS}, {ALERTS_JSON},
      (select coalesce(json_agg(trim(n.forenames || ' ' || n.surname) order by n.id), '[]') from people_name n where n.person_id = p.id),
      {HOMES_JSON},
      (select coalesce(json_agg(json_build_array(c.value, c.safe) order by c.id), '[]')
         from people_contactpoint c where c.person_id = p.id and c.ends_on is null and c.kind <> 'email'),
      (select i.value from people_identifier i where i.person_id = p.id and i.scheme = 'nhs_number' and i.ends_on is null order by i.id limit 1),
      (select coalesce(json_agg(json_build_array(f.kind, f.code, f.text) order by f.id), '[]') from people_fact f
        where f.person_id = p.id and f.ends_on is null and f.kind in ('interpreter', 'language', 'communication_need') and f.code not in ('eng', 'no'))
    from people_person p where p.id = %(person)s and {KNOWN}
"""  # noqa: S608 - fixed text of ours


@dataclass(frozen=True)
class Phone:
    """A telephone number, and whether it is safe to use."""

    value: str
    safe: str


@dataclass(frozen=True)
class Banner:
    """Who is this, and is anyone in danger: the top of every page of a record."""

    card: PersonCard
    other_names: list[str]
    homes: list[AddressView]
    alerts: list[AlertView]
    nhs_number: str
    phones: list[Phone]
    needs: list[str]


def banner(person_id: int, *, seen_by: Worker) -> Banner:
    """Raises NoSuchPerson."""
    require(seen_by, Ability.VIEW, about=person_id)
    with connection.cursor() as cursor:
        cursor.execute(_BANNER, {"person": person_id, "worker": seen_by.pk})
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise NoSuchPerson
    top = PersonCard.of(row)
    alerts, names, homes, phones, nhs_number, facts = row[CARD_WIDTH:]
    return Banner(
        card=top,
        other_names=[name for name in dict.fromkeys(names) if name and name not in top.name],
        homes=[_home(*home) for home in homes],
        alerts=[_alert(*alert) for alert in alerts],
        nhs_number=nhs_number or "",
        phones=[Phone(value, ContactPoint.Safe(safe).value) for value, safe in phones],
        needs=[f"{Fact.Kind(kind).label}: {words_for(kind, code) if code else text}" for kind, code, text in facts],
    )


def _alert(id_: int, kind: str, reason: str, starts_on: str | None, review_on: str, told: str, is_risk_to_workers: bool) -> AlertView:  # noqa: FBT001 - a row of JSON
    """An alert from a row of ALERTS_JSON."""
    since = date.fromisoformat(starts_on) if starts_on else None
    return AlertView(id_, Alert.Kind(kind).label, reason, since, date.fromisoformat(review_on), Alert.Told(told).label, is_risk_to_workers)


def _home(lines: str, postcode: str, place_id: int, kind: str, since: str | None, is_confidential: bool) -> AddressView:  # noqa: FBT001 - as above
    text = ", ".join(filter(None, [lines, postcode]))
    return AddressView(text, postcode, place_id, Residence.Kind(kind).label, date.fromisoformat(since) if since else None, is_confidential)
