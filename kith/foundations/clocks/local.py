"""A council's own data: holidays added since the release, opening hours, targets that are stricter than the law."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kith.foundations.clocks.calendars import Calendar, england
from kith.foundations.clocks.hours import Opening
from kith.foundations.clocks.spans import Span


@dataclass(frozen=True)
class Target:
    """A council's own limit for one clock, and where it says so. `deemed`: what comes in out of hours counts as come on the next
    working day, which only a local clock may do.
    """

    span: Span
    source: str
    warn: Span | None = None
    deemed: bool = False


@dataclass(frozen=True)
class Local:
    """What one council has set. Without any of it, the law and the examples of local practice stand as shipped."""

    calendar: Calendar = field(default_factory=england)
    opening: Opening = field(default_factory=Opening)
    targets: Mapping[str, Target] = field(default_factory=dict)


AS_SHIPPED = Local()
