"""How a clock stands now: not started, running, soon due, paused, late, met, ended; as a word for code and a phrase for people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kith.foundations.clocks.counting import elapsed
from kith.foundations.clocks.due_dates import Due, Pause
from kith.foundations.clocks.moments import Moment, day_of, has_time, said, said_day, start_of
from kith.foundations.clocks.reading import Clock
from kith.foundations.clocks.reckoning import warn_from
from kith.foundations.clocks.spans import Unit


class Standing(StrEnum):
    NOT_STARTED = "not started"
    RUNNING = "running"
    SOON = "soon due"
    PAUSED = "paused"
    LATE = "late"
    MET = "met"
    MET_LATE = "met late"
    ENDED = "ended"


@dataclass(frozen=True)
class State:
    """How a clock stands, how much is left (in working days, days or whole hours as its rule counts; negative when late), and in words."""

    standing: Standing
    says: str
    left: int = 0


def state(clock: Clock, now: datetime) -> State:
    """How it stands at this time."""
    due = clock.due
    if due is None:
        return State(Standing.NOT_STARTED, f"starts with {clock.rule.start.says}")
    if clock.ended:
        why = clock.ended.because or next(kind.says for kind in clock.rule.ends if kind.key == clock.ended.kind)
        return State(Standing.ENDED, f"ended on {said(clock.ended.at)}: {why}")
    if clock.met is not None:
        return _met(due, clock.met)
    if due.paused_since:
        return _paused(due, due.paused_since)
    if not on_time(due, now):
        return State(Standing.LATE, f"{_late(due, now)}{_law(due, now)}", _left(due, now))
    standing = Standing.SOON if now >= warn_from(due) else Standing.RUNNING
    return State(standing, _ahead(due, now), _left(due, now))


def on_time(due: Due, done: Moment) -> bool:
    """Done on the due day is on time. For a clock that counts hours, done at no known time on that day is given the benefit."""
    return start_of(done) <= due.at if due.span.unit.by_hours and has_time(done) else day_of(done) <= due.day


def _met(due: Due, met: Moment) -> State:
    left = _left(due, met)
    if due.span.unit.by_hours and not has_time(met):  # hours from an unknown one would be made up
        known = "in time; at what hour is not recorded" if on_time(due, met) else "late"
        return State(Standing.MET if on_time(due, met) else Standing.MET_LATE, f"done on {said(met)}, {known}", left)
    if not on_time(due, met):
        return State(Standing.MET_LATE, f"done on {said(met)}, {_late(due, met)}", left)
    ahead = f"{_number(left, due)} before it was due" if left else "when it was due" if due.span.unit.by_hours else "the day it was due"
    return State(Standing.MET, f"done on {said(met)}, {ahead}", left)


def _paused(due: Due, pause: Pause) -> State:
    left = max(0, _left(due, pause.since))
    return State(Standing.PAUSED, f"paused since {said(pause.since)} ({pause.because}); {_number(left, due)} left when it goes on", left)


def _ahead(due: Due, now: Moment) -> str:
    left = _left(due, now)
    if due.span.unit.by_hours:
        return f"due in {_number(left, due)}" if left else "due within the hour"
    if due.day == day_of(now):
        return "due today"
    return f"due in {_number(left, due)}" if left else f"due on {said_day(due.day)}"


def _late(due: Due, done: Moment) -> str:
    left = _left(due, done)
    return f"{_number(-left, due)} late" if left else f"late since {said(due.at) if due.span.unit.by_hours else said_day(due.day)}"


def _law(due: Due, now: datetime) -> str:
    """A council's own limit has passed; the law's has not."""
    return f" by your council's own limit; the law's is {said_day(day_of(due.law))}" if due.law and now <= due.law else ""


def _left(due: Due, moment: Moment) -> int:
    if due.span.unit.by_hours:
        return int((due.at - start_of(moment)) / timedelta(hours=1))
    return elapsed(_unit(due), day_of(moment), due.day, due.calendar)


def _unit(due: Due) -> Unit:
    return Unit.WORKING_DAYS if due.span.unit is Unit.WORKING_DAYS else Unit.DAYS


def _number(amount: int, due: Due) -> str:
    unit = Unit.HOURS if due.span.unit.by_hours else _unit(due)
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"
