"""Which days are working days: bank holidays as data with a version, and what a council has added before a release did."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

from kith.foundations.clocks.moments import DAY, Uncountable, said_day

ENGLAND_AND_WALES = "england and wales"


@dataclass(frozen=True)
class Calendar:
    """A working day is no Saturday, no Sunday and none of `holidays` (Christmas Day, Good Friday and bank holidays in England:
    Banking and Financial Dealings Act 1971; Care Planning Regulations 2010 reg 2). `elsewhere` are those of Scotland and Northern
    Ireland alone. A council's own closing days are working days: the law counts them.
    """

    version: str
    holidays: Mapping[date, str]
    elsewhere: Mapping[date, str] = field(default_factory=dict)

    @cached_property
    def first(self) -> date:
        return date(min(self.holidays).year, 1, 1)

    @cached_property
    def last(self) -> date:
        return date(max(self.holidays).year, 12, 31)

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def next_working(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def last_working(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def check(self, day: date) -> None:
        """Raises Uncountable for a day of which this calendar knows nothing."""
        if not self.first <= day <= self.last:
            raise Uncountable(
                f"Working days can be counted from {self.first.year} to {self.last.year}; {said_day(day)} is outside. Check the year."
            )

    def changed(self, added: Mapping[date, str], dropped: Collection[date] = ()) -> "Calendar":
        """With holidays that were proclaimed, and without those that were moved away, since this version came out."""
        for day, name in added.items():
            self.check(day)
            if not name.strip():
                raise Uncountable(f"Say what the holiday on {said_day(day)} is for: people will read it beside their dates.")
            if not self.is_working(day):
                raise Uncountable(f"{said_day(day)} is not a working day already ({self.holidays.get(day, 'a weekend')}). Nothing to add.")
        for day in dropped:
            if day not in self.holidays:
                raise Uncountable(f"{said_day(day)} is no bank holiday in this calendar, so it cannot be taken out.")
        kept = {day: name for day, name in self.holidays.items() if day not in dropped}
        changes = [f"+{day}" for day in sorted(added)] + [f"-{day}" for day in sorted(dropped)]
        return replace(self, version=" ".join([self.version, *changes]), holidays={**kept, **added})

    def anywhere(self) -> "Calendar":
        """Counting holidays in any part of the United Kingdom, as the Freedom of Information Act does (s10(6))."""
        return replace(self, version=f"{self.version} (United Kingdom)", holidays={**self.elsewhere, **self.holidays}, elsewhere={})


@cache
def england() -> Calendar:
    """The calendar of England and Wales that this release ships (bank_holidays.csv; its first line is its version)."""
    version, *rows = (files("kith.foundations.clocks") / "definitions" / "bank_holidays.csv").read_text().splitlines()
    days: dict[bool, dict[date, str]] = {True: {}, False: {}}
    for row in csv.DictReader(rows):
        days[row["where"] == ENGLAND_AND_WALES][date.fromisoformat(row["day"])] = row["name"]
    return Calendar(version.removeprefix("# "), days[True], days[False])
