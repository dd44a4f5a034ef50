"""Reading the one search box: names, dates of birth in any British form, ages, postcodes, telephone numbers, identifiers, addresses."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

LONGEST = 300  # characters that are read; nobody types more on purpose
MOST_WORDS = 8
_STREET_WORDS = """
road street avenue lane close drive court grove place crescent terrace gardens way square hill row mews view walk rise park
rd st ave ln cl dr ct gr pl cres terr gdns sq flat
"""
STREETS = frozenset(_STREET_WORDS.split())
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[abd-hjlnp-uw-z]{2})\b", re.IGNORECASE)
_OUTWARD = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\b", re.IGNORECASE)
_NHS = re.compile(r"(?<![\d+])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+44\s?|0044\s?|0)(?:\d[ -]?){8,10}\d?(?!\d)")
_PLATE = re.compile(r"\b([a-z]{2}\d{2}\s?[a-z]{3}|[a-z]\d{1,3}\s?[a-z]{3}|[a-z]{3}\s?\d{1,3}[a-z])\b", re.IGNORECASE)
_AGE = re.compile(r"\b(?:aged?\s*(\d{1,3})|(\d{1,3})\s*(?:yo|y/o|yrs?|years?(?: old)?))\b", re.IGNORECASE)
_DATES = (
    (re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})(?!\d)"), (3, 2, 1)),
    (re.compile(r"(?<!\d)(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)"), (1, 2, 3)),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"), (1, 2, 3)),
    (re.compile(r"(?<!\d)(\d\d)(\d\d)((?:19|20)\d\d)(?!\d)"), (3, 2, 1)),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s*{_MONTH}[\s,]*(\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE), (3, 2, 1)),
)  # fmt: skip
_GARBLED = re.compile(r"(?<!\d)((?:19|20)\d{6})(?!\d)")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})(?![/\d])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Born:
    """A date of birth as far as it was given. `year`, `month`, `day` are 0 where they were not."""

    year: int
    month: int
    day: int


@dataclass
class Evidence:
    """What the box says. `understood` tells the worker how it was read."""

    names: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    born: Born | None = None
    age: int | None = None
    postcode: str = ""
    outward: str = ""
    phone: str = ""
    nhs: str = ""
    plate: str = ""
    tokens: list[str] = field(default_factory=list)  # numbers and codes that may be identifiers or house numbers
    understood: list[str] = field(default_factory=list)
    garbled: str = ""  # eight figures that are nearly a date
    bearers: dict[int, int] = field(default_factory=dict)  # place of a name -> how many people bear that very word

    @property
    def is_empty(self) -> bool:
        strong = (self.names, self.initials, self.born, self.age is not None, self.postcode, self.outward, self.phone, self.nhs, self.plate)
        return not any(strong) and not self.tokens

    @property
    def has_whole_date(self) -> bool:
        return bool(self.born and self.born.day and self.born.year)

    @property
    def names_alone(self) -> bool:
        return bool(self.names) and not (
            self.born or self.age is not None or self.postcode or self.outward or self.phone or self.nhs or self.tokens
        )


def plain(text: str) -> str:
    """Lower case without accents and apostrophes, as the index has it."""
    without = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"['’`]", "", without.lower())


def read(text: str, *, today: date) -> Evidence:
    """Read the box. Never fails: what it cannot read is taken as a word."""
    found = Evidence()
    rest = " " + plain(text.replace("\x00", " ")[:LONGEST]) + " "
    for take in (_take_date, _take_age, _take_phone, _take_nhs, _take_plate, _take_postcode):
        rest = take(rest, found, today)
    _take_words(rest, found)
    return found


def _take_date(rest: str, found: Evidence, today: date) -> str:
    for pattern, order in _DATES:
        for match in pattern.finditer(rest):
            year, month, day = (_number(match[place]) for place in order)
            born = _born(year, month, day, today)
            if born:
                found.born = born
                found.understood.append(f"born {born.day}/{born.month}/{born.year}")
                return rest[: match.start()] + " " + rest[match.end() :]
    if nearly := _GARBLED.search(rest):
        found.garbled = nearly[1]
        found.born = Born(int(nearly[1][:4]), 0, 0)
        found.understood.append(f"a date of birth like {nearly[1]}")
        return rest[: nearly.start()] + " " + rest[nearly.end() :]
    return _take_part_of_date(rest, found, today)


def _take_part_of_date(rest: str, found: Evidence, today: date) -> str:
    if match := _MONTH_YEAR.search(rest):
        found.born = Born(int(match[2]), _MONTHS.index(match[1][:3]) + 1, 0)
        found.understood.append(f"born in {match[1]} {match[2]}")
    elif (match := _DAY_MONTH.search(rest)) and 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12:
        found.born = Born(0, int(match[2]), int(match[1]))
        found.understood.append(f"born on {match[1]}/{match[2]} of any year")
    elif (match := _YEAR.search(rest)) and 1900 <= int(match[1]) <= today.year + 1:
        found.born = Born(int(match[1]), 0, 0)
        found.understood.append(f"born in {match[1]}")
    else:
        return rest
    return rest[: match.start()] + " " + rest[match.end() :]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _born(year: int, month: int, day: int, today: date) -> Born | None:
    """A date that may be; day and month the wrong way round are put right where only one way can be."""
    if year < 100:
        year += 2000 if year + 2000 <= today.year else 1900
    if month > 12 >= day:
        month, day = day, month
    if not (1880 <= year <= today.year + 1 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Born(year, month, day)


def _take_age(rest: str, found: Evidence, today: date) -> str:
    del today
    match = _AGE.search(rest)
    if not match:
        return rest
    found.age = int(match[1] or match[2])
    found.understood.append(f"aged about {found.age}")
    return rest[: match.start()] + " " + rest[match.end() :]


def _take_phone(rest: str, found: Evidence, today: date) -> str:
    del today
    match = _PHONE.search(rest)
    digits = re.sub(r"\D", "", match[0]) if match else ""
    if not match or len(digits) < 10:
        return rest
    digits = re.sub(r"^(0044|44)0?", "0", digits)
    if len(digits) < 10:
        return rest
    found.phone = digits
    found.understood.append(f"telephone {digits}")
    if len(digits) == 10:  # ten digits from 0 may be an NHS number too
        found.nhs = digits
    return rest[: match.start()] + " " + rest[match.end() :]


def _take_nhs(rest: str, found: Evidence, today: date) -> str:
    del today
    match = _NHS.search(rest)
    if not match:
        return rest
    found.nhs = match[1] + match[2] + match[3]
    found.understood.append(f"NHS number {match[1]} {match[2]} {match[3]}")
    return rest[: match.start()] + " " + rest[match.end() :]


def _take_plate(rest: str, found: Evidence, today: date) -> str:
    del today
    match = _PLATE.search(rest)
    if not match or _POSTCODE.match(match[0]):
        return rest
    found.plate = re.sub(r"\s", "", match[0])
    if " " in match[0]:  # "LS12 AMY" may as well be a postcode area and a name: it stays to be read as those too
        return rest
    found.understood.append(f"vehicle {found.plate.upper()}")
    return rest[: match.start()] + " " + rest[match.end() :]


def _take_postcode(rest: str, found: Evidence, today: date) -> str:
    del today
    if match := _POSTCODE.search(rest):
        found.postcode, found.outward = match[1] + match[2], match[1]
        found.understood.append(f"postcode {match[1].upper()} {match[2].upper()}")
    elif match := _OUTWARD.search(rest):
        found.outward = match[1]
        found.understood.append(f"postcode beginning {match[1].upper()}")
    else:
        return rest
    return rest[: match.start()] + " " + rest[match.end() :]


def _take_words(rest: str, found: Evidence) -> None:
    words = re.findall(r"[^\W_]+", rest.replace("-", " "))[: MOST_WORDS * 2]
    for word in words:
        if any(char.isdigit() for char in word):
            found.tokens.append(word)
        elif len(word) == 1 and word.isascii():
            found.initials.append(word)
        elif len(found.names) < MOST_WORDS:
            found.names.append(word)
