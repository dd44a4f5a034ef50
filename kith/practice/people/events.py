"""What people announces. `source` and `source_id` name the row; `happened_on` the day on which it came to be so."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class PeopleEvent(Event):
    """Something about a person changed. `what`: name, identifier, address, contact, relationship, professional, vehicle, fact ..."""

    what: str
    source: str
    source_id: int
    happened_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(PeopleEvent):
    """A person became known."""


@dataclass(frozen=True, kw_only=True)
class IdentitySealed(Event):
    """Somebody was adopted, and who they were is sealed. Tells nothing of who they are since."""


@dataclass(frozen=True, kw_only=True)
class PersonChanged(PeopleEvent):
    """A dated fact was added or ended."""


@dataclass(frozen=True, kw_only=True)
class BirthRecorded(PeopleEvent):
    """An unborn child was born, in place."""


@dataclass(frozen=True, kw_only=True)
class DeathRecorded(PeopleEvent):
    """A person died."""


@dataclass(frozen=True, kw_only=True)
class AlertRaised(PeopleEvent):
    """A warning marker was raised."""


@dataclass(frozen=True, kw_only=True)
class AlertEnded(PeopleEvent):
    """A warning marker was ended, or its review was recorded."""


@dataclass(frozen=True, kw_only=True)
class IdentifierClashed(Event):
    """The same number stands on two records: for the guardian of the record."""


@dataclass(frozen=True, kw_only=True)
class PlaceGuarded(Event):
    """An address became confidential, or is so no longer: for all who live there."""


@dataclass(frozen=True, kw_only=True)
class RestrictionMarked(Event):
    """The mark of a restriction on a person was set or taken away."""


@dataclass(frozen=True, kw_only=True)
class PeopleLoaded(Event):
    """A batch of people was loaded; `reason` holds its manifest."""


class DatedRow(Protocol):
    """A row of any of people's dated tables."""

    pk: int
    person_id: int
    starts_on: date | None
    starts_known: str


P = TypeVar("P", bound=PeopleEvent)


def of_row(kind: type[P], row: DatedRow, what: str, *, on: date | None = None, also: tuple[int, ...] = (), reason: str = "") -> P:
    """The event of a dated row being added, ended or reviewed. `also` names others whose record changes with it. Where only a month or year
    is known the event names no day: the story tells it on the day on which it was written down."""
    source = f"people.{type(row).__name__}"
    return kind(
        person_ids=(row.person_id, *also), subject=f"{source}:{row.pk}", reason=reason, what=what, source=source, source_id=row.pk,
        happened_on=on or (row.starts_on if row.starts_known == "day" else None),
    )  # fmt: skip
