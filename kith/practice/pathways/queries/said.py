"""What the steps before a step wrote: the form to which it is a review, and words that need not be typed again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.forms.queries import last_like_it, said_before
from kith.practice.pathways.queries.line import InLine, line_of
from kith.practice.pathways.queries.steps import people_of_step
from kith.practice.people.queries import person_cards

OF_STEP = "pathways.Step:"


@dataclass(frozen=True)
class SaidInStep:
    """Words of an earlier step: which it was, its day, and about whom it was besides."""

    value: Any
    source: str
    on: date | None


def prior_of(step_id: int, people: Sequence[int], form_key: str, *, seen_by: Worker) -> int | None:
    """The finished response to the same form in the nearest step before: what a review is opened beside."""
    require(seen_by, Ability.VIEW)
    return last_like_it(form_key, [_owner(each) for each in _before(step_id, people, seen_by)], seen_by=seen_by)


def said_in_line(fact: str, step_id: int, people: Iterable[int], *, seen_by: Worker) -> SaidInStep | None:
    """What the nearest step before says, in answer to a question for the same fact."""
    require(seen_by, Ability.VIEW)
    about = list(people)
    line = {_owner(each): each for each in _before(step_id, about, seen_by)}
    found = said_before(fact, list(line), seen_by=seen_by)
    if found is None:
        return None
    step = line[found.owner]
    others = [person for person in people_of_step(step.step_id, seen_by=seen_by) if person not in about]
    names = [card.name for card in person_cards(others, seen_by=seen_by).values()] if others else []
    also = f" (also about {', '.join(names)})" if names else ""
    return SaidInStep(found.value, f"{step.title}{also}", step.on)


def _before(step_id: int, people: Sequence[int], seen_by: Worker) -> list[InLine]:
    """The steps before, the nearest first, as they stand before the first of these people."""
    line = line_of(step_id, people, seen_by=seen_by)
    return [each for each in next(iter(line.values()), []) if each.step_id != step_id]


def _owner(step: InLine) -> str:
    return f"{OF_STEP}{step.step_id}"
