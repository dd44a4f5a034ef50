"""Reading the one search box: names, dates of birth in any British form, ages, postcodes, telephone numbers, identifiers, addresses."""

import re
from dataclasses import dataclass, field
from datetime import date

from kith.practice.finding.rules import dates, numbers
from kith.practice.finding.rules.dates import Born
from kith.practice.finding.rules.words import FILLERS, LABELS, STREETS, plain, split

LONGEST = 300  # characters that are read; nobody types more on purpose
LONGEST_WORD = 200  # and of a word: the database compares none of more than 255
_LONG, _SHORT = rf"(\S{{{LONGEST_WORD}}})\S+", r"\1"
MOST_WORDS = 8
_HOUSE = re.compile(r"\d{1,4}[a-z]?")
_YEAR_LIKE = re.compile(r"1[78]\d\d|2[01]\d\d")
_BEFORE_STREET = frozenset(
    ("st", "saint", "old", "new", "great", "gt", "little", "upper", "lower", "north", "south", "east",
     "west", "high", "king", "kings", "queen", "queens")
)  # fmt: skip


@dataclass
class Evidence:
    """What the box says. `understood` tells the worker how it was read, `notes` what was done about what cannot be."""

    names: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    born: Born | None = None
    damaged: str = ""  # eight figures, year first, that are meant for a date but are none
    other_day: str = ""  # another way to read a date, as eight figures
    near_days: list[str] = field(default_factory=list)
    age: int | None = None
    birth_months: list[str] = field(default_factory=list)  # YYYYMM in which a baby of so many months may have been born
    postcode: str = ""
    outward: str = ""
    phone: str = ""
    part_of_phone: str = ""
    email: str = ""
    nhs: str = ""
    record: str = ""
    plates: list[str] = field(default_factory=list)  # what may be a vehicle, also with a character missing
    plate_words: set[str] = field(default_factory=set)  # words that are read as a vehicle, and as names or an area too
    tokens: list[str] = field(default_factory=list)  # numbers and codes that may be identifiers or house numbers
    street: set[int] = field(default_factory=set)  # places (from 1) of names that are most likely words of a street
    understood: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bearers: dict[int, int] = field(default_factory=dict)  # place of a name -> how many people bear that very word

    @property
    def is_empty(self) -> bool:
        return not (self.names or self.initials or self.tokens or self.has_more_than_names)

    @property
    def has_more_than_names(self) -> bool:
        numbers_given = (self.postcode, self.outward, self.phone, self.part_of_phone, self.email, self.nhs, self.record, self.plates)
        return bool(self.born or self.age is not None or self.birth_months or self.other_day or any(numbers_given))

    @property
    def has_whole_date(self) -> bool:
        return bool(self.born and self.born.day and self.born.year)

    @property
    def names_alone(self) -> bool:
        return bool(self.names) and not self.has_more_than_names and not self.tokens

    @property
    def looks_like_address(self) -> bool:
        return bool(self.street) or any(_HOUSE.fullmatch(token) for token in self.tokens)

    @property
    def may_be_address(self) -> bool:
        """Whether what was read as names may be a street, if nobody of those names fits."""
        return not self.street and (bool(self.names and self.houses) or (self.names_alone and len(self.names) > 1))

    @property
    def houses(self) -> list[str]:
        return [token for token in self.tokens if _HOUSE.fullmatch(token)]


def read(text: str, *, today: date) -> Evidence:
    """Read the box. Never fails: what it cannot read is taken as a word."""
    found = Evidence()
    rest = f" {re.sub(_LONG, _SHORT, plain(text.replace(chr(0), ' ')[:LONGEST]))} "
    for take in (
        _take_email,
        _take_record,
        _take_date,
        _take_age,
        _take_phone,
        _take_nhs,
        _take_plate,
        _take_postcode,
        _take_part_of_phone,
    ):
        rest = take(rest, found, today)
    _take_words(rest, found, today)
    return found


def _without(rest: str, start: int, end: int) -> str:
    """What remains, with a mark where something was taken: words on both sides of it are no neighbours."""
    return f"{rest[:start]} | {rest[end:]}"


