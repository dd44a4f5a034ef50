"""Periods of which only one can be true at a time. A period ends on the first day on which it was no longer so."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """From when to when something was so; empty ends are open."""

    starts_on: date | None
    ends_on: date | None


def overlap(one: Period, other: Period) -> bool:
    """Whether both were so on some day. An empty period (ends as it starts) is never so."""
    for period in (one, other):
        if period.starts_on and period.starts_on == period.ends_on:
            return False
    starts_before_other_ends = other.ends_on is None or one.starts_on is None or one.starts_on < other.ends_on
    other_starts_before_end = one.ends_on is None or other.starts_on is None or other.starts_on < one.ends_on
    return starts_before_other_ends and other_starts_before_end


def in_words(period: Period) -> str:
    """ "from 4 March 2024", "until 1 May 2025", "at an unknown time"."""
    start = f"from {period.starts_on.day} {period.starts_on:%B %Y}" if period.starts_on else ""
    end = f"until {period.ends_on.day} {period.ends_on:%B %Y}" if period.ends_on else ""
    return " ".join(filter(None, [start, end])) or "since an unknown date"
