"""How fast the work goes: when a step ends, in office hours, early or late as life has it."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kith.doors.operations.council.journey_shapes import Step
from kith.foundations.clocks.moments import LONDON
from kith.practice.pathways.rules.declared import StepKind

# How many days a step is given, before chance makes it early or late; and those of them that say who comes next.
DAYS = {
    "contact": 1, "referral": 1, "strategy-discussion": 1, "section-47-enquiry": 17, "initial-conference": 4, "core-group": 38, "review-conference": 168,
    "child-in-need-planning": 12, "child-in-need-review": 168, "family-help-assessment": 55, "family-help-review": 80,
    "child-and-family-assessment": 58, "closing": 2,
}  # fmt: skip
FIRST = {"core-group": 12, "review-conference": 84, "child-in-need-review": 84}


@dataclass(frozen=True)
class Pace:
    """Draws times. `since`: when the journey began."""

    rng: random.Random
    since: datetime

    def ends(self, kind: StepKind, came_from: Step | None, when: datetime) -> datetime:
        """Seven of ten are on time, two a little late, one much."""
        drawn, is_first = self.rng.random(), came_from is None or came_from.kind.key != kind.key
        given = FIRST.get(kind.key, DAYS.get(kind.key, 14)) if is_first else DAYS.get(kind.key, 14)
        if kind.key == "initial-conference":
            given = max(2, 19 - (when - self._asked_for(came_from)).days)
        share = 0.45 + 0.55 * self.rng.random() if drawn < 0.7 else 1.02 + 0.3 * self.rng.random() if drawn < 0.92 else 1.4 + self.rng.random()
        if given <= 1:
            share = share if drawn < 0.8 else share * 3
        return self.office(when + timedelta(days=given * share), when + timedelta(minutes=50))

    def _asked_for(self, came_from: Step | None) -> datetime:
        """When the enquiry began that a conference follows."""
        while came_from and came_from.kind.key != "strategy-discussion":
            came_from = came_from.came_from
        return came_from.ends if came_from else self.since

    def office(self, when: datetime, earliest: datetime) -> datetime:
        """In office hours, on the working day after a weekend; not before the earliest."""
        when = max(when, earliest)
        if when.weekday() > 4:
            when = when + timedelta(days=7 - when.weekday())
        if not 8 <= when.hour < 17:
            when = when.replace(hour=9 + int(self.rng.random() * 7), minute=int(self.rng.random() * 12) * 5)
        return max(when, earliest).replace(second=0, microsecond=0)


def morning(day: date) -> datetime:
    """Ten o'clock."""
    return datetime.combine(day, time(10, 0), LONDON).astimezone(UTC)
