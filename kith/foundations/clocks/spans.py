"""Lengths of time as the law says them: "45 working days", "72 hours", "3 months"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kith.foundations.clocks.moments import Uncountable


class Unit(StrEnum):
    """How a span is counted."""

    HOURS = "hours"  # real time, through both clock changes
    OPENING_HOURS = "opening hours"  # only while the team is open
    DAYS = "days"  # every day
    CLEAR_DAYS = "clear days"  # whole days between, neither end counted
    WORKING_DAYS = "working days"
    WEEKS = "weeks"  # calendar weeks: seven days each
    MONTHS = "months"  # calendar months, by the corresponding date (Dodds v Walker [1981] UKHL 4)
    YEARS = "years"

    @property
    def by_hours(self) -> bool:
        return self in (Unit.HOURS, Unit.OPENING_HOURS)


UNITS = {name: unit for unit in Unit for name in (unit.value, unit.value.removesuffix("s"))}


@dataclass(frozen=True)
class Span:
    """A number of units."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.removesuffix('s') if self.amount == 1 else self.unit}"


def span(text: str) -> Span:
    """Read "45 working days"; raises Uncountable."""
    found = re.fullmatch(r"(\d{1,4}) ([a-z ]+)", " ".join(text.lower().split()))
    unit = UNITS.get(found.group(2)) if found else None
    if not found or not unit:
        raise Uncountable(f'"{text}" is not a length of time. Write a number and one of: {", ".join(Unit)}; like "45 working days".')
    return Span(int(found.group(1)), unit)
