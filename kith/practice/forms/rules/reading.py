"""From YAML to a form. Everything that is the matter is told at once, with line, key and fix."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kith.practice.forms.rules.conditions import ALWAYS, Condition, Unreadable, parse
from kith.practice.forms.rules.definition import NONE_WORDS, Band, Budget, Choice, Form, Question, Section, Type, Words
from kith.practice.forms.rules.letters import letters_of
from kith.practice.forms.rules.lines import Block, Many, Problem, Text, read_lines
from kith.practice.forms.rules.taking import Taker, as_number

KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)  # no double underscore: that parts the names of boxes
BUDGET = ""  # under which a reading keeps the line of the budget: no question has this key
ABSENT_TYPE = "Write one of: " + ", ".join(Type)

EVERY = ("key", "type", "ask", "hint", "prompts", "per_person", "required", "when", "may_be_unknown", "fact", "retired", "of_its_day", "wording")
OWN: Mapping[Type, tuple[str, ...]] = {
    Type.CHOICE: ("choices", "only"),
    Type.CHOICES: ("choices", "least", "most", "only"),
    Type.DATE: ("not_after", "not_before"),
    Type.ROUGH_DATE: ("not_after", "not_before"),
    Type.NUMBER: ("least", "most", "unit", "whole"),
    Type.TEXT: ("most",),
    Type.LONG_TEXT: ("most",),
    Type.WEEK: ("rows",),
    Type.TABLE: ("rows", "columns"),
    Type.REPEAT: ("questions", "least", "most", "row_words", "offers"),
    Type.SCORE: ("of", "bands"),
    Type.ECHO: ("of", "from"),
}
INSIDE = {
    Type.TEXT, Type.LONG_TEXT, Type.CHOICE, Type.CHOICES, Type.DATE, Type.ROUGH_DATE, Type.NUMBER, Type.YES_NO, Type.PERSON, Type.WORKER,
}  # fmt: skip


@dataclass
class Reading:
    """A form as read, where each key stands, and what is the matter. Without grave problems `form` can be used."""

    form: Form | None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def grave(self) -> list[Problem]:
        return [each for each in self.problems if not each.is_warning]


def read_definition(text: str) -> Reading:
    """Read a definition. What depends on other questions or on the record is for rules/judging."""
    problems: list[Problem] = []
    block = read_lines(text, problems)
    if block is None:
        return Reading(None, problems)
    reading = Reading(None, problems)
    reading.form = _form(Taker(block, problems, "form"), reading)
    return reading


@lru_cache(maxsize=512)
def form_of(text: str) -> Form:
    """A definition that was judged before it was kept."""
    found = read_definition(text).form
    assert found is not None
    return found


def _form(taker: Taker, reading: Reading) -> Form:
    key = _key(taker, Reading(None, reading.problems))  # a question may be called like the form
    number = taker.number("version")
    if number is not None and (number != int(number) or number < 1):
        taker.wrong("version", f"`version` is {number}", "Write a whole number from 1 on, or leave it out")
    reading.lines[BUDGET] = taker.line("budget")
    form = Form(
        key=key,
        title=taker.text("title", needed="Write `title:` and what the form is called"),
        number=int(number or 1),
        about=taker.text("about"),
        budget=_budget(taker),
        wordings={name: said.text for name, said in taker.mapping("wordings").items()},
        wording=_wording(taker),
        sections=tuple(_section(Taker(each, taker.problems, ""), reading) for each in taker.blocks("sections")),
        letters=letters_of(taker),
    )
    if not form.sections:
        taker.wrong("sections", "The form has no sections", "Write `sections:` and at least one with `questions:`")
    taker.done(("key", "title", "version", "about", "budget", "wordings", "wording", "sections", "letters"))
    return form


def _key(taker: Taker, reading: Reading) -> str:
    line = taker.line("key")
    said = taker.text("key", needed="Write `key:` and a short name that will never change, like `seen_alone`")
    if said and not KEY.fullmatch(said):
        taker.wrong("key", f"{said[:40]!r} is not a key", "Use small letters, figures and single underscores, like seen_alone")
    if said and len(said) > 60:
        taker.wrong("key", f"{said[:40]!r}... has {len(said)} characters", "Use at most 60")
    taker.where = said or taker.where
    if said in reading.lines:
        taker.wrong("key", f"The key {said!r} is used twice, first on line {reading.lines[said]}", "Give one of them another key")
    elif said:
        reading.lines[said] = line
    return said


def _budget(taker: Taker) -> Budget | None:
    block = taker.take("budget", Block, "always and conditional")
    if block is None:
        return None
    inner = Taker(block, taker.problems, "budget")
    always, conditional = inner.number("always"), inner.number("conditional")
    inner.done(("always", "conditional"))
    if always is None:
        inner.wrong("always", "`always` is missing", "Write how many answers the form may always insist on")
        return None
    budget = Budget(int(always), int(conditional if conditional is not None else always))
    if budget.conditional > 2 * budget.always:
        inner.wrong("conditional", f"{budget.conditional} is more than twice {budget.always}", f"Write at most {2 * budget.always}")
    return budget


def _section(taker: Taker, reading: Reading) -> Section:
    key = _key(taker, reading)
    per_person = taker.flag("per_person")
    section = Section(
        key=key,
        title=taker.text("title", needed="Write `title:` and what stands above the section"),
        hint=taker.text("hint"),
        when=_when(taker),
        wording=_wording(taker),
        questions=tuple(_question(Taker(each, taker.problems, ""), reading, per_person=per_person) for each in taker.blocks("questions")),
    )
    if not section.questions:
        taker.wrong("questions", "The section asks nothing", "Write `questions:` and at least one")
    taker.done(("key", "title", "hint", "per_person", "when", "wording", "questions"))
    return section


def _question(taker: Taker, reading: Reading, *, per_person: bool = False, inside: bool = False) -> Question:
    key = _key(taker, reading)
    kind = _type(taker, inside=inside)
    fact = taker.text("fact")
    most, least = taker.number("most"), taker.number("least")
    question = Question(
        key=key, type=kind, ask=taker.text("ask", needed="Write `ask:` and the words of the question"), hint=taker.text("hint"),
        prompts=taker.texts("prompts"), per_person=taker.flag("per_person") or per_person,
        required=taker.flag("required", also_yes=("when finishing",)), when=_when(taker), fact=fact,
        may_be=_may_be(taker, by_default=bool(fact)), choices=_choices(taker, "choices"), least=least, most=most, unit=taker.text("unit"),
        whole=taker.flag("whole"), not_after=_one_of(taker, "not_after", ("today",)), not_before=_one_of(taker, "not_before", ("today", "birth")),
        rows=_choices(taker, "rows"), questions=_inner(taker, reading, kind), row_words=taker.text("row_words"), offers=taker.text("offers"),
        weights=_weights(taker) if kind is Type.SCORE else {}, bands=_bands(taker), of=taker.text("of") if kind is Type.ECHO else "",
        from_prior=_one_of(taker, "from", ("this", "prior")) == "prior", only=taker.ages("only"), retired=taker.flag("retired"), wording=_wording(taker),
        of_its_day=taker.flag("of_its_day") if "of_its_day" in taker.block.entries else None,
    )  # fmt: skip
    _out_of_place(taker, question)
    return question


def _type(taker: Taker, *, inside: bool) -> Type:
    said = taker.text("type", needed=ABSENT_TYPE).replace("_", " ").lower()
    try:
        kind = Type(said)
    except ValueError:
        if said:
            taker.wrong("type", f"There is no type {said[:30]!r}", ABSENT_TYPE)
        return Type.TEXT
    if inside and kind not in INSIDE:
        taker.wrong("type", f"A {kind} cannot stand inside a repeat or a table", "Use one of: " + ", ".join(sorted(INSIDE)))
    return kind


def _inner(taker: Taker, reading: Reading, kind: Type) -> tuple[Question, ...]:
    """The questions of a repeat, the columns of a table. Their keys are their own: two repeats may each have a `name`."""
    name = {Type.REPEAT: "questions", Type.TABLE: "columns"}.get(kind)
    if name is None:
        return ()
    own = Reading(None, reading.problems)
    found = tuple(_question(Taker(each, taker.problems, ""), own, inside=True) for each in taker.blocks(name))
    reading.lines.update({f"{taker.where}.{key}": line for key, line in own.lines.items()})
    if not found:
        taker.wrong(name, f"A {kind} needs `{name}`", f"Write `{name}:` and at least one")
    return found


def _when(taker: Taker) -> Condition:
    said = taker.text("when")
    if not said:
        return ALWAYS
    try:
        return parse(said)
    except Unreadable as trouble:
        taker.wrong("when", f"The condition cannot be read: {trouble}", "Correct `when`")
        return ALWAYS


def _may_be(taker: Taker, *, by_default: bool) -> tuple[str, ...]:
    value = taker.block.entries.get("may_be_unknown")
    if isinstance(value, Many):
        said = [each.replace(" ", "_") for each in taker.texts("may_be_unknown")]
        for each in said:
            if each not in NONE_WORDS:
                taker.wrong("may_be_unknown", f"{each!r} is not one of them", "Use: not known, not relevant, declined")
        return tuple(each for each in NONE_WORDS if each in said)
    flag = by_default if value is None else taker.flag("may_be_unknown")
    return tuple(NONE_WORDS) if flag else ()


def _choices(taker: Taker, name: str) -> tuple[Choice, ...]:
    """A mapping of keys to words, or a list with hints, points and retired ones."""
    if isinstance(taker.block.entries.get(name), Block):
        return tuple(Choice(_choice_key(taker, name, key), said.text) for key, said in taker.mapping(name).items())
    found = [_choice(Taker(each, taker.problems, taker.where)) for each in taker.blocks(name)]
    keys = [each.key for each in found]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        taker.wrong(name, f"{key!r} is among `{name}` twice", "Give each its own key")
    return tuple(found)


def _choice(taker: Taker) -> Choice:
    key = _choice_key(taker, "key", taker.text("key", needed="Write `key:` and a short name that will never change"))
    words = taker.text("words", needed="Write `words:` and what is shown")
    points = taker.number("points") or 0
    found = Choice(key, words, taker.text("hint"), points, retired=taker.flag("retired"))
    taker.done(("key", "words", "hint", "points", "retired"))
    return found


def _choice_key(taker: Taker, name: str, key: str) -> str:
    if (key and not re.fullmatch(r"\w[\w.-]{0,39}", key, re.ASCII)) or key in NONE_WORDS:
        taker.wrong(name, f"{key[:40]!r} cannot be the key of an answer", "Use letters, figures, underscores; `may_be_unknown` adds not known")
    return key


def _one_of(taker: Taker, name: str, allowed: tuple[str, ...]) -> str:
    said = taker.text(name)
    if said and said not in allowed:
        taker.wrong(name, f"`{name}` is {said[:20]!r}", f"Write one of: {', '.join(allowed)}")
    return said


def _weights(taker: Taker) -> dict[str, float]:
    """A list of keys, or keys with weights."""
    if isinstance(taker.block.entries.get("of"), Block):
        weights: dict[str, float] = {}
        for key, said in taker.mapping("of").items():
            try:
                weights[key] = as_number(said.text)
            except ValueError:
                taker.wrong("of", f"The weight of {key!r} is not a number", f"Write `{key}: 1`")
        return weights
    return dict.fromkeys(taker.texts("of"), 1)


def _bands(taker: Taker) -> tuple[Band, ...]:
    found = []
    for each in taker.blocks("bands"):
        inner = Taker(each, taker.problems, taker.where)
        found.append(Band(inner.number("at_least") or 0, inner.text("words", needed="Write `words:` for the band")))
        inner.done(("at_least", "words"))
    return tuple(sorted(found, key=lambda band: band.at_least))


def _wording(taker: Taker) -> dict[str, Words]:
    block = taker.take("wording", Block, "wordings by key")
    found: dict[str, Words] = {}
    for key, value in (block.entries if block else {}).items():
        if isinstance(value, Text):
            found[key] = Words(ask=value.text)
        elif isinstance(value, Block):
            inner = Taker(value, taker.problems, taker.where)
            choices = {each: said.text for each, said in inner.mapping("choices").items()}
            found[key] = Words(inner.text("ask"), inner.text("hint"), choices)
            inner.done(("ask", "hint", "choices"))
    return found


def _out_of_place(taker: Taker, question: Question) -> None:
    """What another type of question takes is a mistake here."""
    known = (*EVERY, *OWN.get(question.type, ()))
    given = {
        "choices": question.choices, "least": question.least is not None, "most": question.most is not None, "unit": question.unit,
        "whole": question.whole, "not_after": question.not_after, "not_before": question.not_before, "rows": question.rows,
        "row_words": question.row_words, "offers": question.offers, "only": question.only, "bands": question.bands,
        "from": question.from_prior,
    }  # fmt: skip
    for name, value in given.items():
        if value and name not in known:
            taker.wrong(name, f"A question of type {question.type} has no `{name}`", f"Take `{name}` out, or change the type")
    taker.done(known)
