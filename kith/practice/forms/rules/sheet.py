"""A whole form, as far as it is filled in: what is asked of whom, what was answered, what is amiss, what is missing."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from kith.practice.forms.rules.boxes import Fields, box, in_row, one, rows_of
from kith.practice.forms.rules.conditions import ALWAYS
from kith.practice.forms.rules.definition import NOT_ASKED, Choice, Form, Question, Type
from kith.practice.forms.rules.registry import NOBODY, Fact, Known
from kith.practice.forms.rules.values import Amiss, Bounds, as_typed, is_none, read_value
from kith.practice.people.rules.fitting import whole_years

Place = tuple[str, int | None]  # (key, person id or None)


@dataclass(frozen=True)
class Who:
    """Somebody whom a form is about."""

    id: int
    name: str
    born_on: date | None = None
    is_unborn: bool = False

    def age(self, on: date) -> int | None:
        """As people.rules.fitting counts it."""
        return whole_years(self.born_on, unborn=self.is_unborn, on=on)

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else "this person"


@dataclass(frozen=True)
class Asking:
    """What a form is filled in with besides what is typed: about whom, when, what is on record, what the one before said."""

    people: Sequence[Who]
    today: date
    facts: Mapping[str, Fact] = field(default_factory=dict)
    known: Mapping[Place, Known] = field(default_factory=dict)
    before: Mapping[Place, Any] = field(default_factory=dict)
    workers: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Sheet:
    """`asked`: what is asked now, in order. `how`: of each fact, whether it was given, confirmed, changed or left."""

    asked: dict[Place, Question] = field(default_factory=dict)
    answers: dict[Place, Any] = field(default_factory=dict)
    how: dict[Place, str] = field(default_factory=dict)
    amiss: dict[Place, tuple[str, str]] = field(default_factory=dict)  # (box to go to, sentence)
    missing: list[tuple[str, str]] = field(default_factory=list)  # what finishing needs, in the order of the form

    def shared(self) -> dict[str, Any]:
        return {key: value for (key, person_id), value in self.answers.items() if person_id is None}

    def of(self, person_id: int) -> dict[str, Any]:
        return {key: value for (key, about), value in self.answers.items() if about == person_id}

    def how_of(self, person_id: int | None) -> dict[str, str]:
        return {key: how for (key, about), how in self.how.items() if about == person_id}


def fill(form: Form, fields: Fields, asking: Asking, *, only: Container[str] | None = None) -> Sheet:
    """Read everything that was typed; or the answers to these questions `only`. Never fails: what cannot be read is amiss, and what was typed
    stays in the draft."""
    sheet = Sheet()
    for question in form.questions():
        for who in asking.people if question.per_person else [None]:
            place = (question.key, who.id if who else None)
            if question.retired or not (question.when is ALWAYS or question.when.holds(partial(_answer, sheet, who))):
                continue
            sheet.asked[place] = bound_to(question, asking.facts)
            if only is None or question.key in only:
                _answer_one(sheet, sheet.asked[place], who, place, fields, asking)
    return sheet


def bound_to(question: Question, facts: Mapping[str, Fact]) -> Question:
    """A question whose choices, or whose length, are those of the fact that it is about."""
    fact = facts.get(question.fact)
    if fact is None:
        return question
    if fact.most:
        return replace(question, most=min(question.most or fact.most, fact.most))
    if question.choices or not fact.choices:
        return question
    offered = tuple(Choice(key, words) for key, words in fact.choices if key not in fact.none.values())
    return replace(question, choices=offered)


def wording_of(question: Question, who: Who | None) -> str:
    """The question in words: {name} is whom it is about."""
    return question.ask.replace("{name}", who.first_name if who else "the person")


def _answer_one(sheet: Sheet, question: Question, who: Who | None, place: Place, fields: Fields, asking: Asking) -> None:
    value: Any = None
    if question.type is Type.SCORE:
        value = _score(sheet, question, place[1])
    elif question.type is Type.ECHO:
        value = asking.before.get(place) if question.from_prior else _echoed(sheet, question.of, place[1])
    else:
        value = _typed(sheet, question, who, place, fields, asking)
    if value is not None:
        sheet.answers[place] = value


def _typed(sheet: Sheet, question: Question, who: Who | None, place: Place, fields: Fields, asking: Asking) -> Any:
    name = box(*place)
    try:
        value = read_value(question, name, fields, Bounds(asking.today, who.born_on if who else None, asking.workers))
    except Amiss as trouble:
        sheet.amiss[place] = (trouble.at, f"{_short(question, who)}: {trouble}")
        sheet.missing.append(sheet.amiss[place])
        return None
    known = asking.known.get((question.key, place[1]))
    if question.fact in asking.facts:
        value = _with_record(sheet, place, value, known, confirmed=one(fields, f"{name}__fact") == "confirm")
    sheet.missing += _wanted(question, who, place, value, fields)
    return value


def _with_record(sheet: Sheet, place: Place, value: Any, known: Known | None, *, confirmed: bool) -> Any:
    """What was typed stands; else what is on record does."""
    if value is not None:
        sheet.how[place] = "given" if known is None else "confirmed" if value == known.value else "changed"
        return value
    if known is None:
        return None
    sheet.how[place] = "confirmed" if confirmed else "left"
    return known.value


def _wanted(question: Question, who: Who | None, place: Place, value: Any, fields: Fields) -> Iterable[tuple[str, str]]:
    name = box(*place)
    if question.required and value is None:
        yield (_control(question, name), f"Answer: {wording_of(question, who)}")
    if question.type is not Type.REPEAT:
        return
    if question.least and value is not None and len(value) < question.least:
        yield (name, f"{_short(question, who)}: add at least {question.least:g}")
    for at, row in enumerate(rows_of(fields, name), start=1):
        for sub in question.questions:
            inner = in_row(name, row, sub.key)
            empty = not any(one(fields, box_) for box_ in (inner, f"{inner}__none", f"{inner}__day", f"{inner}__year"))
            if sub.required and empty and _row_has_something(question, name, row, fields):
                yield (_control(sub, inner), f"{_short(question, who)}, {question.row_words or 'number'} {at}. Answer: {sub.ask}")


def _row_has_something(question: Question, name: str, row: int, fields: Fields) -> bool:
    start = f"{name}__r{row}__"
    del question
    return any(said for key, values in fields.items() if key.startswith(start) for said in values)


def _control(question: Question, name: str) -> str:
    """The id of what to put right: of a date its first box."""
    return f"{name}-day" if question.type in (Type.DATE, Type.ROUGH_DATE) else name


def _short(question: Question, who: Who | None) -> str:
    return wording_of(question, who).rstrip("?.:")[:80]


def _answer(sheet: Sheet, who: Who | None, key: str) -> Any:
    """What a condition finds under a key: this person's answer, the shared one, or (for what is asked of all together) everybody's."""
    if (key, None) in sheet.answers:
        return sheet.answers[key, None]
    if who is not None:
        return sheet.answers.get((key, who.id))
    found = [value for (name, _), value in sheet.answers.items() if name == key]
    flat = [each for value in found for each in (value if isinstance(value, list) else [value])]
    return flat or None


def _echoed(sheet: Sheet, key: str, person_id: int | None) -> Any:
    return sheet.answers.get((key, person_id), sheet.answers.get((key, None)))


def _score(sheet: Sheet, question: Question, person_id: int | None) -> float | None:
    """The weighted sum, once everything is answered that is asked of it."""
    total, counted = 0.0, 0
    for key, weight in question.weights.items():
        place = (key, person_id) if (key, person_id) in sheet.asked else (key, None)
        if place not in sheet.asked:
            continue
        value = sheet.answers.get(place)
        if value is None or is_none(value):
            return None
        total += weight * _points(sheet.asked[place], value)
        counted += 1
    return (int(total) if total == int(total) else total) if counted else None


def _points(question: Question, value: Any) -> float:
    if isinstance(value, list):
        return sum(_points(question, each) for each in value)
    choice = question.choice(str(value)) if question.choices else None
    if choice:
        return choice.points
    return float(value) if isinstance(value, int | float) else float(value == "yes")


def asked_ids(form: Form, sheet: Sheet) -> tuple[str, ...]:
    """The ids of the questions and sections that are asked now."""
    keys = {key for key, _ in sheet.asked}
    sections = (f"section-{each.key}" for each in form.sections if any(question.key in keys for question in each.questions))
    return (*sections, *(box(*place) for place in sheet.asked))


def typed_again(form: Form, answers: Mapping[Place, Any], facts: Mapping[str, Fact]) -> dict[str, list[str]]:
    """Answers as the boxes of this form hold them: "same as last time", and a draft moved to a newer version. What it does not ask is left out."""
    fields: dict[str, list[str]] = {}
    for question in form.questions():
        if question.type in NOT_ASKED or question.retired:
            continue
        for (key, person_id), value in answers.items():
            if key == question.key and (person_id is not None) is question.per_person:
                fields |= as_typed(bound_to(question, facts), box(key, person_id), value)
    return fields


def places(shared: Mapping[str, Any], of: Mapping[int, Mapping[str, Any]]) -> dict[Place, Any]:
    """Kept answers, by place."""
    found: dict[Place, Any] = {(key, None): value for key, value in shared.items()}
    found |= {(key, person_id): value for person_id, part in of.items() for key, value in part.items()}
    return found


def known_places(form: Form, known: Mapping[str, Mapping[int, Known]]) -> dict[Place, Known]:
    """What is on record, by place. NOBODY: of the owner as a whole."""
    found: dict[Place, Known] = {}
    for question in form.questions():
        for person_id, each in known.get(question.fact, {}).items():
            found[question.key, None if person_id == NOBODY else person_id] = each
    return found

