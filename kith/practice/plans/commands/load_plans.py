"""Loading plans by the thousand: COPY, one ledger event a batch. The database's constraints hold the same rules."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.postgres.copying import Loadable, first_broken, load_batch
from kith.foundations.staff.models import Worker
from kith.practice.plans.commands.making import PlanRefused
from kith.practice.plans.events import PlansLoaded

_PART = ("plan_id", "person_id", "written_at", "written_by_id")

# Table -> columns, in the order in which they are loaded.
COLUMNS: dict[str, tuple[str, ...]] = {
    "plans_plan": ("id", "title", "made_in_id", "made_at", "made_by_id", "ended_on", "ended_by_id", "ended_because"),
    "plans_planperson": ("plan_id", "person_id", "since", "left_on"),
    "plans_need": ("id", *_PART, "says", "wanted", "carried_from_id"),
    "plans_action": ("id", *_PART, "need_id", "what", "who", "worker_id", "due_on", "why", "replaces_id", "carried_from_id"),
    "plans_progress": (*_PART, "action_id", "standing", "changed", "reviewed_on"),
}
WITH_OWN_IDS = ("plans_plan", "plans_need", "plans_action")
# What the verbs of one plan judge, asked of a whole batch: the first row that breaks it.
_JUDGED = (
    ("Need {}: person {} has no part in its plan. Give them one, or leave the person out.",
     """select n.id, n.person_id from plans_need n where n.id between %(plans_need)s and %(plans_need_last)s and n.person_id is not null and not exists (
            select from plans_planperson p where p.id between %(plans_planperson)s and %(plans_planperson_last)s
        and p.plan_id = n.plan_id and p.person_id = n.person_id) limit 1"""),
    ("Action {}: it is in another part than need {}. Give it the person of its need.",
     """select a.id, a.need_id from plans_action a join plans_need n on n.id = a.need_id
        where a.id between %(plans_action)s and %(plans_action_last)s and (a.plan_id, a.person_id) is distinct from (n.plan_id, n.person_id) limit 1"""),
    ("Progress of action {}: {} is before its plan was made. Correct the date.",
     """select p.action_id, p.reviewed_on from plans_progress p join plans_plan plan on plan.id = p.plan_id
        where p.id between %(plans_progress)s and %(plans_progress_last)s and p.reviewed_on < (plan.made_at at time zone 'Europe/London')::date limit 1"""),
)  # fmt: skip


@command
def load_plans(*, rows: Mapping[str, Loadable], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS; plans, needs and actions bring their own ids, each higher than those before, and
    a plan comes with everybody whom it is about. Raises PlanRefused, naming the row."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        ids = load_batch(cursor, COLUMNS, rows, with_own_ids=WITH_OWN_IDS)
        if broken := first_broken(cursor, _JUDGED, ids):
            raise PlanRefused(broken)
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(PlansLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)
