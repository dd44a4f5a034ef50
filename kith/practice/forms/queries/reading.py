"""A form as it is read: every answer under the wording of its own version, beside the one before if it is a review."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.forms.queries.naming import names_in
from kith.practice.forms.queries.responses import ResponseView, _answer_places, _before, response
from kith.practice.forms.rules.definition import Letter, Section, Type
from kith.practice.forms.rules.registry import facts
from kith.practice.forms.rules.saying import in_words
from kith.practice.forms.rules.sheet import Place, Who, bound_to, wording_of


@dataclass(frozen=True)
class ReadAnswer:
    """One question with its answer in words. `how`: confirmed, changed, left, of what is bound to the record."""

    key: str
    ask: str
    said: str
    before: str = ""
    is_changed: bool = False
    how: str = ""


@dataclass(frozen=True)
class ReadBlock:
    """Answers that stand together: those about one person, under their name."""

    who: str
    answers: tuple[ReadAnswer, ...]


@dataclass(frozen=True)
class ReadSection:
    title: str
    blocks: tuple[ReadBlock, ...]


@dataclass(frozen=True)
class ReadResponse:
    """A finished form. `is_whole`: nothing of it is left out."""

    id: int
    uuid: str
    form_key: str
    title: str
    number: int
    people: tuple[str, ...]
    author: str
    finished_at: datetime | None
    sections: tuple[ReadSection, ...]
    has_prior: bool
    is_whole: bool
    is_own: bool
    is_released: bool
    earlier: tuple[Any, ...]
    letters: tuple[Letter, ...]  # that can be made of it


def read_response(response_id: int, *, person_id: int | None = None, wording: str = "", seen_by: Worker) -> ReadResponse:
    """A response as far as it is open. `person_id`: of one person alone, without what is said of others; what is written of all together is in it
    only once its author has released it, or where they are the only one. Unanswered questions are left out."""
    require(seen_by, Ability.VIEW)
    view = _alone(response(response_id, seen_by=seen_by), person_id)
    answers = _answer_places(view)
    prior = _before(view.shared.prior_id, seen_by=seen_by) if view.shared and view.shared.prior_id else {}
    names = names_in(view.form, [answers, prior], seen_by=seen_by)
    people = [who for who in view.people if person_id in (None, who.id)]
    reader = _Reader(view, answers, prior, names, people, wording)
    row = view.shared
    return ReadResponse(
        id=view.id, uuid=str(view.uuid), form_key=view.form.key, title=view.form.title, number=view.version.number, people=tuple(who.name for who in people),
        author=row.finished_by.name if row and row.finished_by else "", finished_at=view.finished_at,
        sections=tuple(made for made in map(reader.section, view.form.sections) if made.blocks), has_prior=bool(row and row.prior_id),
        is_whole=row is not None, is_own=bool(row and row.started_by_id == seen_by.pk), is_released=bool(row and row.released_at),
        earlier=tuple(view.earlier), letters=view.form.letters,
    )  # fmt: skip


def _alone(view: ResponseView, person_id: int | None) -> ResponseView:
    """The view of whoever may see this person's record and nobody else's."""
    if person_id is None or not view.shared or view.shared.released_at or set(view.parts) == {person_id}:
        return view
    return replace(view, shared=None)


@dataclass(frozen=True)
class _Reader:
    view: ResponseView
    answers: Mapping[Place, Any]
    prior: Mapping[Place, Any]
    names: Mapping[tuple[str, int], str]
    people: list[Who]
    wording: str

    def section(self, section: Section) -> ReadSection:
        return ReadSection(section.title, tuple(self.blocks(section)))

    def blocks(self, section: Section) -> Iterator[ReadBlock]:
        for per_person, run in groupby(section.questions, key=lambda each: each.per_person):
            questions = list(run)
            for who in self.people if per_person else [None]:
                found = tuple(made for each in questions if (made := self.answer(each, who)) is not None)
                if found:
                    yield ReadBlock(who.name if who else "", found)

    def answer(self, question: Any, who: Who | None) -> ReadAnswer | None:
        place: Place = (question.key, who.id if who else None)
        value, earlier = self.answers.get(place), self.prior.get(place)
        if value is None and earlier is None:
            return None
        bound = bound_to(question, facts())
        source = self.view.form.question(question.of) if question.type is Type.ECHO else None
        worded = question.wording.get(self.wording)
        ask = wording_of(question, who) if not worded or not worded.ask else worded.ask.replace("{name}", who.first_name if who else "")
        shown = bound_to(source, facts()) if source else bound
        said, before = in_words(shown, value, self.names), in_words(shown, earlier, self.names)
        if not (said or before):  # whoever it names is shut to the reader: as if it had not been answered
            return None
        return ReadAnswer(question.key, ask, said, before, said != before and value != earlier and bool(self.prior), self.how(place))

    def how(self, place: Place) -> str:
        part = self.view.parts.get(place[1]) if place[1] is not None else None
        kept = part.how if part else self.view.shared.how if self.view.shared and place[1] is None else {}
        return str(kept.get(place[0], ""))
