"""The forms of finished steps, answered by their own definitions: what they insist on always, the rest as often as people answer such a question.

Steps that were finished long ago have none: the council's record of them came from an older system.
"""

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

from kith.doors.operations.council.journey_shapes import Step
from kith.doors.operations.council.journeys import Journey
from kith.doors.operations.council.rows import Household, Rows, Someone
from kith.foundations.clocks.moments import day_of
from kith.practice.childrens.rules.facts import STEP_FACTS
from kith.practice.forms.rules.definition import Form, Question, Type
from kith.practice.forms.rules.reading import form_of

RECENT = timedelta(days=420)
CHILD = (
    "{name} says that home is all right when nobody shouts.", "{name} wants to stay at school and see Nan at weekends.",
    "{name} would like a bed that is not shared, and a lock on the bathroom.", "{name} was quiet, drew the cat, and smiled at Mum when she came in.",
    "{name} is worried about Mum, and would not say why.", "{name} does not want another worker to ask the same again.",
)  # fmt: skip
FAMILY = (
    "They feel watched, and they want the help with the house.", "Mum says that it was one bad night and that it will not happen again.",
    "Dad agrees with most of it; he thinks that the school exaggerates.", "They want somebody who rings back.",
)  # fmt: skip
VIEW = (
    "The worry is less than it was and not gone: it comes back when money runs out.", "There is warmth and there are no routines; with help they can come.",
    "What keeps the children safe is Nan, and she is ill.", "Nothing has changed since last time, and the children get older with it.",
    "They have done what they said that they would; it has lasted three months.",
)  # fmt: skip
GENERAL = (
    "As agreed by telephone.", "See the entry of that day.", "The school has seen the same.", "A visit each fortnight until it holds.",
    "Spoken about at the meeting; nobody disagreed.", "The health visitor goes with me next time.", "Tidy, warm, little food in the cupboard.",
)  # fmt: skip
ABOUT = (("voice", CHILD), ("how_is", CHILD), ("says", CHILD), ("day", CHILD), ("family", FAMILY), ("analysis", VIEW), ("why", VIEW), ("different", VIEW))
AGENCIES = (("Amina Yusuf", "social_care"), ("PC Marsh", "police"), ("Dr Rao", "health"), ("Mrs Lowe", "school"))


@dataclass(frozen=True)
class Held:
    """A form as it is in force: its version's id, and its text."""

    version: int
    text: str


class Answering:
    """Fills in forms. The same numbers for the same seed."""

    def __init__(self, rng: random.Random, today: date, held: Mapping[str, Held]) -> None:
        self.rng, self.since, self._ids = rng, today - RECENT, count(1)
        self._forms = {key: (each.version, form_of(each.text)) for key, each in held.items()}
        self._often = {(key, each.key): random.Random(f"{key}.{each.key}").random() ** 2 for key, (_, form) in self._forms.items() for each in form.questions()}

    def write(self, rows: Rows, home: Household, journeys: Iterable[Journey]) -> None:
        """A response for each step that was finished of late, and a part for each child."""
        people = {one.id: one for one in home.subjects}
        for journey in journeys:
            for step in journey.steps:
                if step.kind.form in self._forms and step.finished_at and step.status in ("done", "waiting") and day_of(step.finished_at) >= self.since:
                    self._respond(rows, step, step.finished_at, [people[person] for person in step.links])

    def _respond(self, rows: Rows, step: Step, at: datetime, whom: Sequence[Someone]) -> None:
        version, form = self._forms[step.kind.form]
        step.response = next(self._ids)
        sheet, how = self._sheet(form, step, at, whom)
        worker, uuid = step.holder[0], str(UUID(int=self.rng.getrandbits(128)))
        shared = {key: value for (key, person), value in sheet.items() if person is None}
        rows["forms_response"].append((
            step.response, uuid, version, f"pathways.Step:{step.id}", _prior(step), json.dumps(shared), json.dumps(how.get(None, {})), step.begins, worker,
            at, worker, at, worker, "{}", "{}", 2,
        ))  # fmt: skip
        for one in whom:
            own = {key: value for (key, person), value in sheet.items() if person == one.id}
            rows["forms_responsepart"].append((step.response, uuid, version, at, one.id, json.dumps(own), json.dumps(how.get(one.id, {})), "{}"))

    def _sheet(
        self, form: Form, step: Step, at: datetime, whom: Sequence[Someone]
    ) -> tuple[dict[tuple[str, int | None], Any], dict[int | None, dict[str, str]]]:
        sheet: dict[tuple[str, int | None], Any] = {}
        how: dict[int | None, dict[str, str]] = {}
        for question in form.questions():
            for one in whom if question.per_person else [None]:
                about = one.id if one else None
                if question.retired or not question.when.holds(partial(_answered, sheet, about)):
                    continue
                value = self._fact(question, step, about) if question.fact in STEP_FACTS else self._answer(form, question, at, one)
                if value is not None:
                    sheet[question.key, about] = value
                    if question.fact:
                        how.setdefault(about, {})[question.key] = "given"
        return sheet, how

    def _fact(self, question: Question, step: Step, about: int | None) -> Any:
        """What was put beside the step is what its form said."""
        fact = STEP_FACTS[question.fact]
        for link in step.links.values():
            if about in (None, link.person) and (said := link.found.get(fact.table.lower())):
                return fact.reads(said)
        return None

    def _answer(self, form: Form, question: Question, at: datetime, one: Someone | None) -> Any:
        if question.fact.startswith("people.") or (not question.required and self.rng.random() > self._often[form.key, question.key]):
            return None
        return self._value(question, at, one.first if one and not one.is_unborn else "The baby")

    def _value(self, question: Question, at: datetime, name: str) -> Any:
        if question.type in (Type.TEXT, Type.LONG_TEXT):
            return self._one(next((some for part, some in ABOUT if part in question.key), GENERAL)).replace("{name}", name)
        if question.type is Type.YES_NO:
            return "yes" if self.rng.random() < 0.85 else "no"
        if question.type is Type.CHOICE and question.choices:
            return self._one([each.key for each in question.choices])
        if question.type is Type.DATE:
            return (day_of(at) + timedelta(days=28 if question.not_before else 0)).isoformat()
        if question.type is Type.REPEAT:
            return self._rows(question, at, name)
        return None

    def _rows(self, question: Question, at: datetime, name: str) -> list[dict[str, Any]]:
        """Two or three; who took part in a discussion by agency."""
        if any(each.key == "agency" for each in question.questions):
            return [{"name": who, "agency": agency} for who, agency in AGENCIES[: 3 if self.rng.random() < 0.7 else 4]]
        rows = [{each.key: self._value(each, at, name) for each in question.questions} for _ in range(1 + int(self.rng.random() * 3))]
        return [{key: value for key, value in row.items() if value is not None} for row in rows]

    def _one(self, some: Sequence[str]) -> str:
        return some[int(self.rng.random() * len(some))]


def _answered(sheet: Mapping[tuple[str, int | None], Any], about: int | None, key: str) -> Any:
    """What a condition finds: this child's answer, or the shared one; of what is asked of all, anybody's."""
    if (key, None) in sheet:
        return sheet[key, None]
    if about is not None:
        return sheet.get((key, about))
    flat = [each for (name, _), value in sheet.items() if name == key for each in (value if isinstance(value, list) else [value])]
    return flat or None


def _prior(step: Step) -> int | None:
    """The last one of the same form, on the way back."""
    back = step.came_from
    while back is not None:
        if back.response and back.kind.form == step.kind.form:
            return back.response
        back = back.came_from
    return None
