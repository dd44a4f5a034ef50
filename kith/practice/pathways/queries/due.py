"""What is due: about a person, with what is in force for them; for a worker; for whoever signs off."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.clocks import catalogue
from kith.foundations.staff.models import Worker
from kith.practice.pathways.queries.in_force import EDITIONS, _declared
from kith.practice.pathways.queries.steps import STILL_OPEN

SHOWN = 100
# Written out: every record and every list of the day asks it, and composing it took longer than answering it.
_OPEN = """
    select c.person_id, c.step_id, c.rule, coalesce(w.name, ''), c.due_at, c.warn_at
    from pathways_runningclock c left join pathways_step s on s.id = c.step_id left join staff_worker w on w.id = s.worker_id
    where {} and c.met_at is null and c.ended_at is null and (c.step_id is null or s.status = any(%(open)s))
    order by c.due_at, c.id limit %(shown)s
"""
_ABOUT = _OPEN.format("c.person_id = %(person)s")
_UNDERWAY = f"""
    select clocks.*, null::date as since, null::bigint[] from ({_ABOUT}) clocks
    union all select e.person_id, e.id, e.kind, '', null, null, e.started_on, {EDITIONS}
    from pathways_episode e where e.person_id = %(person)s and e.ended_on is null
    order by since nulls last, 5 nulls first, 2
"""  # noqa: S608 - fixed texts of ours
# The names of whom a step is about, as far as their records are open to the worker.
_NAMES = """coalesce((select string_agg(p.name, ', ' order by whom.id) from pathways_stepperson whom join people_person p on p.id = whom.person_id
    where whom.step_id = s.id and access_sees(%(worker)s, p.id)), '')"""
_TO_BEGIN = f"""
    select s.id, s.kind, {_NAMES}, {EDITIONS} from pathways_step s
    where s.worker_id = %(worker)s and s.status = 'planned' and not exists (
        select 1 from pathways_runningclock c where c.step_id = s.id and c.met_at is null and c.ended_at is null)
    order by s.made_at, s.id limit %(shown)s
"""  # noqa: S608 - fixed texts of ours
_TO_SIGN = f"""
    select s.id, s.kind, {_NAMES}, o.sent_at, by.name, s.is_urgent, first.rule, first.due_at, first.warn_at, {EDITIONS}
    from pathways_signoff o join pathways_step s on s.id = o.step_id join staff_worker by on by.id = o.sent_by_id
    left join lateral (select c.rule, c.due_at, c.warn_at from pathways_runningclock c
        where c.step_id = s.id and c.met_at is null and c.ended_at is null and access_sees(%(worker)s, c.person_id)
        order by c.due_at, c.id limit 1) first on true
    where o.to_id = %(worker)s and o.decided_at is null order by o.sent_at limit %(shown)s
"""  # noqa: S608 - fixed texts of ours
_OURS = _OPEN.format("""
    (c.step_id = any(array(select own.id from pathways_step own where own.worker_id = %(worker)s and own.status = any(%(open)s)))
     or (c.episode_id is not null and c.person_id = any(%(people)s)))
""")
# `materialized`: each of the people is asked about once, however much is due about them.
_FOR = f"""
    with clocks as materialized ({_OURS}), whom as materialized (
        select id, name from people_person where id = any(array(select person_id from clocks)) and access_sees(%(worker)s, id))
    select clocks.*, whom.name from clocks join whom on whom.id = clocks.person_id
"""  # noqa: S608 - fixed texts of ours
_LATE = f"""
    with clocks as materialized ({_OPEN.format("c.person_id = any(%(people)s) and c.due_at < %(now)s")}), whom as materialized (
        select id, name from people_person where id = any(array(select person_id from clocks)) and access_sees(%(worker)s, id))
    select clocks.*, whom.name from clocks join whom on whom.id = clocks.person_id
"""  # noqa: S608 - fixed texts of ours


@dataclass(frozen=True)
class DueItem:
    """Something due: about whom, in which step (none for a visit), by whom, when, and whether it is late."""

    person_id: int
    name: str
    step_id: int | None
    what: str
    worker: str
    due_at: datetime
    by_hours: bool
    is_late: bool
    is_soon: bool
    binds: bool  # by law or statutory guidance; else the council's own practice


@dataclass(frozen=True)
class Underway:
    """(title, since) of each plan and other episode that is in force, the outer before the inner; and what is due, the soonest first, without
    a name: it is theirs."""

    plans: list[tuple[str, date]]
    due: list[DueItem]


@dataclass(frozen=True)
class _Row:
    """A clock that runs."""

    person_id: int
    step_id: int | None
    rule: str
    worker: str
    due_at: datetime
    warn_at: datetime


@dataclass(frozen=True)
class ToBegin:
    """A planned step of a worker's that no clock runs for yet."""

    step_id: int
    title: str
    names: str


