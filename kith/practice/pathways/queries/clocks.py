"""How kept clocks stand now, in words."""

from dataclasses import dataclass, replace
from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.due_dates import Pause
from kith.foundations.clocks.local import Local
from kith.foundations.clocks.moments import day_of
from kith.foundations.clocks.reading import Clock, Event
from kith.foundations.clocks.reckoning import due
from kith.foundations.clocks.standing import Standing, State, state
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import RunningClock
from kith.practice.pathways.rules.times import moment


@dataclass(frozen=True)
class ClockView:
    """A clock as pages show it: what is due, when, how it stands, and why."""

    rule: str
    what: str
    due_at: datetime
    by_hours: bool
    standing: Standing
    says: str
    why: str

    @property
    def is_open(self) -> bool:
        return self.standing in (Standing.RUNNING, Standing.SOON, Standing.PAUSED, Standing.LATE)

    @property
    def is_late(self) -> bool:
        return self.standing in (Standing.LATE, Standing.MET_LATE)


def view_of(row: RunningClock, local: Local, now: datetime, *, seen_by: Worker) -> ClockView:
    """A kept clock, as it stands at `now`, of a row that `seen_by` may see. Its due date is the one that was kept."""
    require(seen_by, Ability.VIEW)
    rule = catalogue.shipped().rule(row.rule)
    paused = [Pause(row.paused_since, None, "paused")] if row.paused_since and rule.pauses else []
    counted = replace(due(rule, moment(row.started_at, row.started_time_known), local, paused), at=row.due_at, law=row.law_at)
    met = moment(row.met_at, row.met_time_known) if row.met_at else None
    ended = Event("closed", day_of(row.ended_at), row.ended_because) if row.ended_at else None
    how: State = state(Clock(rule, counted, met, ended), now)
    return ClockView(row.rule, rule.named, row.due_at, counted.span.unit.by_hours, how.standing, how.says, row.why)