def _take_email(rest: str, found: Evidence, _: date) -> str:
    match = numbers.EMAIL.search(rest)
    if not match:
        return rest
    found.email = match[0]
    found.understood.append(f"e-mail {match[0]}")
    return _without(rest, match.start(), match.end())


def _take_record(rest: str, found: Evidence, _: date) -> str:
    match = numbers.RECORD.search(rest)
    if not match:
        return rest
    found.record = str(int(match[1]))
    found.understood.append(f"record {found.record}")
    return _without(rest, match.start(), match.end())


def _take_date(rest: str, found: Evidence, today: date) -> str:
    if whole := dates.whole_date(rest, today=today):
        found.born, found.other_day, found.damaged = whole.born, whole.other, whole.damaged
        if whole.damaged:
            found.near_days = dates.near_days(whole.damaged, today=today)
            found.notes.append(f"{whole.said} is {_what_is_wrong(whole.damaged, today)}; looked for dates near it.")
        else:
            found.understood.append(f"born {whole.born.day}/{whole.born.month}/{whole.born.year}")
        return _without(rest, whole.start, whole.end)
    if part := dates.part_of_date(rest, today=today):
        found.born = part.born
        found.understood.append(f"born {_in_words(part.born)}")
        return _without(rest, part.start, part.end)
    return rest


def _what_is_wrong(damaged: str, today: date) -> str:
    """Of eight figures that are no date of birth: a date that has not come yet, one too long ago, or none at all."""
    try:
        on = date(int(damaged[:4]), int(damaged[4:6]), int(damaged[6:]))
    except ValueError:
        return "not a date"
    return "a date still to come" if on > today else "too long ago for anybody's birth"


def _in_words(born: Born) -> str:
    if not born.year:
        return f"on {born.day}/{born.month} of any year"
    return f"in {date(born.year, born.month, 1):%B %Y}" if born.month else f"in {born.year}"


def _take_age(rest: str, found: Evidence, today: date) -> str:
    age = dates.age(rest)
    if not age:
        return rest
    found.age = age.years
    if age.months is not None:
        found.birth_months = dates.months_of_birth(age.months, today=today)
    found.understood.append(f"aged about {age.years}" if age.years is not None else f"about {age.months} months old")
    return _without(rest, age.start, age.end)


def _take_phone(rest: str, found: Evidence, _: date) -> str:
    match = numbers.PHONE.search(rest)
    digits = re.sub(r"^(0044|44)0?", "0", re.sub(r"\D", "", match[0])) if match else ""
    if not match or len(digits) < 10:
        return rest
    found.phone = digits
    found.understood.append(f"telephone {digits}")
    if len(digits) == 10:  # ten digits from 0 may be an NHS number too
        found.nhs = digits
    return _without(rest, match.start(), match.end())


def _take_nhs(rest: str, found: Evidence, _: date) -> str:
    match = numbers.NHS.search(rest)
    if not match:
        return rest
    found.nhs = match[1] + match[2] + match[3]
    found.understood.append(f"NHS number {match[1]} {match[2]} {match[3]}")
    if found.nhs[0] in "127" and not found.phone:  # a telephone without its 0
        found.phone = "0" + found.nhs
    return _without(rest, match.start(), match.end())


def _take_plate(rest: str, found: Evidence, _: date) -> str:
    match = numbers.PLATE.search(rest)
    if not match or numbers.POSTCODE.match(match[0]):
        return rest
    plate = re.sub(r"\s", "", match[0])
    found.plates.append(plate)
    if " " in match[0]:  # "LS12 AMY" may as well be a postcode area and a name: it stays to be read as those too
        found.plate_words |= set(match[0].split())
        return rest
    found.understood.append(f"vehicle {plate.upper()}")
    return _without(rest, match.start(), match.end())


