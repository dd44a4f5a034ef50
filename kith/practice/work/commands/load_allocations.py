"""Loading allocations and tasks by the thousand: COPY, one ledger event a batch."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max

from kith.foundations.access.commands import load_grants
from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import circles_of
from kith.practice.work.events import AllocationsLoaded
from kith.practice.work.models import Allocation

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
def load_allocations(*, rows: Mapping[str, Sequence[Sequence[object]]], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS."""
    require(by, Ability.ALLOCATE)
    before = Allocation.objects.aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            if rows.get(table):
                with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy:
                    for row in rows[table]:
                        copy.write_row(row)
    _grant(before, by=by, at=at)
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(AllocationsLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)


def _grant(after: int, *, by: Worker, at: datetime) -> None:
    """Business with each loaded person and their family, as `allocate` gives it."""
    loaded = list(Allocation.objects.filter(pk__gt=after, ends_on=None).values_list("pk", "person_id", "worker_id", "team_id", "starts_on"))
    families = circles_of([person_id for _, person_id, _, _, _ in loaded], seen_by=by)
    rows: list[tuple[int | None, int | None, int, str, date, None]] = []
    for pk, person_id, worker_id, team_id, since in loaded:
        for one in families[person_id]:
            rows += [(worker_id, None, one, f"work.Allocation:{pk}", since, None)] if worker_id else []
            rows.append((None, team_id, one, f"work.Allocation:{pk}", since, None))
    load_grants(rows=rows, manifest={"source": "allocations"}, by=by, at=at)
