"""What the clocks count from: the events of a step, and of the steps from which it came."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.clocks.reading import Event
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import Happening, Step
from kith.practice.pathways.queries.steps import people_of_step
from kith.practice.pathways.rules.clockwork import Happenings
from kith.practice.pathways.rules.times import moment

_EVENTS = """
    with recursive line as (
        select id, came_from_id, 0 as back from pathways_step where id = %(step)s
        union all select s.id, s.came_from_id, line.back + 1 from pathways_step s join line on s.id = line.came_from_id where line.back < 60
    )
    select h.person_id, line.back, h.kind, h.at, h.time_known, h.because
    from line join pathways_happening h on h.step_id = line.id where h.person_id = any(%(people)s)
    order by line.back, h.at, h.id
"""


def happenings_of(step: Step, people: list[int], *, seen_by: Worker) -> Mapping[int, Happenings]:
    """By person: the step's own events, and those of the steps before, the nearest first."""
    require(seen_by, Ability.SIGNED_IN)
    found: dict[int, dict[int, list[Event]]] = {person: defaultdict(list) for person in people}
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, {"step": step.pk, "people": people})
        for person, back, kind, at, time_known, because in cursor.fetchall():
            found[person][back].append(Event(kind, moment(at, time_known), because))
    return {
        person: Happenings(places.get(0, ()), [places[back] for back in sorted(places) if back], step.booked_for)
        for person, places in found.items()
    }


def noted_on(step_id: int, kind: str, *, seen_by: Worker) -> date | None:
    """The day of an event that was noted in a step, about whoever in it is open to the worker; the first, where it was noted again."""
    require(seen_by, Ability.VIEW)
    people = people_of_step(step_id, seen_by=seen_by)
    found = Happening.objects.filter(step_id=step_id, kind=kind, person_id__in=people).order_by("at").values_list("at", flat=True).first()
    return localdate(found) if found else None
