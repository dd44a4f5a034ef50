"""Loading journeys by the thousand: episodes, steps, whom they are about, what happened, clocks and sign-offs. COPY, one ledger event a batch."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks import catalogue
from kith.foundations.ledger.commands import announce, command
from kith.foundations.postgres.copying import Loadable, first_broken, load_batch
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands.shutting import shut_step
from kith.practice.pathways.events import StepsLoaded
from kith.practice.pathways.models import Step
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.rules.clockrows import COUNTED

# Table -> columns, in the order in which they are loaded. Clocks are counted ahead, by rules.clockwork and rules.clockrows.
COLUMNS: dict[str, tuple[str, ...]] = {
    "pathways_episode": ("id", "person_id", "kind", "started_on", "ended_on", "reason", "opened_by_id", "closed_by_id", "recorded_at", "recorded_by_id"),
    "pathways_step": (
        "id", "kind", "status", "worker_id", "team_id", "came_from_id", "began_at", "began_time_known", "booked_for", "held_at", "held_time_known",
        "made_at", "made_by_id", "finished_at", "finished_by_id", "authorised_at", "authorised_by_id", "why", "is_urgent", "response",
    ),
    "pathways_stepperson": ("step_id", "person_id", "episode_id", "outcome", "because", "reason"),
    "pathways_departure": ("step_id", "person_id", "what", "why", "said_at", "said_by_id"),
    "pathways_signoff": ("step_id", "to_id", "sent_at", "sent_by_id", "decided_at", "decided_by_id", "is_authorised", "reasons"),
    "pathways_happening": ("person_id", "step_id", "kind", "at", "time_known", "because", "source", "recorded_at", "recorded_by_id"),
    "pathways_runningclock": ("person_id", "step_id", "episode_id", "rule", *COUNTED),
}  # fmt: skip
WITH_OWN_IDS = ("pathways_episode", "pathways_step")
LEADS_KEPT_BY = (("pathways_episode", "episode_is_led"), ("work_allocation", "led_from_now"))  # (table, trigger)
_LED = """
    update pathways_episode e set is_led = not e.is_led where e.ended_on is null
      and e.is_led <> exists (select from work_allocation a where a.person_id = e.person_id and a.role = 'lead' and a.ends_on is null)
"""

# What the verbs of one step judge, asked of a whole batch: the first row that breaks it, by a name that its file would know.
_JUDGED = (
    ('Step {}: there is no kind of step "{}". Declare it, or load the step under one that is declared.',
     "select id, kind from pathways_step where id between %(pathways_step)s and %(pathways_step_last)s and not kind = any(%(kinds)s) limit 1"),
    ('Episode {}: there is no kind of episode "{}". Declare it, or load it under one that is declared.',
     "select id, kind from pathways_episode where id between %(pathways_episode)s and %(pathways_episode_last)s and not kind = any(%(episodes)s) limit 1"),
    ('Episode {}: "{}" is not a reason for which it can end. Give one of its kind.',
     """select id, reason from pathways_episode where id between %(pathways_episode)s and %(pathways_episode_last)s and ended_on is not null
        and not kind || ' ' || reason = any(%(reasons)s) limit 1"""),
    ('Step {}: "{}" is not one of its outcomes. Give each person in a step that is over one of its kind\'s outcomes.',
     """select s.id, p.outcome from pathways_stepperson p join pathways_step s on s.id = p.step_id
        where p.id between %(pathways_stepperson)s and %(pathways_stepperson_last)s
        and s.status in ('done', 'waiting') and not s.kind || ' ' || p.outcome = any(%(outcomes)s) limit 1"""),
    ("Step {}: the episode {} in which it stands is somebody else's. Give the episode of the person whom the step is about.",
     """select p.step_id, p.episode_id from pathways_stepperson p join pathways_episode e on e.id = p.episode_id
        where p.id between %(pathways_stepperson)s and %(pathways_stepperson_last)s and e.person_id <> p.person_id limit 1"""),
    ("Step {}: it is {}, and nobody has decided on its sign-off, or somebody has. Only a step that waits has an open round.",
     """select s.id, s.status from pathways_signoff o join pathways_step s on s.id = o.step_id
        where o.id between %(pathways_signoff)s and %(pathways_signoff_last)s
        and o.decided_at is null and s.status <> 'waiting' limit 1"""),
    ('Clock {}: there is no rule "{}". Load only clocks of the catalogue.',
     """select id, rule from pathways_runningclock where id between %(pathways_runningclock)s and %(pathways_runningclock_last)s
        and not rule = any(%(rules)s) limit 1"""),
    ("Clock {}: it still runs in step {}, which is over. Say when it was met or ended.",
     """select c.id, c.step_id from pathways_runningclock c join pathways_step s on s.id = c.step_id
        where c.id between %(pathways_runningclock)s and %(pathways_runningclock_last)s
        and s.status in ('skipped', 'cancelled') and c.met_at is null and c.ended_at is null limit 1"""),
)  # fmt: skip


class NotToBeLoaded(Refusal):
    """A batch in which something breaks the rules of the steps; nothing of it is kept."""


@command
def load_steps(*, rows: Mapping[str, Loadable], manifest: Mapping[str, object], by: Worker, at: datetime) -> None:
    """Load a batch. `rows`: table -> rows by COLUMNS; steps and episodes bring their own ids, each higher than those before. Raises NotToBeLoaded."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        ids = load_batch(cursor, COLUMNS, rows, with_own_ids=WITH_OWN_IDS)
        _judge(cursor, ids, by)
        _shut(ids, by=by, at=at)
    counts = {table: len(rows[table]) for table in COLUMNS if rows.get(table)}
    announce(StepsLoaded(reason=json.dumps({**manifest, **counts})), by=by, at=at)


@command
def load_leads(*, by: Worker, at: datetime) -> None:
    """Which open episodes somebody leads, all at once: after a load during which the database's own account of it (LEADS_KEPT_BY) was at rest."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        cursor.execute(_LED)
    announce(StepsLoaded(reason="who leads"), by=by, at=at)


def _shut(ids: Mapping[str, int], *, by: Worker, at: datetime) -> None:
    """What is declared as restricted is shut, as it is when it begins."""
    declared = in_force(seen_by=by).declared
    restricted = [kind.key for kind in declared.steps.values() if kind.restricted]
    of_the_batch = Step.objects.filter(pk__gte=ids["pathways_step"], pk__lte=ids["pathways_step_last"])
    for step in of_the_batch.filter(kind__in=restricted).exclude(status=Step.Status.PLANNED).select_related("team"):
        shut_step(step=step, kind=declared.of(step.kind), by=by, at=at)


def _judge(cursor: Any, ids: Mapping[str, int], by: Worker) -> None:
    declared = in_force(seen_by=by).declared
    known = {
        "kinds": list(declared.steps),
        "episodes": list(declared.episodes),
        "reasons": [f"{kind.key} {reason}" for kind in declared.episodes.values() for reason in kind.reasons],
        "outcomes": [f"{kind.key} {outcome}" for kind in declared.steps.values() for outcome in kind.outcomes],
        "rules": list(catalogue.shipped().rules),
    }
    if broken := first_broken(cursor, _JUDGED, {**ids, **known}):
        raise NotToBeLoaded(broken)
