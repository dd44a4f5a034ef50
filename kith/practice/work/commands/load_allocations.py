"""Loading allocations and tasks by the thousand: COPY, one ledger event a batch."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection

from kith.foundations.access.commands import load_grants
from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.postgres.copying import Loadable, copy_in
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import circles_of
from kith.practice.work.events import AllocationsLoaded
from kith.practice.work.models import Allocation

AT_ONCE = 20_000  # allocations whose families are asked for together

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
    "work_task": ("person_id", "worker_id", "title", "due_on", "raised_at", "raised_by_id", "together"),
}


@command
def load_allocations(*, rows: Mapping[str, Loadable], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS."""
    require(by, Ability.ALLOCATE)
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            copy_in(cursor, table, columns, rows.get(table, ()))
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(AllocationsLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)


@command
def load_business(*, by: Worker, at: datetime) -> None:
    """Business with each person and their family, as `allocate` gives it, for every open allocation: once, after a load."""
    require(by, Ability.ALLOCATE)
    held = Allocation.objects.filter(ends_on=None).order_by("pk").values_list("pk", "person_id", "worker_id", "team_id", "starts_on")
    for start in range(0, held.count(), AT_ONCE):
        _business(list(held[start : start + AT_ONCE]), by=by, at=at)


def _business(held: list[tuple[int, int, int | None, int, date]], *, by: Worker, at: datetime) -> None:
    families = circles_of([person_id for _, person_id, _, _, _ in held], seen_by=by)
    rows: list[tuple[int | None, int | None, int, str, date, None]] = []
    for pk, person_id, worker_id, team_id, since in held:
        for one in sorted(families[person_id]):
            rows += [(worker_id, None, one, f"work.Allocation:{pk}", since, None)] if worker_id else []
            rows.append((None, team_id, one, f"work.Allocation:{pk}", since, None))
    load_grants(rows=rows, manifest={"source": "allocations"}, by=by, at=at)
