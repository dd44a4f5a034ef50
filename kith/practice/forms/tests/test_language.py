"""The language of forms: what is wrong is said with line, key and fix; what is right reads back as it was written."""

from pathlib import Path

import pytest

from kith.practice.forms.queries import shipped_forms
from kith.practice.forms.rules.definition import NOT_ASKED, Type, cost
from kith.practice.forms.rules.judging import judged
from kith.practice.forms.rules.reading import form_of, read_definition
from kith.practice.forms.rules.registry import facts
from kith.practice.forms.rules.writing import write_definition

SHIPPED = sorted((Path(__file__).parent.parent / "definitions").glob("*.yaml"))
EVERY_FORM = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
BEGINNING = "key: f\ntitle: F\nsections:\n  - key: s\n    title: S\n    questions:\n"


def _wrong(questions: str, top: str = BEGINNING) -> list[tuple[int, str, str]]:
    return [(each.line, each.key, each.sentence) for each in judged(top + questions, facts=facts()).problems]


@EVERY_FORM
def test_every_shipped_form_is_right(path: Path) -> None:
    found = judged(path.read_text(), facts=facts())
    assert [str(each) for each in found.problems] == []
    assert found.form
    assert found.form.key == path.stem


@EVERY_FORM
def test_every_shipped_form_keeps_its_budget(path: Path) -> None:
    form = form_of(path.read_text())
    assert form.budget
    counted = cost(form)
    assert counted.always <= form.budget.always
    assert counted.conditional <= form.budget.conditional <= 2 * form.budget.always


@pytest.mark.parametrize(
    ("key", "always"), [("visit", 4), ("child_and_family_assessment", 10), ("strategy_discussion", 8), ("conference_report", 8)]
)
def test_the_budgets_that_were_promised(key: str, always: int) -> None:
    form = form_of((SHIPPED[0].parent / f"{key}.yaml").read_text())
    assert cost(form).always <= always
    assert cost(form).conditional <= 2 * always


def test_nothing_that_is_on_record_is_asked_without_it() -> None:
    """A question with the words of a fact that is not bound to it would be asked twice."""
    known = {fact.words.lower(): fact.key for fact in facts().values()}
    unbound = [
        (path.stem, each.key)
        for path in SHIPPED
        for each in form_of(path.read_text()).questions()
        if each.ask.lower().rstrip("?") in known and not each.fact and each.type not in NOT_ASKED
    ]
    assert unbound == []


@EVERY_FORM
def test_a_form_that_is_written_back_reads_as_the_same_form(path: Path) -> None:
    form = form_of(path.read_text())
    assert form_of(write_definition(form)) == form


MISTAKES = [
    ("      - {key: a, ask: A, type: text, requird: true}\n", (7, "a", "There is no `requird` here")),
    ("      - {key: a, ask: A, type: essay}\n", (7, "a", "There is no type 'essay'")),
    ("      - {key: a, ask: A}\n", (7, "a", "`type` is missing")),
    ("      - {key: a, type: text}\n", (7, "a", "`ask` is missing")),
    ("      - {key: A b, ask: A, type: text}\n", (7, "key", "'A b' is not a key")),
    ("      - {key: a__b, ask: A, type: text}\n", (7, "key", "'a__b' is not a key")),
    ("      - {key: a, ask: A, type: text}\n      - {key: a, ask: B, type: text}\n", (8, "a", "The key 'a' is used twice, first on line 7")),
    ("      - {key: s, ask: A, type: text}\n", (7, "s", "The key 's' is used twice, first on line 4")),
    ("      - {key: a, ask: A, type: choice}\n", (7, "a", "'a' has nothing to choose from")),
    ("      - {key: a, ask: A, type: text, choices: {x: X}}\n", (7, "a", "A question of type text has no `choices`")),
    ("      - {key: a, ask: A, type: text, when: b = 1}\n      - {key: b, ask: B, type: number}\n", (7, "a", "Its condition names 'b', which comes later")),
    ("      - {key: a, ask: A, type: text, when: c = 1}\n", (7, "a", "Its condition names 'c', which is not asked")),
    ("      - {key: a, ask: A, type: text, when: a = 1}\n", (7, "a", "Its condition names 'a', which comes later")),
    ("      - {key: a, ask: A, type: yes or no}\n      - {key: b, ask: B, type: text, when: a = maybe}\n",
     (8, "b", "Its condition waits for 'maybe', which is no answer to 'a'")),
    ("      - {key: a, ask: A, type: yes or no}\n      - {key: b, ask: B, type: text, when: a > 3}\n",
     (8, "b", "Its condition asks whether 'a' is more or less, and it is a yes or no")),
    ("      - {key: a, ask: A, type: text, when: a =}\n", (7, "a", "The condition cannot be read: A value is missing")),
    ("      - {key: a, ask: A, type: choice, per_person: true, fact: people.language}\n",
     (7, "a", "people.language is a choices, and the question is a choice")),
    ("      - {key: a, ask: A, type: choices, fact: people.language}\n", (7, "a", "people.language is known of each person")),
    ("      - {key: a, ask: A, type: information, required: true}\n", (7, "a", "What is shown and not asked (information)")),
    ("      - {key: a, ask: A, type: score, of: [b]}\n", (7, "a", "It names 'b', which is not asked")),
    ("      - {key: a, ask: A, type: repeat}\n", (7, "a", "A repeat needs `questions`")),
    ("      - {key: a, ask: A, type: repeat, questions: [{key: b, ask: B, type: repeat}]}\n", (7, "b", "A repeat cannot stand inside")),
    ("      - {key: a, ask: A, type: text, wording: {pl: Coś}}\n", (7, "a", "The wording 'pl' is not declared")),
    ("      - {key: a, ask: A, type: text, required: perhaps}\n", (7, "a", "`required` is 'perhaps'")),
    ("      - {key: a, key: b, ask: A, type: text}\n", (7, "key", "'key' is there twice, first on line 7")),
    ("      - just words\n", (7, "s", "This line of `questions` has no keys")),
]  # fmt: skip


