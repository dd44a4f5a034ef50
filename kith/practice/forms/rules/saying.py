"""One answer in words, as it is read and printed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kith.practice.forms.rules.definition import NONE_WORDS, Choice, Question, Type
from kith.practice.forms.rules.values import columns, is_none

Names = Mapping[tuple[str, int], str]
"""("person" or "worker" or "document", id) -> the name to show."""


def in_words(question: Question, value: Any, names: Names) -> str:
    """An answer as it is read."""
    if value is None:
        return ""
    if is_none(value):
        return NONE_WORDS.get(str(value["none"]), "")
    return _SAY.get(question.type, _say_plain)(question, value, names)


def _say_plain(question: Question, value: Any, names: Names) -> str:
    del question, names
    return str(value)


def _say_yes_no(question: Question, value: Any, names: Names) -> str:
    del question, names
    return str(value).capitalize()


def _say_choice(question: Question, value: Any, names: Names) -> str:
    del names
    return ", ".join(_word(question.choices, each) for each in (value if isinstance(value, list) else [value]))


def _word(choices: tuple[Choice, ...], key: str) -> str:
    return next((each.words for each in choices if each.key == key), str(key))


def _say_number(question: Question, value: Any, names: Names) -> str:
    del names
    plain = f"{value:,g}" if abs(value) < 1e6 else f"{value:,}"
    return f"{plain} {question.unit}".strip()


def _say_date(question: Question, value: Any, names: Names) -> str:
    del question, names
    parts = str(value).split("-")
    day = date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1)
    return f"{day.day} {day:%B %Y}" if len(parts) > 2 else f"{day:%B %Y}" if len(parts) > 1 else str(day.year)


def _say_reference(question: Question, value: Any, names: Names) -> str:
    """Whoever, or whatever, is shut to the reader is not named, nor is it said that there is somebody."""
    kind = "document" if question.type is Type.UPLOAD else str(question.type)
    return ", ".join(names[kind, each] for each in (value if isinstance(value, list) else [value]) if (kind, each) in names)


def _say_grid(question: Question, value: Any, names: Names) -> str:
    lines = []
    for row in question.rows:
        cells = [(each.ask, in_words(each, value.get(row.key, {}).get(each.key), names)) for each in columns(question)]
        said = "; ".join(f"{ask}: {text}" for ask, text in cells if text)
        if said:
            lines.append(f"{row.words}: {said}")
    return "\n".join(lines)


def _say_repeat(question: Question, value: Any, names: Names) -> str:
    rows = []
    for said in value:
        cells = [(each.ask, in_words(each, said.get(each.key), names)) for each in question.questions]
        rows.append("; ".join(f"{ask} {text}" if ask.endswith("?") else f"{ask}: {text}" for ask, text in cells if text))
    return "\n".join(rows)


def _say_score(question: Question, value: Any, names: Names) -> str:
    del names
    reached = [band.words for band in question.bands if value >= band.at_least]
    return f"{value:g}{f': {reached[-1]}' if reached else ''}"


_SAY: dict[Type, Callable[[Question, Any, Names], str]] = {
    Type.CHOICE: _say_choice, Type.CHOICES: _say_choice, Type.YES_NO: _say_yes_no,
    Type.NUMBER: _say_number, Type.DATE: _say_date, Type.ROUGH_DATE: _say_date, Type.PERSON: _say_reference, Type.WORKER: _say_reference,
    Type.UPLOAD: _say_reference, Type.WEEK: _say_grid, Type.TABLE: _say_grid, Type.REPEAT: _say_repeat, Type.SCORE: _say_score,
}  # fmt: skip
