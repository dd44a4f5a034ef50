"""Days added up: how many days of short breaks lie in any twelve months (Care Planning Regulations 2010 reg 48: at most 75)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kith.foundations.clocks.counting import add_months
from kith.foundations.clocks.moments import DAY, Uncountable, said_day

Stay = tuple[date, date]
"""First and last day; both count."""

MOST_DAYS_A_STAY, MOST_DAYS_A_YEAR = 17, 75


@dataclass(frozen=True)
class Total:
    """The most days in any such time, and the time in which they lie."""

    days: int
    first: date
    last: date


def days_of(stays: Iterable[Stay]) -> list[date]:
    """Every day with a stay, once. Raises Uncountable for a stay that ends before it begins."""
    days: set[date] = set()
    for first, last in stays:
        if last < first:
            raise Uncountable(f"The stay ends on {said_day(last)}, before it begins on {said_day(first)}. Correct one of the two dates.")
        days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return sorted(days)


def most_in_any(stays: Iterable[Stay], number_of_months: int = 12) -> Total | None:
    """The fullest time of so many months, beginning with a day of a stay; None without stays."""
    days = days_of(stays)
    fullest: Total | None = None
    end = 0
    for place, first in enumerate(days):
        last = add_months(first, number_of_months)[0] - DAY
        while end < len(days) and days[end] <= last:
            end += 1
        if fullest is None or end - place > fullest.days:
            fullest = Total(end - place, first, last)
    return fullest


def short_breaks_too_long(stays: Iterable[Stay]) -> list[str]:
    """What goes beyond the modified regime of reg 48, as sentences; empty when all is within it."""
    kept = list(stays)
    wrong = [
        f"The stay from {said_day(first)} to {said_day(last)} has {(last - first).days + 1} days; a short break may have {MOST_DAYS_A_STAY}."
        for first, last in kept
        if (last - first).days + 1 > MOST_DAYS_A_STAY
    ]
    total = most_in_any(kept)
    if total and total.days > MOST_DAYS_A_YEAR:
        wrong.append(
            f"From {said_day(total.first)} to {said_day(total.last)} there are {total.days} days of short breaks; in any 12 months there may be "
            f"{MOST_DAYS_A_YEAR}. Beyond that the full care planning rules apply."
        )
    return wrong