@pytest.mark.parametrize(("questions", "wanted"), MISTAKES, ids=[wanted[2][:50] for _, wanted in MISTAKES])
def test_a_mistake_is_named_with_its_line_and_key(questions: str, wanted: tuple[int, str, str]) -> None:
    found = _wrong(questions)
    assert any((line, key) == wanted[:2] and sentence.startswith(wanted[2]) for line, key, sentence in found), found


FORM = "key: f\ntitle: F\nsections:\n  - key: s\n    title: S\n    questions:\n      - {key: a, ask: A, type: text, required: true}\n"
OF_THE_WHOLE = [
    (FORM + "  - key: s\n    title: S\n    questions:\n      - {key: b, ask: B, type: text}\n", (8, "s", "The key 's' is used twice, first on line 4")),
    (FORM.replace("title: F\n", "title: F\nbudget: {always: 0}\n"), (3, "budget", "The form always insists on 1 answers; its budget is 0")),
    (FORM.replace("title: F\n", "title: F\nversion: -3\n"), (3, "f", "`version` is -3")),
    (FORM.replace("    title: S\n", "    title: S\n    wording: {pl: S}\n"), (4, "s", "The wording 'pl' is not declared")),
    (FORM + "letters:\n  - {key: l, title: L, says: A}\n  - {key: l, title: M, says: B}\n", (10, "l", "Two letters have the key 'l', the first on line 9")),
    (FORM.replace("title: S", "title: &x S"), (5, "&x", "It names a part for reference")),
    (FORM + "about: *x\n", (8, "*x", "It repeats a part by reference")),
    (FORM.replace("title: S", "title: !!python/object:os.system S"), (5, "tag:yaml.org,2002:python/object:os.system", "It says of what kind a value is")),
    (FORM + "---\nkey: g\n", (8, "file", "This cannot be read as YAML: a second form begins")),
    (FORM + "about: A\x00\n", (8, "file", "There is a character that no text has: '\\x00'")),
    (FORM.replace("    title: S", "\ttitle: S"), (5, "file", "This cannot be read as YAML")),
    (FORM + "[a]: b\n", (8, "file", "A list stands where a key should")),
    ("", (1, "file", "The file is empty")),
    ("- key: f\n", (1, "file", "This is a list, and not a form")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), OF_THE_WHOLE, ids=[wanted[2][:50] for _, wanted in OF_THE_WHOLE])
def test_what_is_the_matter_with_a_whole_file_is_named_with_its_line(text: str, wanted: tuple[int, str, str]) -> None:
    found = [(each.line, each.key, each.sentence) for each in judged(text, facts={}).grave]
    assert any((line, key) == wanted[:2] and sentence.startswith(wanted[2]) for line, key, sentence in found), found


