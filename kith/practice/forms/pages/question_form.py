"""The form with which a question is written."""

from dataclasses import replace
from typing import Any

from kith.foundations.design.fields import AreaField, ChoiceField, Form, TextField, TickField, TicksField
from kith.practice.forms.rules.conditions import ALWAYS, Unreadable, parse
from kith.practice.forms.rules.definition import NONE_WORDS, Question, Type
from kith.practice.forms.rules.editing import choices_from
from kith.practice.forms.rules.registry import facts

PLAIN = [each for each in Type if each not in (Type.REPEAT, Type.TABLE, Type.WEEK, Type.SCORE, Type.ECHO)]
NEW_CHOICES = 4


class QuestionForm(Form):
    """A question in plain words. What only YAML can say (repeats, tables, scores) is kept as it is."""

    ask = AreaField(label="The question, as workers read it", required=True, rows=2, max_length=500, help_text="{name} is the person whom it is about")
    hint = TextField(label="Hint", max_length=500)
    prompts = AreaField(label="What to think of", rows=3, max_length=4000, help_text="One a line")
    type = ChoiceField(label="What kind of answer?", as_select=True)
    per_person = TickField(label="Asked about each person")
    required = TickField(label="Must be answered before the form can be finished", help_text="Counts against the form's budget")
    may_be = TicksField(label="May also be answered", choices=list(NONE_WORDS.items()))
    when = TextField(label="Asked only when", max_length=500, help_text="For example: seen = no. Leave empty to ask always")
    fact = ChoiceField(label="Bound to what is on record", as_select=True)

    def __init__(self, *args: Any, question: Question | None, type_is_fixed: bool, new_section: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.type_is_fixed, self.question = type_is_fixed, question
        kinds = PLAIN if question is None or question.type in PLAIN else [question.type]
        self.offer("type", [(str(each), str(each).capitalize()) for each in kinds])
        self.offer("fact", [("", "Not bound"), *((key, f"{fact.words} ({key})") for key, fact in facts().items())])
        if type_is_fixed:
            for name in ("type", "per_person"):
                del self.fields[name]  # what was published may have answers
        if new_section:
            self.fields["section_title"] = TextField(label="What stands above the new section?", required=True, max_length=200)
            self.order_fields(["section_title", *self.fields])
        for choice in question.choices if question else ():
            self.fields[f"choice_{choice.key}"] = TextField(label=f"Answer: {choice.words}", initial=choice.words, max_length=300)
            self.fields[f"retired_{choice.key}"] = TickField(label=f"No longer offer: {choice.words}", initial=choice.retired)
        if question is None or question.type in (Type.CHOICE, Type.CHOICES):
            for number in range(1, NEW_CHOICES + 1):
                self.fields[f"new_choice_{number}"] = TextField(label=f"New answer {number}", max_length=300)

    def clean_when(self) -> str:
        said = str(self.cleaned_data.get("when", ""))
        try:
            parse(said) if said else None
        except Unreadable as trouble:
            self.add_error("when", f"This cannot be read: {trouble}")
        return said


def initial_of(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {"type": str(Type.TEXT)}
    return {
        "ask": question.ask, "hint": question.hint, "prompts": "\n".join(question.prompts), "type": str(question.type), "per_person": question.per_person,
        "required": question.required, "may_be": list(question.may_be), "when": str(question.when), "fact": question.fact,
    }  # fmt: skip


def as_question(page: QuestionForm, question: Question | None, key: str) -> Question:
    """The question as it is now written; its key stays."""
    said = page.cleaned_data
    old = question or Question(key=key, type=Type.TEXT, ask="")
    made = replace(
        old, ask=said["ask"].strip(), hint=said["hint"].strip(), prompts=tuple(line.strip() for line in said["prompts"].splitlines() if line.strip()),
        required=said["required"], may_be=tuple(each for each in NONE_WORDS if each in said["may_be"]),
        when=parse(said["when"]) if said["when"] else ALWAYS, fact=said["fact"], choices=_choices(page, old),
    )  # fmt: skip
    if page.type_is_fixed:
        return made
    return replace(made, type=Type(said["type"]), per_person=said["per_person"])


def _choices(page: QuestionForm, old: Question) -> Any:
    said = page.cleaned_data
    words = {each.key: said.get(f"choice_{each.key}", "") for each in old.choices}
    retired = {each.key for each in old.choices if said.get(f"retired_{each.key}")}
    new = [said.get(f"new_choice_{number}", "") for number in range(1, NEW_CHOICES + 1)]
    return choices_from(old.choices, words, retired, new)
