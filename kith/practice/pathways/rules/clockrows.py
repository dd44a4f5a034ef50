"""How a clock is kept: the values of its row, apart from whose it is."""

from datetime import datetime
from typing import Any

from kith.foundations.clocks.due_dates import Due
from kith.foundations.clocks.reading import Clock
from kith.foundations.clocks.reckoning import warn_from
from kith.foundations.clocks.standing import on_time
from kith.practice.pathways.rules.times import kept

COUNTED = (
    "started_at", "started_time_known", "due_at", "warn_at", "law_at", "why", "paused_since", "met_at", "met_time_known", "is_late", "ended_at",
    "ended_because",
)  # fmt: skip
LONGEST = 200  # characters of why a clock ended


def counted(clock: Clock, due: Due) -> dict[str, Any]:
    """The values by COUNTED of a clock that has started; `due` is its due date."""
    started_at, started_time_known = kept(due.start)
    met_at, met_time_known = kept(clock.met) if clock.met is not None else (None, False)
    ended = clock.ended if clock.met is None else None
    return {
        "started_at": started_at, "started_time_known": started_time_known, "due_at": due.at, "warn_at": min(warn_from(due), due.at),
        "law_at": due.law, "why": due.why, "paused_since": kept(due.paused_since.since)[0] if due.paused_since else None,
        "met_at": met_at, "met_time_known": met_time_known, "is_late": None if clock.met is None else not on_time(due, clock.met),
        "ended_at": kept(ended.at)[0] if ended else None, "ended_because": (ended.because[:LONGEST] or ended.kind) if ended else "",
    }  # fmt: skip


def over(values: dict[str, Any], at: datetime, because: str) -> dict[str, Any]:
    """The values of a clock that ended unmet, because its step was left or its episode ended. What was met or ended stays."""
    is_over = values["met_at"] is not None or values["ended_at"] is not None
    return values if is_over else {**values, "ended_at": at, "ended_because": because[:LONGEST]}
