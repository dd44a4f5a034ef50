"""The synthetic council as the tests read it: rows by table, each a dictionary by column."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime

from kith.doors.operations.council.answering import Held
from kith.doors.operations.council.making import Council, Plan
from kith.practice.childrens.commands.load_facts import COLUMNS as FACTS
from kith.practice.forms.commands.load_responses import COLUMNS as FORMS
from kith.practice.forms.queries import shipped_forms
from kith.practice.pathways.commands.load_steps import COLUMNS as STEPS
from kith.practice.pathways.rules.registry import shipped
from kith.practice.people.commands.load_people import COLUMNS as PEOPLE
from kith.practice.plans.commands.load_plans import COLUMNS as PLANS
from kith.practice.recording.commands.load_entries import COLUMNS as RECORDING
from kith.practice.work.commands.load_allocations import COLUMNS as WORK

COLUMNS = PEOPLE | RECORDING | FORMS | WORK | STEPS | FACTS | PLANS
TODAY = date(2026, 11, 24)
Row = dict[str, str]


def plan(people: int, entries: int, seed: int = 1, today: date = TODAY) -> Plan:
    """A plan with workers who exist only as numbers."""
    childrens = tuple((10 + number, 1 + number % 7) for number in range(8))
    return Plan(
        people,
        entries,
        seed,
        today,
        1,
        amina=(2, 2),
        cerys=(4, 3),
        childrens=childrens,
        adults=((30, 9), (31, 10), (32, 11)),
        care=((14, 5),),
        managers=tuple((50 + team, team) for team in range(1, 9)),
        front_door=1,
        family_help=7,
        sources=shipped(),
        forms={key: Held(number, text) for number, (key, text) in enumerate(shipped_forms().items(), start=1)},
    )


@dataclass
class Made:
    """What was made, read back."""

    tables: dict[str, list[Row]]
    people: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.people = {row["id"]: row for row in self.tables["people_person"]}

    def of(self, table: str) -> list[Row]:
        return self.tables[table]


def make(people: int, entries: int, seed: int = 1) -> Made:
    """A council, read back from what would be loaded."""
    tables: dict[str, list[Row]] = {table: [] for table in COLUMNS}
    for batch in Council(plan(people, entries, seed)).batches():
        for table, rows in batch.rows.items():
            tables[table] += [dict(zip(COLUMNS[table], row, strict=True)) for row in csv.reader(io.StringIO(rows.csv))]
    return Made(tables)


def day(text: str) -> date | None:
    """A date, or the day of a moment; None where there is none."""
    return (datetime.fromisoformat(text).date() if len(text) > 10 else date.fromisoformat(text)) if text else None
