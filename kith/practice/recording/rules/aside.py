"""What a room above asks beside an entry while it is written, and tells of it afterwards: which tasks a visit did. Registered at start-up, as
facts are with forms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Aside:
    """Tick boxes beside an entry. What was ticked is kept with the draft under `field`, and announced with the finished entry.

    offers(person_ids, seen_by=...) -> (id, words) of each box, for whom the entry may be about.
    tells(entry_id, seen_by=...) -> sentences for whoever reads the entry.
    """

    field: str
    label: str
    offers: Callable[..., Sequence[tuple[int, str]]]
    tells: Callable[..., Sequence[str]]


_asides: dict[str, Aside] = {}


def ask_aside(aside: Aside) -> None:
    """A room registers what it asks. Called from its apps.py."""
    _asides[aside.field] = aside


def asides() -> Sequence[Aside]:
    return list(_asides.values())
