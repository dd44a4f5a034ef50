"""Whether a value may be kept: the code exists, it does not contradict another, the day can be. Each as a sentence, or nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kith.practice.childrens.rules.codes import FACTORS, NO_FACTORS
from kith.practice.childrens.rules.facts import Columns, StepFact
from kith.practice.forms.rules.definition import Type
from kith.practice.forms.rules.values import is_none


def judge_value(fact: StepFact, value: Any) -> str:
    """The codes are of the set."""
    if not fact.choices or value is None or is_none(value):
        return ""
    unknown = [str(each) for each in (value if isinstance(value, list) else [value]) if str(each) not in fact.choices]
    return f"There is no {unknown[0]!r} in {fact.words.lower()}. Choose one of: {', '.join(fact.choices)}." if unknown else ""


def judge_columns(fact: StepFact, columns: Columns, row: Mapping[str, Any]) -> str:
    """What is to be kept does not contradict itself, nor what is kept already."""
    said = {**row, **columns}
    if fact.table == "AssessmentFactors" and NO_FACTORS in said["codes"] and len(said["codes"]) > 1:
        others = ", ".join(FACTORS[code].lower() for code in said["codes"] if code != NO_FACTORS)
        return f'"{FACTORS[NO_FACTORS]}" stands alone, and there is also: {others}. Take one of them out.'
    if fact.table == "ChildSeen" and said["seen"] is False and said["seen_alone"]:
        return "Seen alone, and not seen: correct one of the two."
    return ""


def judge_day(fact: StepFact, columns: Columns, people: Iterable[tuple[str, date | None]], today: date) -> str:
    """A day is not before a birth, and not still to come, but for the day on which something is to end. `people`: (name, born on)."""
    if fact.type is not Type.DATE:
        return ""
    day = next(iter(columns.values()))
    if day is None:
        return ""
    for name, born in people:
        if born and day < born:
            return f"{name} was born on {born.day} {born:%B %Y}, and this is before it. Correct the date, or the date of birth."
    if day > today and fact.key != "childrens.private_until":
        return "This date is still to come. Check it, or leave it until it is so."
    return ""
