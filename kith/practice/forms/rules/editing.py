"""What a form owner does to a form without writing YAML. Each returns a new form; keys never change, and what has answers is retired, not taken out."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from itertools import chain, count
from typing import TypeVar

from kith.practice.forms.rules.definition import Choice, Form, Question, Section

Thing = TypeVar("Thing")


def key_from(words: str, taken: Collection[str]) -> str:
    """A key made of words: `Who else was there?` → who_else_was_there; with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].strip("_") or "question"
    key = key if key[0].isalpha() else f"q_{key}"
    numbered = chain([key], (f"{key}_{number}" for number in count(2)))
    return next(each for each in numbered if each not in taken)


def keys_of(form: Form) -> set[str]:
    return {section.key for section in form.sections} | {each.key for section in form.sections for each in section.questions}


def section_of(form: Form, key: str) -> Section | None:
    """The section in which a question stands."""
    return next((section for section in form.sections if any(each.key == key for each in section.questions)), None)


def put_question(form: Form, section_key: str, question: Question) -> Form:
    """A question in place of the one with its key, or at the end of the section."""

    def change(section: Section) -> Section:
        if any(each.key == question.key for each in section.questions):
            return replace(section, questions=tuple(question if each.key == question.key else each for each in section.questions))
        return replace(section, questions=(*section.questions, question)) if section.key == section_key else section

    return _each_section(form, change)


def retire(form: Form, key: str, *, retired: bool) -> Form:
    """No longer asked; or asked again."""
    return _each_question(form, key, lambda each: replace(each, retired=retired))


def take_out(form: Form, key: str) -> Form:
    """Out of the form altogether: only what was never published."""
    return _each_section(form, lambda section: replace(section, questions=tuple(each for each in section.questions if each.key != key)))


def move(form: Form, key: str, by: int) -> Form:
    """A question up (-1) or down (1) in its section, and over its edge into the next one; or a section."""
    if any(section.key == key for section in form.sections):
        return replace(form, sections=_moved(form.sections, [each.key for each in form.sections].index(key), by))
    at = next((number for number, section in enumerate(form.sections) if any(each.key == key for each in section.questions)), None)
    if at is None:
        return form
    section = form.sections[at]
    place = [each.key for each in section.questions].index(key)
    if 0 <= place + by < len(section.questions):
        return _each_section(form, lambda each: replace(each, questions=_moved(each.questions, place, by)) if each is section else each)
    if not 0 <= at + by < len(form.sections) or len(section.questions) == 1:
        return form
    goes, target = section.questions[place], form.sections[at + by]
    joined = (goes, *target.questions) if by > 0 else (*target.questions, goes)
    left = take_out(form, key)
    return replace(left, sections=tuple(replace(each, questions=joined) if each.key == target.key else each for each in left.sections))


def _moved(things: tuple[Thing, ...], at: int, by: int) -> tuple[Thing, ...]:
    order = list(things)
    if 0 <= at + by < len(order):
        order[at], order[at + by] = order[at + by], order[at]
    return tuple(order)


def add_section(form: Form, title: str, question: Question) -> Form:
    made = Section(key_from(title, keys_of(form) | {question.key}), title, (question,))
    return replace(form, sections=(*form.sections, made))


def choices_from(old: Iterable[Choice], words: dict[str, str], retired: Collection[str], new: Iterable[str]) -> tuple[Choice, ...]:
    """The choices with new words, those that are no longer offered, and new ones at the end."""
    kept = [replace(each, words=words.get(each.key, "").strip() or each.words, retired=each.key in retired) for each in old]
    for each in filter(None, (said.strip() for said in new)):
        kept.append(Choice(key_from(each, {one.key for one in kept} | {"not_known", "not_relevant", "declined"}), each))
    return tuple(kept)


def _each_section(form: Form, change: Callable[[Section], Section]) -> Form:
    return replace(form, sections=tuple(change(section) for section in form.sections))


def _each_question(form: Form, key: str, change: Callable[[Question], Question]) -> Form:
    return _each_section(
        form, lambda section: replace(section, questions=tuple(change(each) if each.key == key else each for each in section.questions))
    )
