"""An open form as it is drawn: every box with what was typed, what is on record, what the one before said, what is amiss."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.identifiers.keys import key_told
from kith.foundations.staff.models import Worker
from kith.practice.forms.queries.naming import POINTS, names_in
from kith.practice.forms.queries.offering import rows_offered
from kith.practice.forms.queries.responses import ResponseView, asking_of, response
from kith.practice.forms.rules.boxes import Fields, box, in_row, one, rows_of
from kith.practice.forms.rules.definition import GRIDS, NONE_WORDS, NOT_ASKED, Form, Letter, Question, Section, Type
from kith.practice.forms.rules.registry import Offered, facts
from kith.practice.forms.rules.saying import in_words
from kith.practice.forms.rules.sheet import Asking, Place, Sheet, Who, asked_ids, bound_to, fill, wording_of
from kith.practice.forms.rules.values import columns

RADIOS = (Type.CHOICE, Type.YES_NO)


@dataclass(frozen=True)
class DrawnQuestion:
    """One question, ready to be drawn. `id` is the name of its box; `before` what the one before said, `is_changed` whether this differs."""

    id: str
    type: Type
    label: str
    hint: str = ""
    prompts: tuple[str, ...] = ()
    is_asked: bool = True
    is_required: bool = False
    value: str = ""
    values: tuple[str, ...] = ()
    date: tuple[str, str, str] = ("", "", "")
    choices: tuple[tuple[str, str, str], ...] = ()
    none_choices: tuple[tuple[str, str], ...] = ()
    none_value: str = ""
    unit: str = ""
    error: str = ""
    said: str = ""  # of what is shown and not asked: a score, an echo, information, whom an id names
    known: str = ""
    known_from: str = ""
    is_confirmed: bool = False
    can_change: bool = True
    before: str = ""
    is_changed: bool = False
    is_of_its_day: bool = False
    rows: tuple["DrawnRow", ...] = ()
    columns: tuple[str, ...] = ()
    row_words: str = ""
    offered: Sequence[Offered] = ()  # rows that one button adds

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(key, words) for key, words, _ in self.choices]


@dataclass(frozen=True)
class DrawnRow:
    """A row of a repeat or a table."""

    number: str
    words: str
    cells: tuple[DrawnQuestion, ...]


@dataclass(frozen=True)
class DrawnBlock:
    """Questions that stand together: those of one person, under their name."""

    who: str
    questions: tuple[DrawnQuestion, ...]


@dataclass(frozen=True)
class DrawnSection:
    """A section, with how much of it is filled in."""

    key: str
    title: str
    hint: str
    is_asked: bool
    blocks: tuple[DrawnBlock, ...]
    answered: int
    asked: int


@dataclass(frozen=True)
class Drawn:
    """A whole form. `asked`: the ids of what is asked now, sections too; a page that saves on a pause shows and hides by it."""

    id: int
    uuid: str
    title: str
    about: str
    number: int
    revision: int
    sections: tuple[DrawnSection, ...]
    asked: tuple[str, ...]
    has_prior: bool
    has_aside: bool
    has_uploads: bool = False  # only then need its <form> be multipart, which takes the server longer to read
    newer_version: bool = False
    missing: tuple[tuple[str, str], ...] = field(default=())
    letters: tuple[Letter, ...] = ()  # that can be made of it


def drawn(
    response_id: int, *, missing: Sequence[tuple[str, str]] = (), wording: str = "", newer_version: bool = False, seen_by: Worker
) -> Drawn:
    """An open response, ready for the macro draw_form of forms/draw.html. `missing`: what NotReady said."""
    require(seen_by, Ability.VIEW)
    view = response(response_id, seen_by=seen_by)
    asking = asking_of(view, seen_by=seen_by)
    return _draw(view, asking, missing=missing, wording=wording, newer_version=newer_version, seen_by=seen_by)


def _draw(
    view: ResponseView, asking: Asking, *, missing: Sequence[tuple[str, str]] = (), wording: str = "", newer_version: bool = False,
    seen_by: Worker,
) -> Drawn:  # fmt: skip
    """The same, of what was looked up already."""
    row = view.shared
    fields: Fields = row.fields if row else {}
    sheet = fill(view.form, fields, asking)
    names = names_in(view.form, [sheet.answers, asking.before], seen_by=seen_by)
    errors = dict(reversed([(at.removesuffix("-day"), said) for at, said in missing]))
    pen = _Pen(view.form, fields, asking, sheet, errors, names, wording, rows_offered(view, seen_by=seen_by))
    sections = tuple(pen.section(each) for each in view.form.sections)
    return Drawn(
        id=view.id, uuid=str(view.uuid), title=pen.words(view.form.wording, view.form.title), about=view.form.about, number=view.version.number,
        revision=row.revision if row else 0, sections=sections, asked=asked_ids(view.form, sheet),
        has_prior=bool(row and row.prior_id) and any(each.is_answered_by_typing and not each.is_of_its_day for each in view.form.questions()),
        has_aside=bool(row and row.aside), has_uploads=any(each.type is Type.UPLOAD for each in view.form.questions()),
        newer_version=newer_version, missing=tuple(missing), letters=view.form.letters,
    )  # fmt: skip


def preview(form: Form, *, wording: str = "", seen_by: Worker) -> Drawn:
    """A form as it would be drawn about two made-up children, with everything shown. Nobody's answers are in it."""
    require(seen_by, Ability.SIGNED_IN)
    asking = Asking(people=[Who(1, "Ella Example"), Who(2, "Noah Example")], today=date(2026, 1, 1), facts=facts())
    everything = Sheet(asked={
        (each.key, who.id if who else None): each for each in form.questions() for who in (asking.people if each.per_person else [None])
    })  # fmt: skip
    pen = _Pen(form, {}, asking, everything, {}, {}, wording)
    sections = tuple(pen.section(each) for each in form.sections)
    title = pen.words(form.wording, form.title)
    return Drawn(
        id=0, uuid="00000000-0000-0000-0000-000000000000", title=title, about=form.about, number=form.number, revision=0, sections=sections,
        asked=(), has_prior=False, has_aside=False,
    )  # fmt: skip


