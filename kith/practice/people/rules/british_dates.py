"""Dates as people in Britain write them."""

import calendar
import re
from datetime import date

from kith.practice.people.rules.half_known import DAY, settled

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_RUN = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR, _MONTH_YEAR, _WORD_YEAR = (re.compile(one) for one in (r"^(\d{4})$", r"^(\d{1,2})[/.\-](\d{4})$", r"^([a-z]{3,9})[ \-]*(\d{4})$"))
_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ \-]*([a-z]{3,9})[ \-,]*(\d{4}|\d{2})$")


class NotADate(Exception):
    """A date that cannot be, as a sentence."""


def parse(text: str, *, today: date) -> date:
    """3/4/14, 3.4.2014, 3 Apr 2014, 2014-04-03, 20140403: day first. Two figures of a year mean the past hundred years."""
    clean = text.strip().lower()
    year, month, day = _parts(clean)
    if year < 100:
        year += 2000 if year + 2000 <= today.year else 1900
    if not 1880 <= year <= today.year + 2:
        instead = "Check the year." if year > 999 else "Write the year in four figures, for example 2014."
        raise NotADate(f"{text.strip()[:40]!r} is a date in the year {year}. {instead}")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(f"{text.strip()[:40]!r} is not a date that exists. Write it as day, month, year, for example 27/3/2014.") from None


def parse_roughly(text: str, *, today: date) -> tuple[date, str]:
    """(the date, how much of it is known): also 1984, 5/2015, May 2015, of which the middle is kept."""
    clean = text.strip().lower()
    year = month = 0
    if found := _YEAR.match(clean):
        year = int(found[1])
    elif found := _MONTH_YEAR.match(clean):
        month, year = int(found[1]), int(found[2])
    elif (found := _WORD_YEAR.match(clean)) and (month := _month(found[1])):
        year = int(found[2])
    if not 1880 <= year <= today.year or month > 12:
        return parse(text, today=today), DAY
    return settled(year, month or None, None, today=today)


def _month(word: str) -> int:
    """Of "may", "sept" or "september"; 0 of "marcus"."""
    return next((at for at in range(1, 13) if calendar.month_name[at].lower().startswith(word)), 0)


def _parts(clean: str) -> tuple[int, int, int]:
    if found := _NUMBERS.match(clean):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _ISO.match(clean) or _RUN.match(clean):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _WORDS.match(clean)) and found[2][:3] in _MONTHS:
        return int(found[3]), _MONTHS.index(found[2][:3]) + 1, int(found[1])
    raise NotADate(f"{clean[:40]!r} is not a date. Write it as day, month, year, for example 27/3/2014.")
