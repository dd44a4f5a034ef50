"""Counting days and months: pure arithmetic, with a note of what was left out on the way."""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kith.foundations.clocks.calendars import Calendar
from kith.foundations.clocks.moments import DAY
from kith.foundations.clocks.spans import Span, Unit


class Way(StrEnum):
    """Where the counting begins and which way it goes."""

    WITHIN = "within"  # of an event: its day is not counted
    BEGINNING = "beginning with"  # the event's day is day one
    BEFORE = "at least, before"  # backwards from an event, its day not counted


@dataclass(frozen=True)
class Count:
    """How a day was reached: the day, the bank holidays passed over, the days paused, and what happened at its end."""

    day: date
    left_out: tuple[date, ...] = ()
    paused: int = 0
    short_month: bool = False  # the month has no such day, so that its last day stands
    moved_from: date | None = None  # where the law lets the last day move to the next working day


Away = tuple[date, date]
"""A pause in days: from the day it began (still counted) to the day it ended (not counted)."""


def count(span: Span, way: Way, start: date, calendar: Calendar, away: Sequence[Away] = ()) -> Count:
    """The last day of the span. `away` are pauses, apart and in order; a pause moves the end by the days that it took out."""
    if span.unit is Unit.WORKING_DAYS:
        return _backward(span.amount, start, calendar) if way is Way.BEFORE else _forward(span.amount, way, start, calendar, away)
    if way is Way.BEFORE:
        day, short = _calendar(Span(-span.amount, span.unit), start)
        return Count(day, short_month=short)
    day, short = _calendar(span, start)
    if way is Way.BEGINNING and not short:
        day -= DAY
    return _paused(Count(day, short_month=short), start, away)


def roll(counted: Count, calendar: Calendar) -> Count:
    """To the next working day, where the law says so."""
    calendar.check(counted.day)
    day = calendar.next_working(counted.day)
    return counted if day == counted.day else Count(day, counted.left_out, counted.paused, counted.short_month, counted.day)


def elapsed(unit: Unit, start: date, until: date, calendar: Calendar) -> int:
    """How many working days (or, for other units, days) have passed: the same day is 0. Returns count to their reference date with it."""
    if until < start:
        return -elapsed(unit, until, start, calendar)
    if unit is not Unit.WORKING_DAYS:
        return (until - start).days
    calendar.check(start)
    calendar.check(until)
    return sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, (until - start).days + 1))


def add_months(day: date, number: int) -> tuple[date, bool]:
    """The corresponding date, or the last day of a month that has none (then True). Dodds v Walker [1981] UKHL 4."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day > last


def _calendar(span: Span, start: date) -> tuple[date, bool]:
    if span.unit is Unit.MONTHS:
        return add_months(start, span.amount)
    if span.unit is Unit.YEARS:
        return add_months(start, 12 * span.amount)
    days = {Unit.WEEKS: 7 * span.amount, Unit.CLEAR_DAYS: span.amount + (1 if span.amount > 0 else -1)}.get(span.unit, span.amount)
    return start + timedelta(days=days), False


def _paused(counted: Count, start: date, away: Sequence[Away]) -> Count:
    taken = 0
    for begins, ends in away:
        if begins <= counted.day + timedelta(days=taken):
            taken += max(0, (ends - max(begins, start)).days)
    return Count(counted.day + timedelta(days=taken), counted.left_out, taken, counted.short_month)


def _forward(number: int, way: Way, start: date, calendar: Calendar, away: Sequence[Away]) -> Count:
    calendar.check(start)
    day = start - DAY if way is Way.BEGINNING else start
    left_out: list[date] = []
    paused = 0
    while number:
        day += DAY
        if not calendar.is_working(day):
            left_out += _weekday(day)
        elif any(begins < day <= ends for begins, ends in away):
            paused += 1
        else:
            number -= 1
    calendar.check(day)
    return Count(day, tuple(left_out), paused)


def _backward(number: int, start: date, calendar: Calendar) -> Count:
    calendar.check(start)
    day = start
    left_out: list[date] = []
    while number:
        day -= DAY
        if calendar.is_working(day):
            number -= 1
        else:
            left_out += _weekday(day)
    calendar.check(day)
    return Count(day, tuple(reversed(left_out)))


def _weekday(day: date) -> Sequence[date]:
    return (day,) if day.weekday() < 5 else ()
