"""What must hold of every condition and every answer, tried on thousands made by chance."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from kith.practice.forms.rules.boxes import cleaned, person_in
from kith.practice.forms.rules.conditions import All, Answered, AnyOf, Compare, Condition, Not, Unreadable, parse
from kith.practice.forms.rules.definition import Choice, Form, Question, Section, Type
from kith.practice.forms.rules.saying import in_words
from kith.practice.forms.rules.sheet import Asking, Who, fill, places, typed_again
from kith.practice.forms.rules.values import Amiss, Bounds, as_typed, columns, read_value

TODAY = Bounds(date(2026, 11, 23))
KEYS = some.sampled_from(["seen", "age", "place", "on_day"])
VALUES = some.sampled_from(["yes", "no", "3", "12.5", "2026-11-23", "two words", "", "and"])
COMPARED = some.builds(Compare, KEYS, some.sampled_from(["=", "!=", "<", ">", "<=", ">="]), some.tuples(VALUES))
AMONG = some.builds(Compare, KEYS, some.just("in"), some.lists(VALUES, min_size=1, max_size=3).map(tuple))
CONDITIONS: some.SearchStrategy[Condition] = some.recursive(
    some.one_of(COMPARED, AMONG, some.builds(Answered, KEYS)),
    lambda inner: some.one_of(
        some.builds(Not, inner), some.builds(All, some.tuples(inner, inner)), some.builds(AnyOf, some.tuples(inner, inner))
    ),
    max_leaves=8,
)
ANSWERS = some.dictionaries(KEYS, some.one_of(some.sampled_from(["yes", "no", "2026-01-01"]), some.integers(-5, 20), some.just({"none": "not_known"})))


@given(CONDITIONS, ANSWERS)
def test_a_condition_that_is_written_and_read_again_holds_of_the_same_answers(condition: Condition, answers: dict[str, Any]) -> None:
    again = parse(str(condition))
    assert again.holds(answers.get) is condition.holds(answers.get)
    assert set(again.names()) == set(condition.names())


@given(CONDITIONS, ANSWERS)
def test_not_is_the_opposite(condition: Condition, answers: dict[str, Any]) -> None:
    assert Not(condition).holds(answers.get) is not condition.holds(answers.get)


@given(some.text(max_size=80))
def test_whatever_is_written_as_a_condition_is_read_or_refused_in_a_sentence(text: str) -> None:
    with suppress(Unreadable):
        parse(text)


def _nested(kind: Type) -> Question:
    return Question("n", kind, "N", choices=(Choice("x", "X"), Choice("y", "Y")))


WORDS = some.text(min_size=1, max_size=200).map(lambda text: text.replace("\x00", "").strip()).filter(bool)
OF_TYPE: dict[Type, some.SearchStrategy[Any]] = {
    Type.TEXT: WORDS,
    Type.LONG_TEXT: WORDS,
    Type.CHOICE: some.sampled_from(["x", "y"]),
    Type.CHOICES: some.lists(some.sampled_from(["x", "y"]), min_size=1, max_size=2, unique=True),
    Type.DATE: some.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat),
    Type.ROUGH_DATE: some.tuples(some.dates(date(1900, 1, 1), date(2100, 12, 31)), some.sampled_from([4, 7, 10])).map(
        lambda each: each[0].isoformat()[: each[1]]
    ),
    Type.NUMBER: some.one_of(some.integers(-(10**9), 10**9), some.decimals(-1000, 1000, places=2).map(float)),
    Type.YES_NO: some.sampled_from(["yes", "no"]),
    Type.PERSON: some.integers(1, 10**12),
    Type.WORKER: some.integers(1, 10**12),
    Type.UPLOAD: some.lists(some.integers(1, 10**9), min_size=1, max_size=3),
}
SIMPLE = [kind for kind in OF_TYPE if kind is not Type.UPLOAD]
NONE = ("not_known", "declined")


def _questions() -> some.SearchStrategy[tuple[Question, Any]]:
    """A question with an answer to it."""
    simple = some.sampled_from(list(OF_TYPE)).flatmap(
        lambda kind: OF_TYPE[kind].map(lambda value: (Question("q", kind, "Q", choices=_nested(kind).choices, may_be=NONE), value))
    )
    rows = some.sampled_from(SIMPLE).flatmap(
        lambda kind: some.lists(some.fixed_dictionaries({"n": OF_TYPE[kind]}), min_size=1, max_size=3).map(
            lambda value: (Question("q", Type.REPEAT, "Q", questions=(_nested(kind),)), value)
        )
    )
    grid = some.dictionaries(some.sampled_from(["r1", "r2"]), some.fixed_dictionaries({"n": OF_TYPE[Type.NUMBER]}), min_size=1).map(
        lambda value: (Question("q", Type.TABLE, "Q", rows=(Choice("r1", "1"), Choice("r2", "2")), questions=(_nested(Type.NUMBER),)), value)
    )
    week = some.dictionaries(some.just("am"), some.dictionaries(some.sampled_from(["mon", "sun"]), WORDS, min_size=1), min_size=1).map(
        lambda value: (Question("q", Type.WEEK, "Q", rows=(Choice("am", "Morning"),)), value)
    )
    nothing = some.tuples(some.sampled_from(list(OF_TYPE)), some.sampled_from(NONE)).map(
        lambda each: (Question("q", each[0], "Q", choices=_nested(each[0]).choices, may_be=NONE), {"none": each[1]})
    )
    return some.one_of(simple, rows, grid, week, nothing)


class EverybodyNamed(dict[tuple[str, int], str]):
    """The names of whoever and whatever an answer may point at: all are open to the reader."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: tuple[str, int]) -> str:
        return f"{key[0]} {key[1]}"


