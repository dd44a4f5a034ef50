"""One answer: read from its boxes, written back into them, said in words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kith.practice.forms.rules.boxes import Fields, in_row, one, rows_of
from kith.practice.forms.rules.definition import DAYS, GRIDS, NONE_WORDS, WEEK, Question, Type
from kith.practice.forms.rules.taking import as_number

LONGEST_LINE, LONGEST_TEXT = 1_000, 200_000
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Amiss(Exception):
    """What was typed is no answer, as a sentence; `at` is the box to go to."""

    def __init__(self, sentence: str, at: str) -> None:
        super().__init__(sentence)
        self.at = at


@dataclass(frozen=True)
class Bounds:
    """What dates are held against, and which workers are meant by what was typed (in small letters)."""

    today: date
    born_on: date | None = None
    workers: Mapping[str, int] = field(default_factory=dict)


def is_none(value: Any) -> bool:
    """Whether an answer says that there is none: not known, not relevant, declined."""
    return isinstance(value, dict) and set(value) == {"none"}


def read_value(question: Question, name: str, fields: Fields, bounds: Bounds) -> Any:
    """The answer in the boxes of this name, None when they are empty. Raises Amiss."""
    found = _READ[question.type](question, name, fields, bounds)
    said = one(fields, f"{name}__none")
    if said not in question.may_be:
        return found
    if found is not None:
        raise Amiss(f"You answered, and also said {NONE_WORDS[said].lower()!r}. Keep one of the two", name)
    return {"none": said}


def as_typed(question: Question, name: str, value: Any) -> dict[str, list[str]]:
    """An answer as its boxes hold it. read_value reads it back."""
    if value is None:
        return {}
    if is_none(value):
        radios = question.type in (Type.CHOICE, Type.YES_NO)
        return {name if radios else f"{name}__none": [value["none"]]}
    if question.type in (Type.DATE, Type.ROUGH_DATE):
        parts = [*map(str, map(int, value.split("-"))), "", ""][:3]
        return {f"{name}__{part}": [said] for part, said in zip(("year", "month", "day"), parts, strict=True)}
    if question.type in GRIDS:
        return _grid_as_typed(question, name, value)
    if question.type is Type.REPEAT:
        rows = {f"{name}__rows": [str(row) for row in range(len(value))]}
        for row, said in enumerate(value):
            for sub in question.questions:
                rows |= as_typed(sub, in_row(name, row, sub.key), said.get(sub.key))
        return rows
    return {name: [str(each) for each in value] if isinstance(value, list) else [str(value)]}


def columns(question: Question) -> tuple[Question, ...]:
    """What stands beside each row: the days of the week, or the table's own."""
    if question.type is Type.WEEK:
        return tuple(Question(key=key, type=Type.TEXT, ask=day) for key, day in zip(WEEK, DAYS, strict=True))
    return question.questions


