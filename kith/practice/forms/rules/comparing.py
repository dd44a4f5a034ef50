"""What is different: between two versions of a form, and between what two responses say."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from kith.practice.forms.rules.definition import Form, Question

WORDS = {
    "ask": "words", "hint": "hint", "prompts": "what to think of", "type": "type", "per_person": "for each person", "required": "must be answered",
    "when": "asked when", "may_be": "may be left as", "fact": "bound to", "choices": "answers to choose from", "rows": "rows",
    "questions": "what is asked in it",
    "retired": "no longer asked", "wording": "other wordings", "bands": "bands", "weights": "adds up", "least": "least", "most": "most", "unit": "unit",
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One question that is new, gone or changed; `what` says which of its properties, with before and after in words."""

    key: str
    ask: str
    kind: str  # new, gone, changed, moved
    what: tuple[tuple[str, str, str], ...] = ()


def differences(before: Form, after: Form) -> list[Difference]:
    """In the order of the newer form."""
    return list(_differences(before, after))


def _differences(before: Form, after: Form) -> Iterator[Difference]:
    old = {each.key: each for each in before.questions()}
    new = {each.key: each for each in after.questions()}
    places = {each.key: section.key for form in (before,) for section in form.sections for each in section.questions}
    for section in after.sections:
        for each in section.questions:
            found = new[each.key]
            if each.key not in old:
                yield Difference(each.key, found.ask, "new")
            elif what := tuple(_changed(old[each.key], found)):
                yield Difference(each.key, found.ask, "changed", what)
            elif places[each.key] != section.key:
                yield Difference(each.key, found.ask, "moved", (("section", places[each.key], section.key),))
    for key, gone in old.items():
        if key not in new:
            yield Difference(key, gone.ask, "gone")


def _changed(old: Question, new: Question) -> Iterator[tuple[str, str, str]]:
    for each in fields(Question):
        was, now = getattr(old, each.name), getattr(new, each.name)
        if was != now and str(was) != str(now):
            yield WORDS.get(each.name, each.name.replace("_", " ")), _said(was), _said(now)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(getattr(each, "words", "") or getattr(each, "ask", "") or str(each) for each in value)
    return str(value) if value is not None else ""