@dataclass(frozen=True)
class ToSign:
    """A step that waits for a worker's sign-off."""

    step_id: int
    title: str
    names: str
    sent_at: datetime
    sent_by: str
    is_urgent: bool
    due: DueItem | None  # what waits for it, where a clock runs


def underway(person_id: int, *, now: datetime, seen_by: Worker) -> Underway:
    """What is in force for a person, and what is due; in one statement."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.PLANS):
        return Underway([], [])
    with connection.cursor() as cursor:
        cursor.execute(_UNDERWAY, {"person": person_id, "open": list(STILL_OPEN), "shown": SHOWN})
        rows = cursor.fetchall()
    plans = [(_declared(tuple(editions)).episode(kind).title, since) for _, _, kind, _, _, _, since, editions in rows if since]
    return Underway(plans, [_item(_Row(*row[:6]), "", now) for row in rows if row[6] is None])


def due_for(people: Iterable[int], *, now: datetime, seen_by: Worker) -> list[DueItem]:
    """What is due for a worker: their own steps, each once for all whom it is about, and the visits that are owed to `people`, who are
    allocated to them."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_FOR, {"worker": seen_by.pk, "people": list(people), "open": list(STILL_OPEN), "shown": SHOWN})
        return _together([_item(_Row(*row), name, now) for *row, name in cursor.fetchall()])


def late_about(people: Iterable[int], *, now: datetime, seen_by: Worker) -> list[DueItem]:
    """Steps and visits that are late for these people, the longest overdue first; siblings in one step in one item."""
    require(seen_by, Ability.SIGNED_IN)
    if not has_part(seen_by, Part.PLANS):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LATE, {"worker": seen_by.pk, "people": list(people), "open": list(STILL_OPEN), "shown": 2 * SHOWN, "now": now})
        return _together([_item(_Row(*row), name, now) for *row, name in cursor.fetchall()])


def _together(items: list[DueItem]) -> list[DueItem]:
    """The soonest first; siblings in one step, for whom the same is due at the same time, in one item."""
    found: dict[object, DueItem] = {}
    for item in sorted(items, key=lambda one: one.due_at):
        key = (item.step_id, item.what, item.due_at) if item.step_id else (item.person_id, item.what)
        first = found.get(key)
        found[key] = replace(first, name=f"{first.name}, {item.name}") if first else item
    return list(found.values())


def to_begin(*, seen_by: Worker) -> list[ToBegin]:
    """What an outcome made the worker's to begin, and nothing is due in yet, the longest waiting first."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_TO_BEGIN, {"worker": seen_by.pk, "shown": SHOWN})
        return [ToBegin(step, _declared(tuple(editions)).of(kind).title, names) for step, kind, names, editions in cursor.fetchall() if names]


def to_sign(*, now: datetime, seen_by: Worker) -> list[ToSign]:
    """What waits for the worker's sign-off, the longest first, with what is due first of it."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_TO_SIGN, {"worker": seen_by.pk, "shown": SHOWN})
        rows = cursor.fetchall()
    return [_to_sign(*row, now=now) for row in rows]


def _to_sign(step: int, kind: str, names: str, sent_at: datetime, by: str, is_urgent: bool, *clock: Any, now: datetime) -> ToSign:  # noqa: FBT001 - a row of _TO_SIGN
    rule, due_at, warn_at, editions = clock
    due = _item(_Row(0, step, rule, "", due_at, warn_at), "", now) if rule else None
    return ToSign(step, _declared(tuple(editions)).of(kind).title, names, sent_at, by, is_urgent, due)


def _item(row: _Row, name: str, now: datetime) -> DueItem:
    rule = catalogue.shipped().rule(row.rule)
    return DueItem(
        row.person_id, name, row.step_id, rule.named, row.worker, row.due_at, rule.span.unit.by_hours, now > row.due_at, now >= row.warn_at,
        rule.force.binds,
    )
