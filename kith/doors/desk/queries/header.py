"""The top of every page of a person's record: who is this, is anyone in danger, who is involved."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kith.foundations.access.queries import has_part, things_shut
from kith.foundations.access.rules import PARTS, Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.pathways.queries import Underway, underway
from kith.practice.people.queries import Banner, banner
from kith.practice.work.queries import AllocationView, allocations_of

TABS = (
    ("record", "Summary"),
    ("journey", "Journey"),
    ("story", "Story"),
    ("chronology", "Chronology"),
    ("family", "Family"),
    ("addresses", "Addresses"),
    ("documents", "Documents"),
    ("details", "Details"),
    ("brief", "Brief"),
    ("who_looked", "Who has looked"),
)

TAB_PARTS = {
    "journey": Part.PLANS, "story": Part.STORY, "chronology": Part.STORY, "addresses": Part.ADDRESSES, "documents": Part.DOCUMENTS,
    "who_looked": Part.INSIDE,
}  # fmt: skip


@dataclass(frozen=True)
class Header:
    """What the identity bar shows."""

    banner: Banner
    age: str
    allocations: list[AllocationView]
    underway: Underway
    overdue_alerts: set[int]
    shut_to_duty: list[str]  # to duty alone: whom to ring about what on this record is restricted to them
    tabs: tuple[tuple[str, str], ...]
    shows: frozenset[str]  # the parts of the record that the worker sees: of another the page says nothing, rather than that nothing is recorded
    left_out: list[str]  # of a partner: the parts of the record that their account leaves out, in words


def header(person_id: int, *, seen_by: Worker, today: date) -> Header:
    """Three statements, one more for duty. Raises NoSuchPerson."""
    top = banner(person_id, seen_by=seen_by)
    return Header(
        banner=top,
        age=top.card.age(today),
        allocations=allocations_of([person_id], seen_by=seen_by)[person_id],
        underway=underway(person_id, now=timezone.now(), seen_by=seen_by),
        shut_to_duty=things_shut(person_id, seen_by=seen_by) if Ability.DUTY in seen_by.abilities else [],
        tabs=tuple(tab for tab in TABS if has_part(seen_by, TAB_PARTS.get(tab[0], Part.IDENTITY))),
        shows=frozenset(part.value for part in PARTS if has_part(seen_by, part)),
        left_out=[words for part, words in PARTS.items() if not has_part(seen_by, part)],
        overdue_alerts={alert.id for alert in top.alerts if alert.is_overdue(today)},
    )
