"""Loading allocations and tasks by the thousand: COPY, one ledger event a batch."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce
from kith.foundations.postgres.copying import Loadable, copy_in
from kith.foundations.staff.models import Worker
from kith.practice.work.events import AllocationsLoaded

COLUMNS: dict[str, tuple[str, ...]] = {
    "work_allocation": (
        "person_id",
        "worker_id",
        "team_id",
        "role",
        "starts_on",
        "ends_on",
        "allocated_at",
        "allocated_by_id",
        "end_reason",
    ),
    "work_task": ("person_id", "worker_id", "title", "due_on", "raised_at", "raised_by_id"),
}


@transaction.atomic
def load_allocations(*, rows: Mapping[str, Loadable], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS."""
    require(by, Ability.ALLOCATE)
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            copy_in(cursor, table, columns, rows.get(table, ()))
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(AllocationsLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)
