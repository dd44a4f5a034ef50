"""The steps whose facts bear on a step: itself, those from which it came, and the others of the same episode."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.timezone import localdate

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import StepPerson
from kith.practice.pathways.queries.in_force import in_force

_LINE = """
    with recursive line as (
        select id, came_from_id, 0 as back from pathways_step where id = %(step)s
        union all select s.id, s.came_from_id, line.back + 1 from pathways_step s join line on s.id = line.came_from_id where line.back < 60
    ),
    own as (select o.person_id, o.episode_id from pathways_stepperson o where o.step_id = %(step)s)
    select p.person_id, s.id, s.kind, coalesce(s.held_at, s.finished_at, s.began_at)
    from pathways_stepperson p
    join pathways_step s on s.id = p.step_id
    left join line on line.id = s.id
    left join own on own.person_id = p.person_id and own.episode_id = p.episode_id
    where p.person_id = any(%(people)s) and s.status <> 'cancelled' and (line.id is not null or own.person_id is not null)
    order by p.person_id, line.back nulls last, s.began_at desc nulls last, s.id desc
"""


@dataclass(frozen=True)
class InLine:
    """A step that bears on another: what it is called, and its day (none: not begun)."""

    step_id: int
    title: str
    on: date | None


_AFTER = """
    with recursive line as (
        select %(step)s::bigint as id, 0 as on_
        union select s.id, line.on_ + 1 from pathways_step s join line on s.came_from_id = line.id where line.on_ < 60
    )
    select id from line
"""


def steps_after(step_id: int, *, seen_by: Worker) -> list[int]:
    """A step and all that came of it, as far as they are open to the worker."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, {"step": step_id})
        found = [row[0] for row in cursor.fetchall()]
    about = StepPerson.objects.filter(step_id__in=found).values_list("step_id", "person_id")
    open_to = open_ids({person for _, person in about}, seen_by=seen_by)
    return sorted({step for step, person in about if person in open_to})


def line_of(step_id: int, people: Iterable[int], *, seen_by: Worker) -> dict[int, list[InLine]]:
    """By person, of those whose records are open: the step itself, those before it, the nearest first, then the rest of its episode, the newest
    first. One that was opened by mistake counts for nothing."""
    require(seen_by, Ability.SIGNED_IN)
    found: dict[int, list[InLine]] = defaultdict(list)
    open_to = open_ids(people, seen_by=seen_by)
    if not open_to:
        return found
    declared = in_force(seen_by=seen_by).declared
    with connection.cursor() as cursor:
        cursor.execute(_LINE, {"step": step_id, "people": sorted(open_to)})
        for person, step, kind, at in cursor.fetchall():
            found[person].append(InLine(step, declared.of(kind).title, localdate(at) if at else None))
    return found
