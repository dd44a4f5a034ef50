"""When the calendar or a council's targets change: open clocks move, closed ones stay as they were."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kith.foundations.clocks.due_dates import Due
from kith.foundations.clocks.local import Local
from kith.foundations.clocks.moments import day_of, listed, said, said_day
from kith.foundations.clocks.reading import Clock
from kith.foundations.clocks.reckoning import due


@dataclass(frozen=True)
class Moved:
    """A clock whose due date has changed: as it was, as it is, and the sentence for those who wait on it."""

    before: Clock
    after: Clock
    says: str


def recompute(clocks: Iterable[Clock], local: Local) -> list[Moved]:
    """The open clocks that move. What was met or ended keeps the date by which it was judged."""
    moved = []
    for clock in clocks:
        if clock.due is None or not clock.is_open:
            continue
        now = due(clock.rule, clock.due.start, local, clock.due.pauses)
        if now.at != clock.due.at:
            moved.append(
                Moved(clock, replace(clock, due=now), f"{clock.rule.what} moves {_between(clock.due, now)}: {_because(clock.due, now)}.")
            )
    return moved


def _between(was: Due, now: Due) -> str:
    if was.span.unit.by_hours or now.span.unit.by_hours:
        return f"from {said(was.at)} to {said(now.at)}"
    return f"from {said_day(was.day)} to {said_day(now.day)}"


def _because(was: Due, now: Due) -> str:
    old, new = was.calendar.holidays, now.calendar.holidays
    first, last = sorted((day_of(was.start), max(was.day, now.day)))
    reasons = [f"{said_day(day)} is now {new[day]}" for day in _between_days(set(new) - set(old), first, last)]
    reasons += [f"{said_day(day)} is no longer {old[day]}" for day in _between_days(set(old) - set(new), first, last)]
    if was.span != now.span:
        reasons.append(f"your council's own limit is now {now.span}" if now.target else f"the limit is {now.span} again")
    if was.local.opening != now.local.opening and not reasons:
        reasons.append("your council's opening hours have changed")
    return listed(reasons) or "how your council counts has changed"


def _between_days(days: set[date], first: date, last: date) -> list[date]:
    return sorted(day for day in days if first <= day <= last)
