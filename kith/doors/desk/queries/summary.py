"""The people around somebody with what matters of each; and the brief for the doorstep."""

from dataclasses import dataclass
from datetime import date

from kith.foundations.staff.models import Worker
from kith.practice.people.queries import Near, circle_of
from kith.practice.recording.queries import LastSeen, last_seen


@dataclass(frozen=True)
class Member:
    """Somebody of the household or family."""

    near: Near
    age: str
    seen: LastSeen | None


@dataclass(frozen=True)
class Around:
    """Who is around a person: the household first, adults too, then relations who live elsewhere; and when the person was last seen."""

    household: list[Member]
    others: list[Member]
    seen: LastSeen | None

    @property
    def everybody(self) -> list[Member]:
        return self.household + self.others

    @property
    def shut(self) -> list[Member]:
        """Whose record is restricted to the reader: of them the page tells who they are, and that the rest is not shown."""
        return [member for member in self.everybody if not member.near.card.is_open]


def around(person_id: int, *, seen_by: Worker, today: date) -> Around:
    """Two statements, however many people."""
    near = [one for one in circle_of(person_id, seen_by=seen_by) if one.card.id != person_id]
    seen = last_seen([person_id, *(one.card.id for one in near)], seen_by=seen_by)
    members = [Member(one, one.card.age(today), seen.get(one.card.id)) for one in near]
    household = [member for member in members if member.near.in_household]
    return Around(household, [member for member in members if not member.near.in_household], seen.get(person_id))
