"""Typed facts are put beside their step."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce
from kith.foundations.staff.models import Worker
from kith.practice.childrens.events import FactRecorded
from kith.practice.childrens.models import BESIDE
from kith.practice.childrens.rules.facts import STEP_FACTS, StepFact
from kith.practice.childrens.rules.verdicts import judge_columns, judge_day, judge_value
from kith.practice.forms.rules.definition import Type
from kith.practice.pathways.queries import people_of_step
from kith.practice.people.queries import person_cards


class NotAFact(Refusal):
    """A value that cannot be, or that contradicts another."""


@transaction.atomic
def record_fact(*, key: str, step_id: int, person_ids: Sequence[int], value: Any, by: Worker, at: datetime) -> None:
    """Put what a step found beside it, for each of these people in it. `value`: an answer as forms have it; said again, it takes the place of
    what this step said before. Raises NotAFact."""
    require(by, Ability.RECORD, about=list(person_ids))
    fact = STEP_FACTS.get(key)
    if fact is None:
        raise NotAFact(f"Nothing beside a step is called {key!r}.")
    if not set(person_ids) <= set(people_of_step(step_id, seen_by=by)):
        raise NotAFact("This step is not about them. Open the step that is.")
    if wrong := judge_value(fact, value):
        raise NotAFact(wrong)
    cards = person_cards(person_ids, seen_by=by) if fact.type is Type.DATE else {}
    for person_id in person_ids:
        born = [(card.name, card.born_on)] if (card := cards.get(person_id)) else []
        _keep(fact, step_id, person_id, born, value, by=by, at=at)
    announce(FactRecorded(person_ids=tuple(person_ids), subject=f"pathways.Step:{step_id}", reason=key), by=by, at=at)


def _keep(
    fact: StepFact, step_id: int, person_id: int, born: list[tuple[str, date | None]], value: Any, *, by: Worker, at: datetime
) -> None:
    table = BESIDE[fact.table]
    row = table.objects.select_for_update(of=("self",)).filter(step_id=step_id, person_id=person_id).first()
    row = row or table(step_id=step_id, person_id=person_id)
    columns = fact.writes(value, vars(row))
    if wrong := judge_columns(fact, columns, vars(row)) or judge_day(fact, columns, born, localdate(at)):
        raise NotAFact(wrong)
    for column, said in columns.items():
        setattr(row, column, said)
    row.recorded_at, row.recorded_by = at, by
    row.save()
