"""What steps found of each child, typed, as returns need it: who told us, the need, the factors, who was seen, the category. With gaps, as in life."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from kith.doors.operations.council.journey_shapes import Link, Step
from kith.doors.operations.council.journeys import Journey
from kith.doors.operations.council.rows import Household, Rows, Someone
from kith.foundations.clocks.moments import day_of
from kith.practice.childrens.rules.codes import VOICE

SOURCES = ("6",) * 8 + ("2A",) * 7 + ("1A", "1A", "1D", "1B", "3A", "3B", "3B", "3C", "3E", "3F", "4", "5A", "5B", "5C", "5D", "5D", "7", "8", "9")
GAPS = 0.05  # of what nobody wrote down
# By theme: main needs, factors of the adults, factors of the child, categories of a plan.
THEMES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "neglect": (("N1", "N1", "N5"), ("4B", "2B"), ("16A", "16A", "4A"), ("NEG", "NEG", "NEG", "EMO")),
    "hardship": (("N4", "N4", "N7"), ("4B",), ("20", "4A"), ("NEG", "EMO")),
    "mental_health": (("N3", "N3", "N4"), ("4B", "4B", "1B"), ("4A", "17A"), ("EMO", "NEG")),
    "substance": (("N1", "N3", "N5"), ("2B", "1B", "1C"), ("16A", "20"), ("NEG", "NEG", "MUL")),
    "domestic_abuse": (("N1", "N5"), ("3B", "3B", "3C"), ("17A", "3A", "18C"), ("EMO", "EMO", "PHY")),
    "new_parents": (("N4", "N5", "N3"), ("4B", "5B"), ("20", "21"), ("NEG", "PHY")),
    "exploitation": (("N1", "N6"), ("4B",), ("11A", "24A", "10A", "13A"), ("SAB", "NEG")),
    "disability": (("N2",), ("6B",), ("6A", "5A"), ("NEG",)),
}  # fmt: skip
OLDER = ("PN1", "PN1", "PN2", "PN4", "PN5", "PN6", "PN6", "PN7")
COUNCILS = ("Ambershire", "Northmoor", "Wexcombe", "Eastley Borough")  # none of them is on the map
CHAIRS = ("Moira Finch, independent chair", "Idris Bowen, independent chair", "")  # the last: nobody wrote it down
ORGANISATIONS = ("the school", "the family hub", "the health visiting team", "the council's family help team", "a voluntary organisation")


class Found:
    """Writes what the steps of families found."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def write(self, rows: Rows, home: Household, journeys: Sequence[Journey]) -> None:
        people = {one.id: one for one in home.subjects}
        for journey in journeys:
            source = self._one(SOURCES)
            for step in journey.steps:
                if step.finished_at and step.status in ("done", "waiting"):
                    self._step(rows, home, step, step.finished_at, source, people)

    def _step(self, rows: Rows, home: Household, step: Step, at: datetime, source: str, people: dict[int, Someone]) -> None:
        needs, adults, own, categories = THEMES.get(home.theme_on(day_of(at)), THEMES["neglect"])
        key, shared = step.kind.key, sorted({self._one(adults), self._one(adults)})
        category = self._one(categories)
        for link in step.links.values():
            child = people[link.person]
            if key in ("contact", "referral"):
                self._put(rows, "source", step, link, at, code=source)
            if key in ("referral", "child-and-family-assessment", "family-help-assessment", "transfer-in-conference"):
                self._put(rows, "primaryneed", step, link, at, code=self._one(needs))
            self._from_elsewhere(rows, step, link, at)
            if key in ("child-and-family-assessment", "section-47-enquiry") and not child.is_unborn and child.born <= day_of(at):
                self._seen(rows, step, link, at, child)
            if key == "child-and-family-assessment":
                self._factors(rows, step, link, at, shared, self._one(own))
            if key in ("initial-conference", "review-conference", "transfer-in-conference"):
                self._conference(rows, step, link, at, child, category)

    def _from_elsewhere(self, rows: Rows, step: Step, link: Link, at: datetime) -> None:
        """Who helped the family before, or from now on."""
        if step.kind.key == "family-help-assessment":
            self._put(rows, "leadorganisation", step, link, at, name=self._one(ORGANISATIONS))
        if step.kind.key == "transfer-in-conference":
            self._put(rows, "othercouncil", step, link, at, name=self._one(COUNCILS))

    def _seen(self, rows: Rows, step: Step, link: Link, at: datetime, child: Someone) -> None:
        seen = self.rng.random() < 0.96
        alone = None if child.age(day_of(at)) < 3 or not seen else self.rng.random() < 0.8
        self._put(rows, "childseen", step, link, at, seen=seen, seen_alone=alone)

    def _factors(self, rows: Rows, step: Step, link: Link, at: datetime, shared: list[str], own: str) -> None:
        codes = ["21"] if own == "21" else sorted({*shared, own})
        looked: date | None = day_of(step.begins) + timedelta(days=14)
        self._put(rows, "assessmentfactors", step, link, at, codes=codes, looked_at_on=looked if looked and looked < day_of(at) else None)

    def _conference(self, rows: Rows, step: Step, link: Link, at: datetime, child: Someone, category: str) -> None:
        age = -1 if child.is_unborn else child.age(day_of(at))
        if link.outcome in ("plan", "goes-on"):
            self._put(rows, "abusecategory", step, link, at, code=category)
        took_part = "PN0" if age < 4 else self._one(OLDER)
        self._put(rows, "conference", step, link, at, chair=CHAIRS[step.id % len(CHAIRS)], is_quorate=self.rng.random() < 0.93, participation=took_part)
        if age >= 5 and self.rng.random() < 0.3:
            self._put(rows, "voiceofchild", step, link, at, **{each: self._maybe() for each in VOICE})

    def _maybe(self) -> bool | None:
        drawn = self.rng.random()
        return None if drawn < 0.25 else drawn < 0.75

    def _put(self, rows: Rows, table: str, step: Step, link: Link, at: datetime, **said: Any) -> None:
        """`said`: columns, in the table's order. A list goes as PostgreSQL writes one."""
        if self.rng.random() > GAPS:
            values = ("{" + ",".join(each) + "}" if isinstance(each, list) else each for each in said.values())
            rows[f"childrens_{table}"].append((step.id, link.person, at, step.holder[0], *values))
            link.found[table] = said

    def _one(self, some: Sequence[str]) -> str:
        return some[int(self.rng.random() * len(some))]