def _grid_as_typed(question: Question, name: str, value: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row, cells in value.items():
        for column in columns(question):
            found |= as_typed(column, in_row(name, row, column.key), cells.get(column.key))
    return found


def _text(question: Question, name: str, fields: Fields, bounds: Bounds) -> str | None:
    del bounds
    said = one(fields, name)
    most = int(question.most or (LONGEST_TEXT if question.type is Type.LONG_TEXT else LONGEST_LINE))
    if len(said) > most:
        raise Amiss(f"This has {len(said):,} characters; at most {most:,} fit. Shorten it, or add the rest as a document", name)
    return said or None


def _choice(question: Question, name: str, fields: Fields, bounds: Bounds) -> Any:
    del bounds
    said = one(fields, name)
    if not said:
        return None
    if said in question.may_be:
        return {"none": said}
    if question.choice(said) is None:
        raise Amiss("Choose one of the answers in the list", name)
    return said


def _choices(question: Question, name: str, fields: Fields, bounds: Bounds) -> list[str] | None:
    del bounds
    said = list(dict.fromkeys(each for each in fields.get(name, ()) if each))
    if any(question.choice(each) is None for each in said):
        raise Amiss("Choose among the answers in the list", name)
    if said and question.most and len(said) > question.most:
        raise Amiss(f"Choose at most {question.most:g}", name)
    if said and question.least and len(said) < question.least:
        raise Amiss(f"Choose at least {question.least:g}", name)
    return said or None


def _yes_no(question: Question, name: str, fields: Fields, bounds: Bounds) -> Any:
    del bounds
    said = one(fields, name)
    if said in question.may_be:
        return {"none": said}
    if said and said not in ("yes", "no"):
        raise Amiss("Answer yes or no", name)
    return said or None


def _number(question: Question, name: str, fields: Fields, bounds: Bounds) -> float | None:
    del bounds
    said = one(fields, name)
    if not said:
        return None
    plain = said.removesuffix(question.unit).replace(",", "").strip() if question.unit else said.replace(",", "")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", plain, re.ASCII):
        raise Amiss(f"This must be a number, like 12. You wrote {said[:20]}", name)
    found = as_number(plain)
    if question.whole and found != int(found):
        raise Amiss("This must be a whole number, like 12", name)
    if question.least is not None and found < question.least:
        raise Amiss(f"This must be {question.least:g} or more", name)
    if question.most is not None and found > question.most:
        raise Amiss(f"This must be {question.most:g} or less", name)
    return found


def _date(question: Question, name: str, fields: Fields, bounds: Bounds) -> str | None:
    day, month, year = (one(fields, f"{name}__{part}") for part in ("day", "month", "year"))
    if not (day or month or year):
        return None
    at = f"{name}-day"
    rough = question.type is Type.ROUGH_DATE
    if not year or (day and not month) or (not rough and not (day and month)):
        wanted = "a year, and a month if there is a day" if rough else "a day, a month and a year"
        raise Amiss(f"The date needs {wanted}", at)
    month = str(MONTHS.index(month[:3].lower()) + 1) if month[:3].lower() in MONTHS else month
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except (ValueError, OverflowError):
        raise Amiss(f"This must be a real date, for example 27 3 2026. You wrote {day} {month} {year}"[:160], at) from None
    if not 1900 <= found.year <= 2100:
        raise Amiss(f"The date has the year {found.year}. Write the year in four figures, for example {bounds.today.year}", at)
    _in_bounds(question, found, bounds, at, known=4 if not month else 7 if not day else 10)
    return found.isoformat()[: 4 if not month else 7 if not day else 10]


def _in_bounds(question: Question, found: date, bounds: Bounds, at: str, *, known: int) -> None:
    """Held against the bounds as far as the date is known: 2026 is not after a day in 2026."""

    def cut(day: date) -> str:
        return day.isoformat()[:known]

    if question.not_after == "today" and cut(found) > cut(bounds.today):
        raise Amiss("This date is still to come. Check it, or leave it until it is so", at)
    if question.not_before == "today" and cut(found) < cut(bounds.today):
        raise Amiss("This date is past. Check it", at)
    if question.not_before == "birth" and bounds.born_on and cut(found) < cut(bounds.born_on):
        born = f"{bounds.born_on.day} {bounds.born_on:%B %Y}"
        raise Amiss(f"This date is before the birth, which on record was on {born}. Check both", at)


def _reference(question: Question, name: str, fields: Fields, bounds: Bounds) -> int | None:
    """The id of a person, as the search put it there; of a worker, whose name or e-mail address was typed."""
    said = one(fields, name)
    if not said or re.fullmatch(r"\d{1,18}", said, re.ASCII):
        return int(said) if said else None
    if question.type is not Type.WORKER:
        raise Amiss("Choose the person by searching", name)
    found = bounds.workers.get(said.lower())
    if found is None:
        raise Amiss(f"No one worker is called {said[:60]!r}. Write the full name as it is in Kith, or the e-mail address", name)
    return found


def _uploads(question: Question, name: str, fields: Fields, bounds: Bounds) -> list[int] | None:
    del question, bounds
    found = [int(each) for each in fields.get(name, ()) if re.fullmatch(r"\d{1,18}", each, re.ASCII)]
    return found or None


def _grid(question: Question, name: str, fields: Fields, bounds: Bounds) -> dict[str, dict[str, Any]] | None:
    found: dict[str, dict[str, Any]] = {}
    for row in question.rows:
        cells = {each.key: read_value(each, in_row(name, row.key, each.key), fields, bounds) for each in columns(question)}
        said = {key: value for key, value in cells.items() if value is not None}
        if said:
            found[row.key] = said
    return found or None


def _repeat(question: Question, name: str, fields: Fields, bounds: Bounds) -> list[dict[str, Any]] | None:
    """Rows without any answer are left out. What each row insists on is for rules/sheet."""
    rows = []
    for row in rows_of(fields, name):
        said = {each.key: read_value(each, in_row(name, row, each.key), fields, bounds) for each in question.questions}
        kept = {key: value for key, value in said.items() if value is not None}
        if kept:
            rows.append(kept)
    if rows and question.most and len(rows) > question.most:
        raise Amiss(f"There is room for {question.most:g}. Put what is left into one of them", name)
    return rows or None


def _nothing(question: Question, name: str, fields: Fields, bounds: Bounds) -> None:
    del question, name, fields, bounds


_READ: dict[Type, Callable[[Question, str, Fields, Bounds], Any]] = {
    Type.TEXT: _text, Type.LONG_TEXT: _text, Type.CHOICE: _choice, Type.CHOICES: _choices, Type.YES_NO: _yes_no, Type.NUMBER: _number,
    Type.DATE: _date, Type.ROUGH_DATE: _date, Type.PERSON: _reference, Type.WORKER: _reference, Type.UPLOAD: _uploads, Type.WEEK: _grid,
    Type.TABLE: _grid, Type.REPEAT: _repeat, Type.SCORE: _nothing, Type.ECHO: _nothing, Type.INFORMATION: _nothing,
}  # fmt: skip