@dataclass(frozen=True)
class _Pen:
    """Draws one form."""

    form: Form
    fields: Fields
    asking: Asking
    sheet: Sheet
    errors: Mapping[str, str]
    names: Mapping[tuple[str, int], str]
    wording: str
    offered: Mapping[str, Sequence[Offered]] = field(default_factory=dict)

    def words(self, wording: Mapping[str, Any], plain: str, part: str = "ask") -> str:
        found = wording.get(self.wording)
        return str(getattr(found, part)) if found and getattr(found, part) else plain

    def section(self, section: Section) -> DrawnSection:
        places = [place for place in self.sheet.asked if any(place[0] == each.key for each in section.questions)]
        live = [place for place in places if self.sheet.asked[place].type not in NOT_ASKED]
        return DrawnSection(
            key=section.key,
            title=self.words(section.wording, section.title),
            hint=self.words(section.wording, section.hint, "hint"),
            is_asked=bool(places),
            blocks=tuple(self.blocks(section)),
            answered=sum(place in self.sheet.answers for place in live),
            asked=len(live),
        )

    def blocks(self, section: Section) -> Iterator[DrawnBlock]:
        """Runs of questions that are asked of each person are drawn person by person."""
        shown = [each for each in section.questions if not each.retired]
        for per_person, run in groupby(shown, key=lambda each: each.per_person):
            together = list(run)
            for who in self.asking.people if per_person else [None]:
                drawn_ones = tuple(self.question(each, who) for each in together)
                yield DrawnBlock(who.name if who and len(self.asking.people) > 1 else "", drawn_ones)

    def question(self, question: Question, who: Who | None) -> DrawnQuestion:
        place: Place = (question.key, who.id if who else None)
        name, bound = box(*place), bound_to(question, self.asking.facts)
        made = self.box(bound, name, replace(bound, ask=self.words(bound.wording, bound.ask)), who)
        amiss = self.sheet.amiss.get(place)
        before = self.asking.before.get(place)
        known = self.asking.known.get(place)
        fact = self.asking.facts.get(question.fact)
        if known is not None and before == known.value:
            before = None  # the record says it already
        return replace(
            made,
            is_asked=place in self.sheet.asked,
            error=self.errors.get(name, "") if not amiss else self.errors.get(amiss[0].removesuffix("-day"), ""),
            said=made.said or self.shown(bound, place),
            known=known.shown if known else "",
            known_from=_from(known.source, known.on) if known else "",
            is_confirmed=one(self.fields, f"{name}__fact") == "confirm",
            can_change=fact is None or fact.writes is not None,
            before=in_words(bound, before, self.names) if question.type not in NOT_ASKED else "",
            is_changed=before is not None and place in self.sheet.answers and self.sheet.answers[place] != before,
            is_of_its_day=question.is_of_its_day,
            offered=self.offered.get(question.key, ()),
        )

    def shown(self, question: Question, place: Place) -> str:
        """What a question shows that nobody types."""
        value = self.sheet.answers.get(place)
        if question.type is Type.ECHO:
            source = self.form.question(question.of)
            return in_words(bound_to(source, self.asking.facts), value, self.names) if source else ""
        return in_words(question, value, self.names) if question.type is Type.SCORE else ""

    def box(self, question: Question, name: str, worded: Question, who: Who | None) -> DrawnQuestion:
        """The box itself, in a row or not."""
        kind = question.type
        said = tuple(each for each in self.fields.get(name, ()) if kind not in POINTS or self.is_named(kind, each))
        none = tuple((each, NONE_WORDS[each]) for each in question.may_be)
        return DrawnQuestion(
            id=name, type=kind, label=wording_of(worded, who), hint=self.words(question.wording, question.hint, "hint"), prompts=question.prompts,
            is_required=question.required, value=said[0] if said else "", values=said,
            date=(one(self.fields, f"{name}__day"), one(self.fields, f"{name}__month"), one(self.fields, f"{name}__year")),
            choices=self.choices(question, said, who) + tuple((key, words, "") for key, words in (none if kind in RADIOS else ())),
            none_choices=() if kind in RADIOS or kind in NOT_ASKED else none, none_value=one(self.fields, f"{name}__none"), unit=question.unit,
            said=self.named(question, said), rows=tuple(self.rows(question, name, who)),
            columns=tuple(each.ask for each in columns(question)) if kind in GRIDS else (), row_words=question.row_words, error=self.errors.get(name, ""),
        )  # fmt: skip

    def choices(self, question: Question, said: tuple[str, ...], who: Who | None) -> tuple[tuple[str, str, str], ...]:
        """Retired ones, and those that the person's age rules out, only where they were chosen."""
        if question.type is Type.YES_NO:
            return (("yes", "Yes", ""), ("no", "No", ""))
        worded = question.wording.get(self.wording)
        return tuple(
            (each.key, (worded.choices.get(each.key) if worded else None) or each.words, each.hint)
            for each in question.choices
            if each.key in said or not (each.retired or self.is_ruled_out(question, each.key, who))
        )

    def is_ruled_out(self, question: Question, key: str, who: Who | None) -> bool:
        return who is not None and key in question.only and not question.only[key].fit(who.age(self.asking.today))

    def is_named(self, kind: Type, said: str) -> bool:
        """Whoever is shut to the worker is as if nobody had been chosen; what is not shown is not sent back, so it stays chosen."""
        return ("document" if kind is Type.UPLOAD else str(kind), key_told(said) or 0) in self.names

    def named(self, question: Question, said: tuple[str, ...]) -> str:
        if question.type not in POINTS:
            return ""
        return in_words(question, [key for each in said if (key := key_told(each)) is not None] or None, self.names)

    def rows(self, question: Question, name: str, who: Who | None) -> Iterable[DrawnRow]:
        if question.type is Type.REPEAT:
            for at, row in enumerate(rows_of(self.fields, name) or [0], start=1):
                cells = tuple(self.box(each, in_row(name, row, each.key), each, who) for each in question.questions)
                yield DrawnRow(str(row), f"{question.row_words or 'number'} {at}".capitalize(), cells)
        elif question.type in GRIDS:
            for line in question.rows:
                cells = tuple(self.box(each, in_row(name, line.key, each.key), each, who) for each in columns(question))
                yield DrawnRow(line.key, line.words, cells)


def _from(source: str, on: Any) -> str:
    since = f"{on.day} {on:%B %Y}" if on else ""
    return ", ".join(filter(None, [source, since]))
