"""Typed facts are put beside their step."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.childrens.events import FactRecorded
from kith.practice.childrens.models import BESIDE
from kith.practice.childrens.rules.facts import STEP_FACTS
from kith.practice.childrens.rules.verdicts import judge_columns, judge_day, judge_value
from kith.practice.forms.rules.definition import Type
from kith.practice.forms.rules.registry import NotKept, Told
from kith.practice.pathways.queries import people_of_step
from kith.practice.people.queries import person_cards

Said = Mapping[Told, Any]  # the answers as forms have them


class NotAFact(NotKept):
    """A value that cannot be, or that contradicts another."""


@command
def record_facts(*, step_id: int, said: Said, by: Worker, at: datetime) -> None:
    """Put what a step found beside it, all at once. Said again, an answer takes the place of what this step said before. Raises NotAFact."""
    people = sorted({person for _, person in said})
    require(by, Ability.RECORD, about=people)
    if unknown := {key for key, _ in said} - set(STEP_FACTS):
        raise NotAFact(f"Nothing beside a step is called {min(unknown)!r}.")
    if not set(people) <= set(people_of_step(step_id, seen_by=by)):
        raise NotAFact("This step is not about them. Open the step that is.")
    for told, value in said.items():
        if wrong := judge_value(STEP_FACTS[told[0]], value):
            raise NotAFact(wrong, told)
    tables: dict[str, dict[Told, Any]] = defaultdict(dict)
    for told, value in said.items():
        tables[STEP_FACTS[told[0]].table][told] = value
    for table, values in tables.items():
        _keep(BESIDE[table], step_id, values, by=by, at=at)
    announce(FactRecorded(person_ids=tuple(people), subject=f"pathways.Step:{step_id}", reason=", ".join(sorted({key for key, _ in said}))), by=by, at=at)


def _keep(table: Any, step_id: int, values: Said, *, by: Worker, at: datetime) -> None:
    people = {person for _, person in values}
    present = {row.person_id: row for row in table.objects.select_for_update(of=("self",)).filter(step_id=step_id, person_id__in=people)}
    rows = {person: present.get(person) or table(step_id=step_id, person_id=person) for person in people}
    dated = any(STEP_FACTS[key].type is Type.DATE for key, _ in values)
    cards = person_cards(people, seen_by=by) if dated else {}
    for (key, person), value in values.items():
        fact, kept = STEP_FACTS[key], vars(rows[person])
        columns = fact.writes(value, kept)
        born = [(cards[person].name, cards[person].born_on)] if person in cards else []
        if wrong := judge_columns(fact, columns, kept) or judge_day(fact, columns, born, localdate(at)):
            raise NotAFact(wrong, (key, person))
        for column, answer in columns.items():
            setattr(rows[person], column, answer)
    for row in rows.values():
        row.recorded_at, row.recorded_by = at, by
    table.objects.bulk_create([row for person, row in rows.items() if person not in present])
    told = [field.name for field in table._meta.concrete_fields if field.name not in ("id", "step", "person")]
    table.objects.bulk_update(list(present.values()), told)
