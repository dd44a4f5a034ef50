"""Reading a step's ending from what was typed beside its form: names begin with step__, so that they are kept with the form's draft."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from kith.foundations.clocks.moments import LONDON, Moment
from kith.foundations.identifiers.keys import key_told
from kith.practice.pathways.rules.verdicts import Decided, Missing

Fields = Mapping[str, Sequence[str]]
OUTCOME, BECAUSE, REASON = "step__outcome__p{}", "step__because__p{}", "step__reason__p{}"
HELD, TO, URGENT = "step__held", "step__to", "step__urgent"


@dataclass(frozen=True)
class Ending:
    """How a worker ends a step: each person's outcome, when it was held, to whom it goes for sign-off, and why it cannot wait for that."""

    decided: Mapping[int, Decided]
    held: Moment | None = None
    to: int | None = None
    urgent_why: str = ""


def ending_of(fields: Fields, people: Sequence[int]) -> tuple[Ending, Missing]:
    """The ending as typed, and what of it cannot be read."""
    held, wrong = moment_typed(fields, HELD, "When was it held")
    to = one(fields, TO)
    decided = {
        person: Decided(one(fields, OUTCOME.format(person)), one(fields, BECAUSE.format(person)), one(fields, REASON.format(person)))
        for person in people
    }
    return Ending(decided, held, key_told(to), one(fields, URGENT)), wrong


def one(fields: Fields, name: str) -> str:
    """The first text under a name."""
    return str((fields.get(name) or [""])[0]).strip()


def moment_typed(fields: Fields, name: str, label: str) -> tuple[Moment | None, Missing]:
    """A day in three boxes with perhaps a time: name_day, name_month, name_year, name_time. Nothing typed is no moment and no fault."""
    day, month, year, clock = (one(fields, f"{name}_{part}") for part in ("day", "month", "year", "time"))
    if not (day or month or year):
        return None, []
    try:
        on = date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None, [(name, f"{label}: it must be a real date, for example 27 3 2026. You wrote {day} {month} {year}"[:160])]
    if not 1900 <= on.year <= 2100:
        return None, [(name, f"{label}: the year is {on.year}. Write the year in four figures, for example 2026")]
    at = time_typed(clock)
    if clock and at is None:
        return on, [(f"{name}_time", f"{label}: enter the time like 2:30pm or 14:30. You wrote {clock[:20]}")]
    return (datetime.combine(on, at, LONDON) if at else on), []


def time_typed(typed: str) -> time | None:
    """2:30pm, 14.30, 1430, 2pm."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?", typed.lower().strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    hour = hour % 12 + 12 if found[3] == "pm" else hour % 12 if found[3] == "am" else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None
