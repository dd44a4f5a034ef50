"""Loading finished forms by the thousand: COPY, one ledger event a batch. And the versions that they were answered under."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.postgres.copying import Loadable, first_broken, load_batch
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands.responding import _current_version
from kith.practice.forms.events import FormsHeld, ResponsesLoaded
from kith.practice.forms.models import FormVersion

# Table -> columns, in the order in which they are loaded. What was typed is not loaded: reopening makes it from the answers.
COLUMNS: dict[str, tuple[str, ...]] = {
    "forms_response": (
        "id", "uuid", "version_id", "owner", "prior_id", "answers", "how", "started_at", "started_by_id", "saved_at", "saved_by_id", "finished_at",
        "finished_by_id", "fields", "aside", "revision",
    ),
    "forms_responsepart": ("response_id", "response_uuid", "version_id", "finished_at", "person_id", "answers", "how", "fields"),
}  # fmt: skip
# What the verbs of one form judge, asked of a whole batch: the first row that breaks it.
_JUDGED = (
    ("Response {}: it is not finished. Only finished forms are loaded.",
     "select id from forms_response where id between %(forms_response)s and %(forms_response_last)s and finished_at is null limit 1"),
    ("Response {}: it is about nobody. Give it a part for each person.",
     """select r.id from forms_response r where r.id between %(forms_response)s and %(forms_response_last)s
        and not exists (select from forms_responsepart p where p.id between %(forms_responsepart)s and %(forms_responsepart_last)s
        and p.response_id = r.id) limit 1"""),
    ("Response {}: the part of person {} is of another version or address. Give each part those of its response.",
     """select r.id, p.person_id from forms_responsepart p join forms_response r on r.id = p.response_id
        where p.id between %(forms_responsepart)s and %(forms_responsepart_last)s
        and (p.version_id, p.response_uuid) is distinct from (r.version_id, r.uuid) limit 1"""),
)  # fmt: skip


class ResponseRefused(Refusal):
    """A batch in which something breaks the rules of forms; nothing of it is kept."""


@command
def load_responses(*, rows: Mapping[str, Loadable], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS; responses bring their own ids, each higher than those before. Raises ResponseRefused."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        ids = load_batch(cursor, COLUMNS, rows, with_own_ids=["forms_response"])
        if broken := first_broken(cursor, _JUDGED, ids):
            raise ResponseRefused(broken)
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(ResponsesLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)


@command
def hold_versions(*, form_keys: Iterable[str], by: Worker, at: datetime) -> dict[str, FormVersion]:
    """The current version of each form, kept so that answers which are to be loaded can point at it."""
    require(by, Ability.RECORD)
    held = {key: _current_version(key, by=by, at=at) for key in form_keys}
    announce(FormsHeld(reason=", ".join(held)), by=by, at=at)
    return held
