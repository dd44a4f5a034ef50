"""What is due: about a person, with what is in force for them; for a worker; for whoever signs off."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.clocks import catalogue
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import SignOff, StepPerson
from kith.practice.pathways.queries.in_force import EDITIONS, _declared, in_force
from kith.practice.pathways.queries.steps import STILL_OPEN
from kith.practice.people.queries import person_cards

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
_TO_BEGIN = """
    select s.id, s.kind from pathways_step s
    where s.worker_id = %(worker)s and s.status = 'planned' and not exists (
        select 1 from pathways_runningclock c where c.step_id = s.id and c.met_at is null and c.ended_at is null)
    order by s.made_at, s.id limit %(shown)s
"""
_FOR = _OPEN.format("""
    (c.step_id = any(array(select own.id from pathways_step own where own.worker_id = %(worker)s and own.status = any(%(open)s)))
     or (c.episode_id is not null and c.person_id = any(%(people)s)))
""")


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
        found = [_Row(*row) for row in cursor.fetchall()]
    names = _open_names({row.person_id for row in found}, seen_by)
    return _together([_item(row, names[row.person_id], now) for row in found if row.person_id in names])


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
        rows: list[tuple[int, str]] = cursor.fetchall()
    if not rows:
        return []
    declared, names = in_force(seen_by=seen_by).declared, _names([step for step, _ in rows], seen_by)
    return [ToBegin(step, declared.of(kind).title, names[step]) for step, kind in rows if step in names]


def to_sign(*, seen_by: Worker) -> list[ToSign]:
    """What waits for the worker's sign-off, the longest first."""
    require(seen_by, Ability.SIGNED_IN)
    rounds = list(SignOff.objects.filter(to=seen_by, decided_at=None).select_related("step", "sent_by").order_by("sent_at")[:SHOWN])
    if not rounds:
        return []
    declared = in_force(seen_by=seen_by).declared
    names = _names([round_.step_id for round_ in rounds], seen_by)
    return [
        ToSign(one.step_id, declared.of(one.step.kind).title, names.get(one.step_id, ""), one.sent_at, one.sent_by.name, one.step.is_urgent)
        for one in rounds
    ]


def _item(row: _Row, name: str, now: datetime) -> DueItem:
    rule = catalogue.shipped().rule(row.rule)
    return DueItem(
        row.person_id, name, row.step_id, rule.named, row.worker, row.due_at, rule.span.unit.by_hours, now > row.due_at, now >= row.warn_at
    )


def _names(steps: list[int], seen_by: Worker) -> dict[int, str]:
    """By step: the names of whom it is about, as far as they are open."""
    links = list(StepPerson.objects.filter(step_id__in=steps).order_by("id").values_list("step_id", "person_id"))
    names = _open_names({person for _, person in links}, seen_by)
    found: dict[int, list[str]] = {}
    for step, person in links:
        if person in names:
            found.setdefault(step, []).append(names[person])
    return {step: ", ".join(told) for step, told in found.items()}


def _open_names(people: set[int], seen_by: Worker) -> dict[int, str]:
    """By person, of those whose records are open."""
    cards = person_cards(people, seen_by=seen_by) if people else {}
    return {id_: card.name for id_, card in cards.items() if card.is_open}
