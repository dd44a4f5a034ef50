"""Loading people by the thousand: COPY, one transaction and one ledger event a batch. The database's constraints hold the same rules."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.postgres.copying import Loadable, copy_in, go_on_after_last
from kith.foundations.staff.models import Worker
from kith.practice.people.events import PeopleLoaded

_DATED = ("person_id", "starts_on", "ends_on", "source", "recorded_at", "recorded_by_id")
_PERSON = (
    "id",
    "name",
    "born_on",
    "birth_known",
    "is_unborn",
    "expected_on",
    "died_on",
    "sex",
    "restriction",
    "recorded_at",
    "recorded_by_id",
)

# Table -> columns, in the order in which they can be loaded. The rows of a batch follow these columns.
COLUMNS: dict[str, tuple[str, ...]] = {
    "people_person": _PERSON,
    "people_name": (*_DATED, "kind", "forenames", "surname"),
    "people_place": ("id", "lines", "postcode", "uprn", "key", "is_communal"),
    "people_residence": (*_DATED, "place_id", "kind", "is_confidential"),
    "people_identifier": (*_DATED, "scheme", "value", "issued_by", "is_verified"),
    "people_contactpoint": (*_DATED, "kind", "value", "key", "safe", "note"),
    "people_relationship": (*_DATED, "other_id", "kind", "has_pr", "note"),
    "people_fact": (*_DATED, "kind", "code", "text"),
    "people_alert": (*_DATED, "kind", "reason", "review_on", "told", "is_risk_to_workers"),
    "people_professional": (*_DATED, "role", "organisation", "name", "phone", "email"),
    "people_vehicle": (*_DATED, "registration", "description"),
    "people_asreceived": ("person_id", "field", "value", "problem", "source", "received_at"),
}
WITH_OWN_IDS = ("people_person", "people_place")


@command
def load_people(*, rows: Mapping[str, Loadable], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS; persons and places bring their own ids, from `next_ids`."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            copy_in(cursor, table, columns, rows.get(table, ()))
        for table in WITH_OWN_IDS:
            if rows.get(table):
                go_on_after_last(cursor, table)
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(PeopleLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)