def test_a_question_may_be_called_like_the_form() -> None:
    assert not judged(FORM.replace("key: a", "key: f"), facts={}).grave


@pytest.mark.parametrize("text", ["", "- a", "just words", "key: [", "a: &x 1\nb: *x", "key: f\n\ttitle: F", "[" * 3000])
def test_what_is_no_form_at_all_is_said_in_one_sentence(text: str) -> None:
    found = read_definition(text)
    assert found.grave
    assert found.grave[0].fix


def test_a_budget_that_is_passed_is_named() -> None:
    top = BEGINNING.replace("sections:", "budget: {always: 1, conditional: 2}\nsections:")
    rows = "".join(f"      - {{key: q{n}, ask: Q, type: text, required: true}}\n" for n in range(3))
    assert {sentence for _, _, sentence in _wrong(rows, top)} == {
        "The form always insists on 3 answers; its budget is 1", "The form at worst insists on 3 answers; its budget is 2",
    }  # fmt: skip
    assert any("more than twice" in sentence for _, _, sentence in _wrong(rows, top.replace("conditional: 2", "conditional: 3")))


def test_a_question_with_answers_keeps_its_type_and_place() -> None:
    before = form_of(BEGINNING + "      - {key: a, ask: A, type: text}\n      - {key: b, ask: B, type: text}\n")
    text = BEGINNING + "      - {key: a, ask: A, type: number}\n"
    found = judged(text, facts=facts(), before=before, answered={"a", "b"})
    assert {(each.key, each.sentence) for each in found.grave} == {
        ("a", "It has answers as a text"), ("b", "It has answers, and this version leaves it out"),
    }  # fmt: skip
    assert judged(text, facts=facts(), before=before).grave == []


def test_a_fact_that_nobody_registers_is_a_warning_and_the_question_stands() -> None:
    found = judged(BEGINNING + "      - {key: a, ask: A, type: text, fact: moon.phase}\n", facts=facts())
    assert found.grave == []
    assert [each.is_warning for each in found.problems] == [True]


def test_every_type_can_be_asked() -> None:
    more = {
        Type.CHOICE: "choices: {x: X}", Type.CHOICES: "choices: {x: X}", Type.WEEK: "rows: {am: Morning}",
        Type.TABLE: "rows: {r: R}, columns: [{key: c, ask: C, type: number}]", Type.REPEAT: "questions: [{key: c, ask: C, type: date}]",
        Type.SCORE: "of: {number0: 2}", Type.ECHO: "of: number0",
    }  # fmt: skip
    rows = ["      - {key: number0, ask: N, type: number}\n"]
    rows += [f"      - {{key: q{n}, ask: Q, type: {kind}{', ' + more[kind] if kind in more else ''}}}\n" for n, kind in enumerate(Type)]
    found = judged(BEGINNING + "".join(rows), facts=facts())
    assert [str(each) for each in found.problems] == []
    assert found.form
    assert form_of(write_definition(found.form)) == found.form


def test_a_day_a_file_and_what_is_asked_of_each_person_are_never_offered_as_last_time_unless_the_form_says_so() -> None:
    form = form_of(shipped_forms()["core_group"])
    assert {each.key for each in form.questions() if not each.is_of_its_day} == set()
    assessment = {each.key: each.is_of_its_day for each in form_of(shipped_forms()["child_and_family_assessment"]).questions()}
    assert assessment["voice"]
    assert assessment["seen"]
    assert assessment["looked_at_on"]
    assert not assessment["history"]
    assert not assessment["learning"], "its form says that it may be"
    assert "of_its_day: false" in write_definition(form_of(shipped_forms()["child_and_family_assessment"]))


def test_answers_for_an_age_are_read_written_back_and_refused_with_what_to_write() -> None:
    asked = "      - key: part\n        ask: A\n        type: choice\n        per_person: true\n        choices: {a: A, b: B}\n        only: "
    assert _wrong(asked + "{a: under 4, b: born}\n") == []
    form = form_of(BEGINNING + asked + "{a: under 4, b: born}\n")
    assert form_of(write_definition(form)) == form
    assert "`only` names 'c'" in str(_wrong(asked + "{c: born}\n"))
    assert "The age of 'a' cannot be read" in str(_wrong(asked + "{a: four}\n"))
    assert "asked of all together" in str(_wrong(asked.replace("        per_person: true\n", "") + "{a: born}\n"))
