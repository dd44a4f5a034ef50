"""Three siblings in a step, for the tests of plans."""

from datetime import date, datetime

from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import begin_step
from kith.practice.pathways.models import Step
from kith.practice.people.commands import register_person


def siblings(by: Worker, at: datetime, *names: str) -> list[int]:
    return [
        register_person(forenames=name, surname="O'Neill", born_on=date(2016, 5, 4), birth_known="exact", is_sure=True, by=by, at=at).pk
        for name in names
    ]


def a_step(kind: str, people: list[int], by: Worker, at: datetime) -> Step:
    return begin_step(kind=kind, person_ids=people, began=at.date(), why="For the test", by=by, at=at)
