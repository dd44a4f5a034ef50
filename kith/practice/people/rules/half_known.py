"""Dates of which only the year, or month and year, is known: kept as the middle of what may be meant, with how much is known."""

import calendar
from datetime import date, timedelta

DAY, MONTH, YEAR = "day", "month", "year"


def middle(year: int, month: int | None, *, today: date) -> date:
    """The middle of the month or year; of the part that has been so far, where it is not over yet."""
    first = date(year, month or 1, 1)
    last = date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    end = min(last, today) if first <= today else last
    return first + timedelta(days=(end - first).days // 2)


def settled(year: int, month: int | None, day: int | None, *, today: date) -> tuple[date, str]:
    """(the date to keep, how much of it is known)."""
    if month and day:
        return date(year, month, day), DAY
    return middle(year, month, today=today), MONTH if month else YEAR


def boxes(on: date | None, known: str) -> list[str]:
    """Day, month and year as a form shows them: what is not known is empty."""
    if on is None:
        return ["", "", ""]
    return ["" if known in (MONTH, YEAR) else str(on.day), "" if known == YEAR else str(on.month), str(on.year)]


def in_words(on: date | None, known: str) -> str:
    """ "4 March 2026", "March 2026", "2026"."""
    if on is None:
        return ""
    if known == YEAR:
        return str(on.year)
    return f"{on:%B %Y}" if known == MONTH else f"{on.day} {on:%B %Y}"
