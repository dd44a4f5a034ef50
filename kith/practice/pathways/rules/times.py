"""How a moment is kept: an aware time, and whether the time of day is known. Where it is not, noon of the day in London stands for the day."""

from datetime import date, datetime, time

from kith.foundations.clocks.moments import LONDON, Moment, day_of


def kept(moment: Moment) -> tuple[datetime, bool]:
    """The time to keep, and whether the time of day is known."""
    if isinstance(moment, datetime):
        return moment, True
    return datetime.combine(moment, time(12), LONDON), False


def moment(at: datetime, time_known: bool) -> Moment:  # noqa: FBT001 - the two columns of one moment, in their order
    """What was kept, as a moment."""
    return at if time_known else day_of(at)


def on(moment: Moment) -> date:
    """Its day in London."""
    return day_of(moment)
