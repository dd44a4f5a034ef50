"""When something happened, as far as anybody knows: 4 March 2019, March 2019, summer 2014, 2012, about 2012. Kept as a day in the middle of what is
meant, with how much of it is known."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

DAY, MONTH, SEASON, YEAR, ABOUT = "day", "month", "season", "year", "about"
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}  # from month to month; winter ends in the year after
EARLIEST = 1900
EXAMPLES = "for example 27 3 2019, March 2019, summer 2014, 2012 or about 2012"
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_ABOUT = re.compile(r"(?:about|around|circa|ca?\.|roughly|approximately|approx\.?)\s+(.*)")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(?:of\s+)?(\d{1,2}|[a-z]{3,9})[\s/.-]+(\d+)", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2}|[a-z]{3,9})[\s/.-]+(\d+)", re.ASCII)


class Unreadable(Exception):
    """What was typed is no date, as a sentence."""


@dataclass(frozen=True)
class When:
    """A day, and how much of it is known."""

    on: date
    known: str = DAY

    @property
    def words(self) -> str:
        """As people say it."""
        if self.known == DAY:
            return f"{self.on.day} {self.on:%B %Y}"
        if self.known == MONTH:
            return f"{self.on:%B %Y}"
        if self.known == SEASON:
            name, year = _season_of(self.on)
            return f"{name} {year}"
        return f"about {self.on.year}" if self.known == ABOUT else str(self.on.year)

    def age_of(self, age_text: str, born: date | None) -> str:
        """The age at the time; about, where the day is not known, and no more than that of the year in which somebody was born."""
        if self.known == DAY or not age_text:
            return age_text
        if born and self.on.year == born.year:
            return "about birth"
        return age_text if age_text.startswith(("about ", "not yet")) else f"about {age_text}"


def read_when(typed: str, *, today: date) -> When:
    """What was typed as a date. Raises Unreadable."""
    text = " ".join(typed.lower().replace(",", " ").split()).removeprefix("in ").removeprefix("on ")
    if not text:
        raise Unreadable(f"Enter when it happened, {EXAMPLES}")
    found = _read(text, today)
    if found is None:
        raise Unreadable(f"Enter when it happened as far as it is known, {EXAMPLES}. You wrote {typed.strip()[:40]}")
    if found.on > today:
        raise Unreadable("A significant event is in the past. Check the date")
    return found


def _read(text: str, today: date) -> When | None:
    rough = _ABOUT.fullmatch(text)
    if rough:
        year = _year(rough[1])
        return When(_middle(year, 1, 12, today), ABOUT) if year else None
    if iso := _ISO.fullmatch(text):
        return _day(iso[3], iso[2], iso[1])
    if whole := _DAY.fullmatch(text):
        return _day(whole[1], whole[2], whole[3])
    if part := _MONTH.fullmatch(text):
        return _part(part[1], _year(part[2]), today)
    year = _year(text)
    return When(_middle(year, 1, 12, today), YEAR) if year else None


def _part(name: str, year: int | None, today: date) -> When | None:
    if not year:
        return None
    if name in SEASONS:
        return When(_middle(year, *SEASONS[name], today), SEASON)
    month = _month(name)
    return When(_middle(year, month, month, today), MONTH) if month else None


def _day(day: str, month: str, year: str) -> When | None:
    numbers = _year(year), _month(month)
    try:
        return When(date(numbers[0], numbers[1], int(day))) if numbers[0] and numbers[1] else None
    except ValueError:
        return None


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{4}", text, re.ASCII) and int(text) >= EARLIEST else None


def _month(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    return next((number for name, number in _MONTHS.items() if len(text) >= 3 and name.startswith(text)), None)


def _middle(year: int, first_month: int, last_month: int, today: date) -> date:
    """Of what has been so far, where it is not over yet."""
    first = date(year, first_month, 1)
    last_year, last = (year, last_month) if last_month <= 12 else (year + 1, last_month - 12)
    end = date(last_year, last, calendar.monthrange(last_year, last)[1])
    end = min(end, today) if first <= today else end
    return first + timedelta(days=(end - first).days // 2)


def _season_of(on: date) -> tuple[str, int]:
    name = next(name for name, (first, last) in SEASONS.items() if first <= on.month <= last or first <= on.month + 12 <= last)
    return name, on.year - (name == "winter" and on.month < 3)
