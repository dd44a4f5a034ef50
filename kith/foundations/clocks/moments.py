"""Days and times in England: what day a moment falls on, when a day ends, how both are said."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

Moment = date | datetime
"""When something happened: an aware time, or only the day where nobody noted the time."""


class Uncountable(Exception):
    """What cannot be counted or may not be set, as a sentence that says what is wrong and what to do."""


def has_time(moment: Moment) -> bool:
    """Whether the time of day is known."""
    return isinstance(moment, datetime)


def day_of(moment: Moment) -> date:
    """The day in London: 00:30 in summer is still yesterday by UTC."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("A time needs its zone.")
    return moment.astimezone(LONDON).date()


def start_of(moment: Moment) -> datetime:
    """The moment in UTC; midnight at its beginning, where only the day is known."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else midnight(moment)


def midnight(day: date) -> datetime:
    """When a day begins in London, in UTC. Never compare times in London: around a clock change they lie about their order."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last second of a day in London, in UTC."""
    return datetime.combine(day, time(23, 59, 59), LONDON).astimezone(UTC)


def birthday(born: date, years: int) -> date:
    """When a person reaches an age: the beginning of that anniversary (Family Law Reform Act 1969 s9); of 29 February, 1 March in common years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def said_day(day: date) -> str:
    """ "Thursday 28 January 2027"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def said(moment: Moment) -> str:
    """ "Friday 27 March 2026 at 20:00", or the day alone."""
    if not isinstance(moment, datetime):
        return said_day(moment)
    there = moment.astimezone(LONDON)
    return f"{said_day(day_of(moment))} at {there:%H:%M}"


def listed(parts: Sequence[str]) -> str:
    """ "one", "one and two", "one, two and three"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
