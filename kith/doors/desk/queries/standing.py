"""Legal status and plan, as the brief shows them. The rooms of the pathways answer here once they hold them; nothing else has to change."""

from dataclasses import dataclass

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker


@dataclass(frozen=True)
class Standing:
    """What is in force for a person, in words; no words where nothing is recorded."""

    label: str
    words: str


def standing(person_id: int, *, seen_by: Worker) -> list[Standing]:
    """Legal status, and the plan in force. No room records them yet, so there are no words: the brief says so and whom to ask."""
    require(seen_by, Ability.VIEW, about=person_id)
    return [Standing("Legal status", ""), Standing("Plan", "")]