@given(_questions())
def test_an_answer_that_is_put_back_into_its_boxes_is_read_as_the_same_answer(asked: tuple[Question, Any]) -> None:
    question, value = asked
    assert read_value(question, "q", cleaned(as_typed(question, "q", value)), TODAY) == value
    assert in_words(question, value, EverybodyNamed())


LONG = some.sampled_from(["x" * 10_000, "🐇" * 4_000, "9" * 400, "1e999", "١٢", "-1", "nan"])


@given(_questions(), some.one_of(some.text(max_size=40), LONG))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(asked: tuple[Question, Any], typed: str) -> None:
    question, _ = asked
    parts = ["", "__day", "__month", "__year", "__rows", "__r0__n", "__r1__n", "__none", *(f"__am__{each.key}" for each in columns(question))]
    fields = cleaned({f"q{part}": [typed] for part in parts})
    with suppress(Amiss):
        read_value(question, "q", fields, TODAY)


@given(some.lists(_questions(), min_size=1, max_size=5), some.lists(some.integers(1, 10**9), min_size=1, max_size=3, unique=True))
def test_a_whole_form_comes_back_as_it_was_answered(asked: list[tuple[Question, Any]], ids: list[int]) -> None:
    """Answers of each person stay that person's, through the boxes and back."""
    questions: list[Question] = []
    wanted: dict[tuple[str, int | None], Any] = {}
    for number, (question, value) in enumerate(asked):
        key, own = f"k{number}", number % 2 == 0
        questions.append(replace(question, key=key, per_person=own))
        wanted |= {(key, id_): value for id_ in ids} if own else {(key, None): value}
    form = Form("f", "F", 1, (Section("s", "S", tuple(questions)),))
    fields = cleaned(typed_again(form, wanted, {}))
    sheet = fill(form, fields, Asking([Who(id_, "Ella Stone") for id_ in ids], TODAY.today))
    assert sheet.missing == []
    assert sheet.answers == wanted
    assert places(sheet.shared(), {id_: sheet.of(id_) for id_ in ids}) == wanted
    assert {person_in(name) for name in fields} <= {None, *ids}
