"""The people of a household and family with what matters of each; and the brief for the doorstep."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kith.foundations.staff.models import Worker
from kith.practice.people.queries import AlertView, PersonCard, RelationView, alerts_of, household_of, relations_of
from kith.practice.recording.queries import LastSeen, last_seen
from kith.practice.work.queries import AllocationView, allocations_of


@dataclass(frozen=True)
class Member:
    """Somebody of the household or family."""

    card: PersonCard
    age: str
    relation: str
    in_household: bool
    alerts: list[AlertView]
    seen: LastSeen | None
    allocations: list[AllocationView]


@dataclass(frozen=True)
class Brief:
    """One page for a worker on the doorstep."""

    household: list[Member]
    others: list[Member]
    seen: LastSeen | None


def members_of(person_id: int, *, seen_by: Worker, today: date) -> list[Member]:
    """The household, then current relations outside it, with alerts and when each was last seen: five statements however many they are."""
    relations = {view.other.id: view for view in relations_of(person_id, seen_by=seen_by) if view.ends_on is None}
    home = {member.card.id: member.card for member in household_of(person_id, seen_by=seen_by) if member.card.id != person_id}
    cards = {**home, **{id_: view.other for id_, view in relations.items()}}
    return _members(cards.values(), relations, set(home), seen_by=seen_by, today=today)


def brief_of(person_id: int, *, seen_by: Worker, today: date) -> Brief:
    """Everybody in the household, adults too, and relations who live elsewhere."""
    members = members_of(person_id, seen_by=seen_by, today=today)
    own = last_seen([person_id], seen_by=seen_by).get(person_id)
    return Brief([member for member in members if member.in_household], [member for member in members if not member.in_household], own)


def _members(
    cards: Iterable[PersonCard], relations: dict[int, RelationView], home: set[int], *, seen_by: Worker, today: date
) -> list[Member]:
    everybody = list(cards)
    ids = [card.id for card in everybody]
    alerts, seen, held = alerts_of(ids, seen_by=seen_by), last_seen(ids, seen_by=seen_by), allocations_of(ids, seen_by=seen_by)
    members = [
        Member(
            card, card.age(today), relations[card.id].word if card.id in relations else "relationship not recorded", card.id in home,
            alerts[card.id], seen.get(card.id), held[card.id],
        )
        for card in everybody
    ]  # fmt: skip
    return sorted(members, key=lambda member: (not member.in_household, member.card.born_on or date.max))
