"""Counting hours: real time through both clock changes, or only while a team is open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from kith.foundations.clocks.calendars import Calendar
from kith.foundations.clocks.moments import DAY, LONDON, Moment, day_of, midnight, start_of

Stretch = tuple[datetime, datetime]
"""From when to when, in UTC."""

NINE_TO_FIVE = {weekday: (time(9), time(17)) for weekday in range(5)}


@dataclass(frozen=True)
class Opening:
    """When a team is open: by weekday (Monday is 0), times in London; to midnight is `time(0)`. Shut on bank holidays unless it says so."""

    hours: Mapping[int, tuple[time, time]] = field(default_factory=lambda: NINE_TO_FIVE)
    on_bank_holidays: bool = False

    def stretches(self, after: datetime, calendar: Calendar) -> Iterator[Stretch]:
        """Each stretch that it is open from then on, in order."""
        day = day_of(after)
        while True:
            calendar.check(day)
            if day.weekday() in self.hours and (self.on_bank_holidays or day not in calendar.holidays):
                opens, closes = self.hours[day.weekday()]
                begins = datetime.combine(day, opens, LONDON).astimezone(UTC)
                ends = datetime.combine(day, closes, LONDON).astimezone(UTC) if closes > opens else midnight(day + DAY)
                if ends > after:
                    yield max(begins, after), ends
            day += DAY

    def next_open(self, moment: datetime, calendar: Calendar) -> datetime:
        """The moment itself, or the next opening."""
        return next(self.stretches(moment, calendar))[0]


def after_hours(number: int, start: Moment, pauses: Sequence[Stretch] = ()) -> datetime:
    """So many hours of real time later, in UTC. 72 hours over the March change end an hour later by the clock on the wall."""
    end = start_of(start) + timedelta(hours=number)
    for begins, ends in pauses:
        if begins < end:
            end += max(timedelta(), ends - max(begins, start_of(start)))
    return end


def after_opening_hours(number: int, start: Moment, opening: Opening, calendar: Calendar, pauses: Sequence[Stretch] = ()) -> datetime:
    """So many hours later, counting only those of opening; out of hours the counting begins at the next opening. In UTC."""
    left = timedelta(hours=number)
    for begins, ends in opening.stretches(start_of(start), calendar):
        for part_begins, part_ends in _without(begins, ends, pauses):
            if part_ends - part_begins >= left:
                return part_begins + left
            left -= part_ends - part_begins
    raise AssertionError("A team is open again some day: an Opening without hours is refused when it is set.")


def _without(begins: datetime, ends: datetime, pauses: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is left of a stretch when the pauses are cut out."""
    for away, back in pauses:
        if away < ends and back > begins:
            if away > begins:
                yield begins, away
            begins = max(begins, min(back, ends))
    if begins < ends:
        yield begins, ends
