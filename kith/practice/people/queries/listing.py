"""People as a list of search results shows them, in one statement for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Name
from kith.practice.people.queries.banner import HOMES_JSON, _home
from kith.practice.people.queries.cards import ALERTS_JSON, CARD_COLUMNS, CARD_WIDTH, KNOWN, AddressView, AlertView, PersonCard

_LISTED = f"""
    select {CARD_COLUMNS}, {ALERTS_JSON}, {HOMES_JSON},
      (select coalesce(json_agg(json_build_array(n.kind, n.ends_on is null, trim(n.forenames || ' ' || n.surname)) order by n.id), '[]')
         from people_name n where n.person_id = p.id and n.struck_at is null)
    from people_person p where p.id = any(%(ids)s) and {KNOWN}
"""  # noqa: S608 - fixed text of ours


@dataclass(frozen=True)
class Listed:
    """A person with homes, alerts and names. `present`: the legal name now; `others`: (what kind, name)."""

    card: PersonCard
    alerts: list[AlertView]
    homes: list[AddressView]
    present: str
    others: list[tuple[str, str]]


def listed(ids: Iterable[int], *, seen_by: Worker) -> dict[int, Listed]:
    """By person."""
    require(seen_by, Ability.SEARCH)
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, {"ids": list(ids), "worker": seen_by.pk})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return {row[0]: _listed(row, seen_by) for row in rows}


def _listed(row: tuple[Any, ...], seen_by: Worker) -> Listed:
    who = PersonCard.of(row)
    alerts, homes, names = row[CARD_WIDTH:] if who.is_open else ([], [], [])
    present = next((name for kind, is_open, name in names if kind == Name.Kind.LEGAL and is_open), "")
    others = [(Name.Kind(kind).label, name) for kind, is_open, name in names if not (kind == Name.Kind.LEGAL and is_open)]
    warnings = [AlertView.of(*alert) for alert in alerts] if has_part(seen_by, Part.ALERTS) else []
    return Listed(who, warnings, [_home(*home) for home in homes] if has_part(seen_by, Part.ADDRESSES) else [], present, others)
