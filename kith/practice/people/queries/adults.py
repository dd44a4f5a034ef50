"""The adults around children, as a form that is about the family offers them: nobody types a name that is on record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.queries.cards import PersonCard
from kith.practice.people.queries.circle import Near, circle_of
from kith.practice.people.rules.ages import years_between

ADULT = 18


@dataclass(frozen=True)
class AdultAround:
    """`tie`: what they are to which of the children, and whether they live with them: "Mother of Ella and Noah, lives with them"."""

    card: PersonCard
    tie: str


def adults_around(children: dict[int, str], *, on: date, seen_by: Worker) -> list[AdultAround]:
    """Who is tied to the children (number -> first name) now, or lives with them; not the dead, nor whose record is shut to the worker."""
    require(seen_by, Ability.VIEW, about=list(children))
    found: dict[int, dict[int, Near]] = defaultdict(dict)
    for child in children:
        for near in circle_of(child, seen_by=seen_by):
            if near.card.id not in children and near.card.is_open and _is_adult(near.card, on):
                found[near.card.id][child] = near
    return [AdultAround(next(iter(ties.values())).card, _tie(ties, children)) for ties in found.values()]


def _is_adult(card: PersonCard, on: date) -> bool:
    """Somebody whose age is not known is taken for one."""
    return card.died_on is None and not card.is_unborn and (card.born_on is None or years_between(card.born_on, on) >= ADULT)


def _tie(ties: dict[int, Near], children: dict[int, str]) -> str:
    of_word: dict[str, list[str]] = defaultdict(list)
    for child, near in ties.items():
        if near.kind:
            of_word[near.word].append(children[child])
    said = [f"{word} of {_together(names)}" for word, names in of_word.items()]
    at_home = [children[child] for child, near in ties.items() if near.in_household]
    if at_home:
        said.append(f"lives with {_together(at_home)}")
    words = ", ".join(said)
    return words[:1].upper() + words[1:]


def _together(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
