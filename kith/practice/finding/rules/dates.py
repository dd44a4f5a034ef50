"""Dates of birth and ages in any British form, and dates that cannot be: those are looked for near what was typed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from rapidfuzz.distance import OSA

_FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = re.compile(r"(?<![\d/])(\d{1,2})\s?[/.\-\\,]\s?(\d{1,2})\s?[/.\-\\,]\s?(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{1,2})(?!\d)")
_RUN = re.compile(r"(?<!\d)(\d{8})(?!\d)")
_DAY_WORD = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.\-]*(?:of\s+)?([a-z]{3,10})[\s,.\-]*((?:19|20)?\d\d)(?!\d)")
_WORD_DAY = re.compile(r"\b([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?[\s,]+((?:19|20)\d\d)(?!\d)")
_SPACED = re.compile(r"(?<![\d.])(\d{1,2})\s(\d{1,2})\s((?:19|20)\d\d|\d\d)(?!\d|\s\d)")
_MONTH_YEAR = re.compile(r"\b([a-z]{3,10})[\s,.\-]*((?:19|20)\d\d)(?!\d)")
_MONTH_SLASH = re.compile(r"(?<![\d/.])(\d{1,2})\s?[/.\-]\s?((?:19|20)\d\d)(?![\d/])")
_DAY_MONTH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![/\d])")
_DAY_THEN_WORD = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?([a-z]{3,10})\b")
_WORD_THEN_DAY = re.compile(r"\b([a-z]{3,10})\s+(\d{1,2})(?:st|nd|rd|th)\b")
_YEAR = re.compile(r"(?<![\d/])((?:19|20)\d\d)(?![\d/])")
_AGE = re.compile(
    r"\b(?:aged?\s*:?\s*(?:about|approx\.?|around|circa|c\.)?\s*(\d{1,3})(?!\d)|(\d{1,3})\s*-?\s*(?:y\.?o\.?|y/o|yrs?|years?|y)(?:[\s-]*olds?)?)(?![a-z])"
)
_MONTHS_OLD = re.compile(r"\b(\d{1,2})\s*-?\s*(months?|mths?|mnths?|weeks?|wks?|days?)(?:[\s-]*old)?\b")
OLDEST = 120


@dataclass(frozen=True)
class Born:
    """A date of birth as far as it was given. `year`, `month`, `day` are 0 where they were not."""

    year: int
    month: int
    day: int

    @property
    def figures(self) -> str:
        return f"{self.year:04}{self.month:02}{self.day:02}"


@dataclass(frozen=True)
class DateRead:
    """A date found in a text: from where to where; the date, or eight figures `damaged` that are none; another way to read it."""

    start: int
    end: int
    born: Born
    said: str = ""
    damaged: str = ""
    other: str = ""


def whole_date(text: str, *, today: date) -> DateRead | None:
    """The first whole date of a text, one that can be before one that cannot."""
    found = list(_whole_dates(text, today))
    return next((one for one in found if not one.damaged), found[0] if found else None)


def _whole_dates(text: str, today: date) -> Iterator[DateRead]:
    for pattern, (year, month, day) in ((_NUMBERS, (3, 2, 1)), (_ISO, (1, 2, 3))):
        yield from (_read(match, match[year], match[month], match[day], today) for match in pattern.finditer(text))
    for match in _RUN.finditer(text):
        yield from _run(match, today)
    for pattern, day, word in ((_DAY_WORD, 1, 2), (_WORD_DAY, 2, 1)):
        found = ((match, month_of(match[word])) for match in pattern.finditer(text))
        yield from (_read(match, match[3], str(number), match[day], today) for match, number in found if number)
    yield from (_read(match, match[3], match[2], match[1], today) for match in _SPACED.finditer(text))


def _run(match: re.Match[str], today: date) -> Iterator[DateRead]:
    """Eight figures: year first, or day first; where neither can be, damaged."""
    figures = match[1]
    read = [
        _read(match, figures[:4], figures[4:6], figures[6:], today) if figures[:2] in ("19", "20") else None,
        _read(match, figures[4:], figures[2:4], figures[:2], today) if figures[4:6] in ("19", "20") else None,
    ]
    found = [one for one in read if one]
    yield from [one for one in found if not one.damaged] or found[:1]


def _read(match: re.Match[str], year: str, month: str, day: str, today: date) -> DateRead:
    full = _full_year(year, today)
    said = match[0].strip()
    numbers = (full, int(month), int(day))
    real = _real(*numbers, today) or _real(full, numbers[2], numbers[1], today)
    if not real:
        year_alone = Born(full if 1880 <= full <= today.year + 1 else 0, 0, 0)
        return DateRead(match.start(), match.end(), year_alone, said, f"{full:04}{numbers[1]:02}{numbers[2]:02}")
    other = _real(_full_year(day, today), int(month), int(year), today) if len(year) == 2 and len(day) == 2 else None
    return DateRead(match.start(), match.end(), real, said, other=other.figures if other else "")


def _full_year(text: str, today: date) -> int:
    """Two figures of a year mean the past hundred years."""
    year = int(text)
    return year if len(text) > 2 else year + 2000 if year + 2000 <= today.year else year + 1900


def _real(year: int, month: int, day: int, today: date) -> Born | None:
    if not 1880 <= year <= today.year + 1:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return Born(year, month, day)


def part_of_date(text: str, *, today: date) -> DateRead | None:
    """Month and year, day and month, or a year."""
    return next(_parts_of_date(text, today), None)


def _parts_of_date(text: str, today: date) -> Iterator[DateRead]:
    for match in _MONTH_YEAR.finditer(text):
        yield from _part(match, int(match[2]), month_of(match[1]) or 13, 0)
    for match in _MONTH_SLASH.finditer(text):
        yield from _part(match, int(match[2]), int(match[1]), 0)
    for match in _DAY_MONTH.finditer(text):
        yield from _part(match, 0, int(match[2]), int(match[1]))
    for pattern, day, word in ((_DAY_THEN_WORD, 1, 2), (_WORD_THEN_DAY, 2, 1)):
        for match in pattern.finditer(text):
            yield from _part(match, 0, month_of(match[word]) or 13, int(match[day]))
    for match in _YEAR.finditer(text):
        yield from _part(match, int(match[1]), 0, 0) if int(match[1]) <= today.year + 1 else ()


def _part(match: re.Match[str], year: int, month: int, day: int) -> Iterator[DateRead]:
    """The part, if there is such a month (13 stands for a word that is none) and such a day."""
    if month <= 12 and day <= 31 and (month or year) and (day or year):
        yield DateRead(match.start(), match.end(), Born(year, month, day), match[0])


def month_of(word: str) -> int:
    """The month of "september", "sep", "sept" or "setpember"; 0 where it is none. "marcus" and "augusta" are names."""
    for number, name in enumerate(_FULL, start=1):
        if word == name or word == name[:3] or (word == "sept" and number == 9):
            return number
        if len(name) >= 6 and len(word) >= 6 and not word.startswith(name) and OSA.distance(word, name, score_cutoff=1) <= 1:
            return number
    return 0


def six_figures(token: str, *, today: date) -> str:
    """030414 as the figures of 3 April 2014, or nothing where no date can be read so."""
    if len(token) != 6 or not token.isdigit():
        return ""
    born = _real(_full_year(token[4:], today), int(token[2:4]), int(token[:2]), today)
    return born.figures if born else ""


def near_days(damaged: str, *, today: date) -> list[str]:
    """Real dates near eight figures that are none, year first: neighbours of two parts swapped; in the parts that cannot be, one figure wrong,
    too many, or two swapped; day and month swapped. Where each part can be but not together, the days after the end of the month, then
    either part wrong."""
    years, month, day = _near_parts(damaged[:4], 1880, today.year + 1), damaged[4:6], damaged[6:]
    found = _real_of(years, product(_near_parts(month, 1, 12), _near_parts(day, 1, 31)), today)
    if not found:
        after = int(month) % 12 + 1
        ends = [(int(month), 28), (int(month), 29), (int(month), 30), (after, 1), (after, 2), (after, 3)]
        found = _real_of(years, [*ends, *product([int(month)], _meant(day, 1, 31)), *product(_meant(month, 1, 12), [int(day)])], today)
    found += _real_of(years, product(_near_parts(day, 1, 12), _near_parts(month, 1, 31)), today)
    found = _swapped_neighbours(damaged, today) + found
    return list(dict.fromkeys(found))[:150]


def _swapped_neighbours(figures: str, today: date) -> list[str]:
    """Two neighbours swapped where one part ends and the next begins."""
    swapped = [figures[: at - 1] + figures[at] + figures[at - 1] + figures[at + 1 :] for at in (4, 6)]
    return [one for one in swapped if _real(int(one[:4]), int(one[4:6]), int(one[6:]), today)]


def _real_of(years: list[int], pairs: Iterable[tuple[int, int]], today: date) -> list[str]:
    return [born.figures for month, day in pairs for year in years if (born := _real(year, month, day, today))]


def _near_parts(said: str, least: int, most: int) -> list[int]:
    """The part itself where it can be; else what it may be meant for."""
    return [int(said)] if least <= int(said) <= most else _meant(said, least, most)


def _meant(said: str, least: int, most: int) -> list[int]:
    """One figure wrong or too many, or two neighbours swapped."""
    near = [said[:at] + figure + said[at + 1 :] for at in range(len(said)) for figure in ("", *"0123456789")]
    near += [said[:at] + said[at + 1] + said[at] + said[at + 2 :] for at in range(len(said) - 1)]
    return sorted({int(one) for one in near if one and least <= int(one) <= most})


@dataclass(frozen=True)
class AgeRead:
    """An age found in a text, in years or, of a baby, in months."""

    start: int
    end: int
    years: int | None = None
    months: int | None = None


def age(text: str) -> AgeRead | None:
    """Age 7, aged about 40, 7yo, 7 years old; 20 months, 6 weeks old."""
    if (match := _MONTHS_OLD.search(text)) and int(match[1]) <= 60:
        unit = match[2][0]
        months = int(match[1]) if unit == "m" else int(match[1]) * 12 // 52 if unit == "w" else int(match[1]) // 30
        return AgeRead(match.start(), match.end(), months=months)
    match = _AGE.search(text)
    if not match or int(match[1] or match[2]) > OLDEST:
        return None
    return AgeRead(match.start(), match.end(), years=int(match[1] or match[2]))


def months_of_birth(months: int, *, today: date) -> list[str]:
    """YYYYMM of those who are so many months old, and of a month more or less."""
    at = today.year * 12 + today.month - 1
    return [f"{(at - back) // 12:04}{(at - back) % 12 + 1:02}" for back in range(months - 1, months + 3)]
