"""The shape of a due date, and of what pauses it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kith.foundations.clocks.calendars import Calendar
from kith.foundations.clocks.counting import Count
from kith.foundations.clocks.local import Local, Target
from kith.foundations.clocks.moments import Moment, day_of
from kith.foundations.clocks.rules import Rule
from kith.foundations.clocks.spans import Span


@dataclass(frozen=True)
class Pause:
    """While a clock stood still; `until` is empty while it still does."""

    since: Moment
    until: Moment | None
    because: str


@dataclass(frozen=True)
class Due:
    """When something is due. `at` is the last second in UTC: of the day in London, but for clocks that count hours. `law` is the law's
    own last second where a council's stricter target made `at`. `why` is for the worker to read.
    """

    rule: Rule
    start: Moment
    at: datetime
    count: Count
    span: Span
    local: Local = field(compare=False, repr=False)
    target: Target | None = None
    law: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    deemed: date | None = None  # the day on which it counts as come, where a local clock says so
    why: str = ""

    @property
    def day(self) -> date:
        return day_of(self.at)

    @property
    def calendar(self) -> Calendar:
        """The calendar by which this rule counts."""
        return self.local.calendar.anywhere() if self.rule.anywhere else self.local.calendar

    @property
    def paused_since(self) -> Pause | None:
        """The pause that has not ended."""
        return next((pause for pause in self.pauses if pause.until is None), None)
