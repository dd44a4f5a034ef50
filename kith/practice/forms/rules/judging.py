"""Whether a form that could be read may be used: keys, conditions, budgets, facts, and what may not change once there are answers."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from kith.practice.forms.rules.conditions import ALWAYS, Condition
from kith.practice.forms.rules.definition import GRIDS, NONE_WORDS, NOT_ASKED, Form, Question, Section, Type, cost
from kith.practice.forms.rules.letters import judged_letters
from kith.practice.forms.rules.lines import Problem
from kith.practice.forms.rules.offering import judged_offers
from kith.practice.forms.rules.reading import BUDGET, Reading, read_definition
from kith.practice.forms.rules.registry import Fact

ORDERED = {Type.NUMBER, Type.DATE, Type.ROUGH_DATE, Type.SCORE, Type.ECHO}
SINGLE = {Type.TEXT, Type.CHOICE, Type.CHOICES, Type.YES_NO, Type.NUMBER, Type.DATE, Type.ROUGH_DATE, Type.SCORE, Type.LONG_TEXT}


def judged(text: str, *, facts: Mapping[str, Fact], before: Form | None = None, answered: Collection[str] = ()) -> Reading:
    """Read a definition and judge it. `before`: the current version; `answered`: the keys that have answers."""
    reading = read_definition(text)
    if reading.form is None:
        return reading
    reading.problems += [
        *_questions(reading, facts),
        *_conditions(reading.form, reading.lines),
        *judged_letters(reading.form),
        *_over_budget(reading.form, reading.lines),
        *_changed(reading.form, reading.lines, before, answered),
    ]
    reading.problems.sort(key=lambda each: each.line)
    return reading


def _questions(reading: Reading, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    form = reading.form
    assert form is not None
    everything = {each.key: each for each in form.questions()}
    worded: list[Form | Section] = [form, *form.sections]
    for above in worded:
        for sentence, fix, is_warning in _of_wording([above], form):
            yield Problem(reading.lines.get(above.key, 1), above.key, sentence, fix, is_warning)
    for question in everything.values():
        line = reading.lines.get(question.key, 1)
        for sentence, fix, is_warning in (
            *_of_fact(question, facts),
            *_of_choices(question, facts),
            *_of_reference(question, everything),
            *judged_offers(question),
            *_of_wording((question, *question.questions), form),
        ):
            yield Problem(line, question.key, sentence, fix, is_warning)


def _of_fact(question: Question, facts: Mapping[str, Fact]) -> Iterator[tuple[str, str, bool]]:
    if question.required and question.type in NOT_ASKED:
        yield f"What is shown and not asked ({question.type}) cannot be required", "Take `required` out", False
    if not question.fact:
        return
    fact = facts.get(question.fact)
    if fact is None:
        yield (
            f"Nothing on the record is called {question.fact!r}, so the answer stays in the form alone",
            f"Use one of: {', '.join(sorted(facts))}",
            True,
        )
    elif fact.type is not question.type:
        yield f"{question.fact} is a {fact.type}, and the question is a {question.type}", f"Write `type: {fact.type}`", False
    elif fact.per_person and not question.per_person:
        yield f"{question.fact} is known of each person", "Write `per_person: true`", False


def _of_choices(question: Question, facts: Mapping[str, Fact]) -> Iterator[tuple[str, str, bool]]:
    fact = facts.get(question.fact)
    for each in (question, *question.questions):
        if each.type in (Type.CHOICE, Type.CHOICES) and not each.choices and not (fact and fact.choices):
            yield f"{each.key!r} has nothing to choose from", "Write `choices:` with a key and words for each", False
        codes = [choice.key for choice in each.choices] or [code for code, _ in (fact.choices if fact else ())]
        if unknown := [key for key in each.only if key not in codes]:
            yield f"`only` names {unknown[0]!r}, which is not among its answers", f"Use one of: {', '.join(codes)}", False
        if each.only and not question.per_person:
            yield "`only` goes by the age of the person, and this is asked of all together", "Write `per_person: true`, or take `only` out", False
    if question.type in GRIDS and not question.rows:
        yield "A table has no rows", "Write `rows:` with a key and words for each", False


def _of_reference(question: Question, everything: Mapping[str, Question]) -> Iterator[tuple[str, str, bool]]:
    if question.type is Type.ECHO and not question.of:
        yield "It does not say what it repeats", "Write `of:` and the key of a question", False
    named = [question.of] if question.of and not question.from_prior else []
    for key in (*named, *question.weights):
        if key not in everything:
            yield f"It names {key!r}, which is not asked", "Use the key of a question of this form", False
    if question.type is Type.SCORE and not question.weights:
        yield "It adds up nothing", "Write `of:` and the keys of questions", False
    for key in question.weights:
        found = everything.get(key)
        if found and found.type not in (Type.CHOICE, Type.CHOICES, Type.NUMBER, Type.YES_NO, Type.SCORE):
            yield f"{key!r} is a {found.type} and cannot be added up", "Use choices, numbers, and yes or no", False
        if found and found.type is Type.SCORE and list(everything).index(key) >= list(everything).index(question.key):
            yield f"It adds up {key!r}, which comes later", "Put the part before the whole", False


def _of_wording(worded: Iterable[Form | Section | Question], form: Form) -> Iterator[tuple[str, str, bool]]:
    for name in dict.fromkeys(name for each in worded for name in each.wording):
        if name not in form.wordings:
            yield f"The wording {name!r} is not declared", f"Write `wordings:` at the top with `{name}: its name`", False


def _conditions(form: Form, lines: Mapping[str, int]) -> Iterator[Problem]:
    earlier: dict[str, Question] = {}
    later = {each.key for each in form.questions()}
    for section in form.sections:
        yield from _condition(section.when, section.key, lines.get(section.key, 1), earlier, later)
        for each in section.questions:
            yield from _condition(each.when, each.key, lines.get(each.key, 1), earlier, later)
            inner: dict[str, Question] = {}
            for sub in each.questions:
                line = lines.get(f"{each.key}.{sub.key}", 1)
                yield from _condition(sub.when, sub.key, line, {**earlier, **inner}, later | {one.key for one in each.questions})
                inner[sub.key] = sub
            earlier[each.key] = each


def _condition(when: Condition, key: str, line: int, earlier: Mapping[str, Question], later: Collection[str]) -> Iterator[Problem]:
    if when is ALWAYS:
        return
    for name, operator, values in when.names():
        found = earlier.get(name)
        if found is None:
            comes = "comes later" if name in later else "is not asked"
            yield Problem(line, key, f"Its condition names {name!r}, which {comes}", "Name a question that stands before it")
            continue
        if operator != "answered" and found.type not in (*SINGLE, Type.ECHO, Type.PERSON, Type.WORKER):
            yield Problem(line, key, f"Its condition compares {name!r}, a {found.type}", f"Write answered({name})")
        if operator in ("<", ">", "<=", ">=") and found.type not in ORDERED:
            yield Problem(line, key, f"Its condition asks whether {name!r} is more or less, and it is a {found.type}", "Use = or !=")
        yield from _values(found, key, line, values)


def _values(found: Question, key: str, line: int, values: tuple[str, ...]) -> Iterator[Problem]:
    allowed: Collection[str] = ()
    if found.type is Type.YES_NO:
        allowed = ("yes", "no", *NONE_WORDS)
    elif found.choices:
        allowed = (*(each.key for each in found.choices), *NONE_WORDS)
    for value in values:
        if allowed and value not in allowed:
            yield Problem(line, key, f"Its condition waits for {value!r}, which is no answer to {found.key!r}", f"Use one of: {', '.join(allowed)}")


def _over_budget(form: Form, lines: Mapping[str, int]) -> Iterator[Problem]:
    if form.budget is None:
        return
    counted = cost(form)
    for name, allowed, count in (("always", form.budget.always, counted.always), ("conditional", form.budget.conditional, counted.conditional)):
        if count > allowed:
            what = "always" if name == "always" else "at worst"
            fix = "Take `required` from what can be left, or raise the budget where everybody will see it"
            yield Problem(lines.get(BUDGET, 1), "budget", f"The form {what} insists on {count} answers; its budget is {allowed}", fix)


def _changed(form: Form, lines: Mapping[str, int], before: Form | None, answered: Collection[str]) -> Iterator[Problem]:
    if before is None:
        return
    now = {each.key: each for each in form.questions()}
    for old in before.questions():
        new = now.get(old.key)
        if old.key not in answered:
            continue
        if new is None:
            fix = "Keep it and write `retired: true`: it is no longer asked, and old answers keep showing"
            yield Problem(1, old.key, "It has answers, and this version leaves it out", fix)
        elif (new.type, new.per_person) != (old.type, old.per_person):
            what = f"It has answers as a {old.type}{' for each person' if old.per_person else ''}"
            yield Problem(lines.get(new.key, 1), new.key, what, "Retire it, and ask anew under another key")
