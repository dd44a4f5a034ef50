"""Legal status and plan, as the brief shows them: what is in force for a person, from the episodes of their journey."""

from dataclasses import dataclass

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.clocks.moments import said_day
from kith.foundations.staff.models import Worker
from kith.practice.pathways.queries import episodes_open


@dataclass(frozen=True)
class Standing:
    """What is in force for a person, in words; no words where nothing is recorded."""

    label: str
    words: str


def standing(person_id: int, *, seen_by: Worker) -> list[Standing]:
    """Legal status, which no room records yet (so the brief says whom to ask), and the plans in force."""
    require(seen_by, Ability.VIEW, about=person_id)
    plans = [f"{title}, since {said_day(since)}" for title, since in episodes_open([person_id], seen_by=seen_by).get(person_id, [])]
    return [Standing("Legal status", ""), Standing("Plan", "; ".join(plans))]
