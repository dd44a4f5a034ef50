"""The typed facts beside steps: of a step, and as known to a step from those before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.childrens.models import BESIDE, BesideStep
from kith.practice.childrens.rules.facts import STEP_FACTS
from kith.practice.pathways.queries import line_of

KEPT_BESIDE = {"id", "step_id", "person_id", "recorded_at", "recorded_by_id"}


@dataclass(frozen=True)
class KnownFact:
    """What is on record of one person: the answer, in which step it was said, and when."""

    value: Any
    step_id: int
    source: str
    on: date | None


def known_facts(key: str, person_ids: Iterable[int], *, step_id: int, seen_by: Worker) -> dict[int, KnownFact]:
    """By person: what a step, or a step before it, says. What does not carry over is the step's own. In at most four
    statements, in one where there is nothing."""
    require(seen_by, Ability.VIEW)
    fact = STEP_FACTS[key]
    if not fact.carries and not BESIDE[fact.table].objects.filter(step_id=step_id).exists():
        return {}  # asked on every pause of a worker who types: mostly nothing is there yet
    line = line_of(step_id, person_ids, seen_by=seen_by)
    steps = {each.step_id for one in line.values() for each in one} if fact.carries else {step_id}
    rows = {(row.person_id, row.step_id): row for row in BESIDE[fact.table].objects.filter(step_id__in=steps, person_id__in=list(line))}
    found = {}
    for person, places in line.items():
        for place in places if fact.carries else places[:1]:
            row = rows.get((person, place.step_id))
            value = fact.reads(vars(row)) if row else None
            if row and value is not None:
                found[person] = KnownFact(value, place.step_id, place.title, place.on or localdate(row.recorded_at))
                break
    return found


def facts_beside(step_ids: Iterable[int], *, seen_by: Worker) -> dict[tuple[int, int], dict[str, dict[str, Any]]]:
    """By (step, person): by table, the columns of what these steps themselves say, of those whose records are open. For returns and lists."""
    require(seen_by, Ability.VIEW)
    ids = list(step_ids)
    rows: list[tuple[str, Any]] = [(table, row) for table, model in BESIDE.items() for row in model.objects.filter(step_id__in=ids)]
    open_to = open_ids({row.person_id for _, row in rows}, seen_by=seen_by) if rows else set()
    found: dict[tuple[int, int], dict[str, dict[str, Any]]] = {}
    for table, row in rows:
        if row.person_id in open_to:
            found.setdefault((row.step_id, row.person_id), {})[table] = _columns(row)
    return found


def _columns(row: BesideStep) -> dict[str, Any]:
    """The columns that say something."""
    return {column: value for column, value in vars(row).items() if column not in KEPT_BESIDE and not column.startswith("_")}
