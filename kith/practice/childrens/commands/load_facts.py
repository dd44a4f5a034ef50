"""Loading typed facts by the thousand: COPY, one ledger event a batch."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.postgres.copying import Loadable, Packed, copy_in
from kith.foundations.staff.models import Worker
from kith.practice.childrens.events import FactsLoaded
from kith.practice.childrens.models import BESIDE

# Table -> its columns: those that it says, then the step, the person, when and by whom.
COLUMNS: dict[str, tuple[str, ...]] = {
    model._meta.db_table: tuple(field.column for field in model._meta.concrete_fields if not field.primary_key)
    for model in BESIDE.values()
}


@command
def load_facts(*, rows: Mapping[str, Loadable], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS. The database holds the code sets and that nothing contradicts itself."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            copy_in(cursor, table, columns, _as_arrays(rows.get(table, ())))
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(FactsLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)


def _as_arrays(rows: Loadable) -> Loadable:
    """Lists of codes as PostgreSQL writes them. What is packed already was written so."""
    if isinstance(rows, Packed):
        return rows
    return [["{" + ",".join(map(str, each)) + "}" if isinstance(each, list) else each for each in row] for row in rows]