def _take_postcode(rest: str, found: Evidence, _: date) -> str:
    if match := numbers.POSTCODE.search(rest):
        found.postcode, found.outward = match[1] + match[2], match[1]
        found.understood.append(f"postcode {match[1].upper()} {match[2].upper()}")
    elif match := numbers.OUTWARD.search(rest):
        found.outward = match[1]
        found.understood.append(f"postcode beginning {match[1].upper()}")
        after = re.match(r"\s([a-z]{1,3})\b", rest[match.end() :])
        if after and not found.plates and numbers.mixed(match[1] + after[1]):  # "AB12 CD": a vehicle with a letter missing
            found.plates.append(match[1] + after[1])
            found.plate_words |= {match[1], after[1]}
    else:
        return rest
    return _without(rest, match.start(), match.end())


def _take_part_of_phone(rest: str, found: Evidence, _: date) -> str:
    match = None if found.phone else numbers.PART_OF_PHONE.search(rest)
    digits = re.sub(r"\D", "", match[0]) if match else ""
    if not match or len(digits) < 6:
        return rest
    found.part_of_phone = digits
    found.understood.append(f"part of a telephone number, {digits}")
    return _without(rest, match.start(), match.end())


def _take_words(rest: str, found: Evidence, today: date) -> None:
    words: list[str] = []
    for part in rest.split("|"):
        words += [*split(part), ""]
    said = [word for word in words if word]
    fewer = [word for word in said if not _says_nothing(word, found)]
    kept = fewer if any(len(word) > 1 and not word.isdigit() for word in fewer) or found.has_more_than_names else said
    for word in kept[: MOST_WORDS * 2]:
        if any(char.isdigit() for char in word):
            _take_token(word, found, today)
        elif len(word) == 1 and word.isascii():
            found.initials.append(word)
        elif len(found.names) < MOST_WORDS:
            found.names.append(word)
    _find_street(words, found)
    _leave_out_years(found, today)


def _says_nothing(word: str, found: Evidence) -> bool:
    return word in FILLERS or (word in LABELS and (found.has_more_than_names or word in ("dob", "nhs", "tel")))


def _take_token(word: str, found: Evidence, today: date) -> None:
    found.tokens.append(word)
    if not found.born and not found.other_day:
        found.other_day = dates.six_figures(word, today=today)
    if numbers.mixed(word) and not _HOUSE.fullmatch(word) and not found.plates:
        found.plates.append(word)
    if word.isdigit() and 6 <= len(word) <= 9 and not found.phone and not found.part_of_phone:
        found.part_of_phone = word


def _leave_out_years(found: Evidence, today: date) -> None:
    """A year beside a name that nobody on record can be born in is meant for a birth, not for the number of a record or a house."""
    for token in [one for one in found.tokens if _YEAR_LIKE.fullmatch(one)] if found.names and not found.street else []:
        found.tokens.remove(token)
        wrong = "still to come" if int(token) > today.year else "too long ago for anybody's birth"
        found.notes.append(f"{token} is a year {wrong}; left it out. Check the year.")


def _find_street(words: list[str], found: Evidence) -> None:
    """The words before "Road", back to the house number; or the word after a house number."""
    of_street: set[str] = set()
    for at, word in enumerate(words):
        if word in STREETS and at and words[at - 1] and not words[at - 1][0].isdigit():
            first = at - 1
            while first and words[first - 1] and (words[first - 1] in _BEFORE_STREET or _leads_to_house(words, first)):
                first -= 1
            of_street |= {one for one in words[first : at + 1] if not one[0].isdigit()}
        elif _HOUSE.fullmatch(word) and not _may_be_age(word, found) and at + 1 < len(words) and len(words[at + 1]) > 2 and words[at + 1].isalpha():
            of_street.add(words[at + 1])
    found.street = {place for place, name in enumerate(found.names, start=1) if name in of_street}


def _may_be_age(word: str, found: Evidence) -> bool:
    """ "15 smith": somebody's age as well as a house, where a name is all there is beside it. "15 castle hill" is read as a house."""
    alone = len(found.names) <= 3 and len(found.tokens) == 1 and not found.has_more_than_names
    return alone and len(word) <= 2 and word.isdigit() and STREETS.isdisjoint(found.names)


def _leads_to_house(words: list[str], first: int) -> bool:
    """Whether a house number stands one or two words before."""
    return any(_HOUSE.fullmatch(word) is not None for word in words[max(0, first - 2) : first] if word) and words[first - 1].isalpha()
