"""Loading entries by the thousand, with their parts, story lines and significant events: COPY, one ledger event a batch."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.postgres.copying import Loadable, copy_in
from kith.foundations.staff.models import Worker
from kith.practice.recording.events import EntriesLoaded

COLUMNS: dict[str, tuple[str, ...]] = {
    "recording_entry": (
        "id", "kind", "title", "happened_at", "time_known", "text", "place", "others", "answers", "version", "written_at", "written_by_id", "struck_reason",
    ),
    "recording_entrypart": ("entry_id", "role", "person_id", "text", "seen", "seen_alone", "why_not", "where_seen", "wishes"),
    "recording_storyline": (
        "person_id", "happened_at", "what", "source", "source_id", "significance", "access_class", "recorded_at", "worker_id", "words",
    ),
    "recording_significantevent": ("person_id", "happened_on", "what_happened", "impact", "chosen_at", "chosen_by_id", "withdrawn_reason"),
}  # fmt: skip


@command
def load_entries(*, rows: Mapping[str, Loadable], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS; entries bring their own ids."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            copy_in(cursor, table, columns, rows.get(table, ()))
        cursor.execute("select setval(pg_get_serial_sequence('recording_entry', 'id'), greatest((select max(id) from recording_entry), 1))")
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(EntriesLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)
