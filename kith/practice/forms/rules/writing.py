"""From a form back to YAML, in one canonical way: what the editor keeps, and what reads back as the same form."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from kith.practice.forms.rules.conditions import ALWAYS
from kith.practice.forms.rules.definition import NONE_WORDS, Choice, Form, Letter, Question, Section, Type, Words


def write_definition(form: Form) -> str:
    """The form as YAML."""
    whole = {
        "key": form.key, "title": form.title, "version": form.number, "about": form.about,
        "budget": {"always": form.budget.always, "conditional": form.budget.conditional} if form.budget else None,
        "wordings": dict(form.wordings), "wording": _wording(form.wording), "sections": [_section(each) for each in form.sections],
        "letters": [_letter(each) for each in form.letters],
    }  # fmt: skip
    return yaml.safe_dump(_without_empty(whole), sort_keys=False, allow_unicode=True, width=140)


def _letter(letter: Letter) -> dict[str, Any]:
    wording = {key: _without_empty({"title": each.title, "says": each.says}) for key, each in letter.wording.items()}
    return _without_empty({"key": letter.key, "title": letter.title, "per_person": letter.per_person, "says": letter.says, "wording": wording})


def _section(section: Section) -> dict[str, Any]:
    when = str(section.when) if section.when is not ALWAYS else ""
    return _without_empty({
        "key": section.key, "title": section.title, "hint": section.hint, "when": when, "wording": _wording(section.wording),
        "questions": [_question(each) for each in section.questions],
    })  # fmt: skip


def _question(question: Question) -> dict[str, Any]:
    inner = {Type.REPEAT: "questions", Type.TABLE: "columns"}.get(question.type, "")
    return _without_empty({
        "key": question.key, "ask": question.ask, "hint": question.hint, "type": str(question.type), "per_person": question.per_person,
        "required": question.required, "when": str(question.when) if question.when is not ALWAYS else "", "fact": question.fact,
        "may_be_unknown": _may_be(question), "prompts": list(question.prompts), "choices": _choices(question.choices), "least": question.least,
        "most": question.most, "unit": question.unit, "whole": question.whole, "not_after": question.not_after, "not_before": question.not_before,
        "rows": _choices(question.rows), "row_words": question.row_words, "offers": question.offers, "of": question.of or dict(question.weights),
        "from": "prior" if question.from_prior else "", "bands": [{"at_least": each.at_least, "words": each.words} for each in question.bands],
        "only": {key: str(ages) for key, ages in question.only.items()}, "of_its_day": question.of_its_day,
        "retired": question.retired, "wording": _wording(question.wording), **({inner: [_question(each) for each in question.questions]} if inner else {}),
    })  # fmt: skip


def _may_be(question: Question) -> Any:
    """Left out where it is what would be taken anyway."""
    if question.may_be == tuple(NONE_WORDS):
        return None if question.fact else True
    return [each.replace("_", " ") for each in question.may_be] if question.may_be else False if question.fact else None


def _choices(choices: Iterable[Choice]) -> Any:
    """Keys with words where there is nothing more to say of any."""
    several = list(choices)
    if all(not (each.hint or each.points or each.retired) for each in several):
        return {each.key: each.words for each in several}
    return [
        _without_empty({"key": each.key, "words": each.words, "hint": each.hint, "points": each.points, "retired": each.retired}) for each in several
    ]


def _wording(wording: Mapping[str, Words]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, words in wording.items():
        whole = _without_empty({"ask": words.ask, "hint": words.hint, "choices": dict(words.choices)})
        found[key] = words.ask if list(whole) == ["ask"] else whole
    return found


def _without_empty(block: Mapping[str, Any]) -> dict[str, Any]:
    """But for `may_be_unknown: false` and `of_its_day: false`, which say something."""
    kept = ("may_be_unknown", "of_its_day")
    return {name: value for name, value in block.items() if value or (value is False and name in kept) or (value == 0 and _is_bound(name, value))}


def _is_bound(name: str, value: Any) -> bool:
    return name in ("least", "most") and value is not False and value is not None
