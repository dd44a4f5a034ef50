"""The typed facts as forms know them: what is on record, from which step, and how an answer gets there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from kith.foundations.staff.models import Worker
from kith.practice.childrens.commands import NotAFact, record_facts
from kith.practice.childrens.queries import known_facts
from kith.practice.childrens.rules.facts import STEP_FACTS, StepFact, in_words
from kith.practice.forms.rules.definition import Type
from kith.practice.forms.rules.registry import NOBODY, Fact, Known, Told
from kith.practice.pathways.queries import people_of_step
from kith.practice.people.queries import person_cards

STEP = "pathways.Step:"


def facts_of_steps() -> Iterable[Fact]:
    """Everything that is kept beside steps. In a form that belongs to no step the answer stays in the form."""
    for fact in STEP_FACTS.values():
        yield Fact(
            fact.key, fact.words, fact.type, partial(_reads, fact), _writes, tuple(fact.choices.items()), fact.none,
            per_person=fact.per_person, most=fact.most,
        )  # fmt: skip


def _reads(fact: StepFact, person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    """Of each person; or of all in the step together, where they agree."""
    if not owner.startswith(STEP):
        return {}
    found = known_facts(fact.key, person_ids, step_id=int(owner.removeprefix(STEP)), seen_by=seen_by)
    none = {code: word for word, code in fact.none.items()}
    known = {
        person: Known({"none": none[one.value]} if one.value in fact.none.values() else one.value, _said(fact, one.value, seen_by), one.source, one.on)
        for person, one in found.items()
    }
    if fact.per_person:
        return known
    agree = len({one.shown for one in known.values()}) == 1
    return {NOBODY: next(iter(known.values()))} if agree else {}


def _writes(said: Mapping[Told, Any], *, owner: str, source: str, by: Worker, at: datetime) -> None:
    """What is said of nobody is said of everybody in the step."""
    del source  # the step is the source
    if not owner.startswith(STEP):
        return
    step_id = int(owner.removeprefix(STEP))
    everybody = people_of_step(step_id, seen_by=by)
    of_each = {(key, person): value for (key, about), value in said.items() for person in (everybody if about == NOBODY else [about])}
    try:
        record_facts(step_id=step_id, said=of_each, by=by, at=at)
    except NotAFact as refusal:
        if refusal.told and refusal.told not in said:
            raise NotAFact(str(refusal), (refusal.told[0], NOBODY)) from None
        raise


def _said(fact: StepFact, value: Any, seen_by: Worker) -> str:
    if fact.type is not Type.PERSON:
        return in_words(fact, value)
    card = person_cards([value], seen_by=seen_by).get(value)
    return card.name if card else "Somebody whose record is not open to you"
