"""Ending what was so, and making room for what is so now."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.events import AlertEnded, PersonChanged, PlaceGuarded, of_row
from kith.practice.people.models import Alert, Relationship, Residence
from kith.practice.people.models.dated import Dated
from kith.practice.people.rules.periods import Period, in_words, overlap

D = TypeVar("D", bound=Dated)


class EndsBeforeItStarts(Refusal):
    """The end is before the start."""


class CannotBothBeTrue(Refusal):
    """Two periods of which only one can be true."""


@command
def end_dated(*, row: Dated, ends_on: date, ends_known: str = "day", reason: str = "", by: Worker, at: datetime) -> Dated:
    """Say until when something about a person was so. The row stays."""
    require(by, Ability.RECORD, about=row.person_id)
    _judge_end(row, ends_on)
    row.ends_on, row.ends_known = ends_on, ends_known
    row.save(update_fields=["ends_on", "ends_known"])
    also = (row.other_id,) if isinstance(row, Relationship) else ()
    kind = AlertEnded if isinstance(row, Alert) else PersonChanged
    announce(of_row(kind, row, type(row).__name__.lower(), on=ends_on, also=also, reason=reason), by=by, at=at)
    if isinstance(row, Residence) and row.is_confidential:
        _tell_of_place(row, by=by, at=at)
    return row


def _tell_of_place(residence: Residence, *, by: Worker, at: datetime) -> None:
    """Whoever lives there is found by the address, or is not, as it is confidential or not."""
    there = Residence.objects.filter(place_id=residence.place_id, ends_on=None).values_list("person_id", flat=True)
    ids = tuple(sorted({residence.person_id, *there}))
    announce(PlaceGuarded(person_ids=ids, subject=f"people.Residence:{residence.pk}", reason="who may know the address"), by=by, at=at)


def _judge_end(row: Dated, ends_on: date) -> None:
    if row.starts_on and ends_on < row.starts_on:
        raise EndsBeforeItStarts(f"It began on {row.starts_on.day} {row.starts_on:%B %Y}, so it cannot end before that.", field="ends_on")


def _judge_start(starts_on: date | None, today: date) -> None:
    """What is shown as so now must have begun."""
    if starts_on and starts_on > today:
        raise EndsBeforeItStarts(
            "That day is still to come. Write it as a task or in a note, and add it here when it is so.", field="starts_on"
        )


def _make_room(
    existing: Iterable[D], starts_on: date | None, ends_on: date | None, *, known: str = "day", what: str, instead: str
) -> list[D]:
    """End what was so until the new value began, and return it; refuse what cannot both be true, naming what is in the way."""
    ended = _in_its_place(existing, starts_on, ends_on, known=known, what=what, instead=instead)
    for row in ended:
        row.save(update_fields=["ends_on", "ends_known"])
    return ended


def _in_its_place(
    existing: Iterable[D], starts_on: date | None, ends_on: date | None, *, known: str = "day", what: str, instead: str
) -> list[D]:
    """What ends as the new value begins, not yet written down."""
    wanted, ended = Period(starts_on, ends_on), list[D]()
    for row in existing:
        if row.ends_on is None and starts_on and ends_on is None and (row.starts_on is None or row.starts_on < starts_on):
            row.ends_on, row.ends_known = starts_on, known
            ended.append(row)
        elif overlap(wanted, Period(row.starts_on, row.ends_on)):
            period = in_words(Period(row.starts_on, row.ends_on))
            raise CannotBothBeTrue(f"There is already {what} {period}, and both cannot be true at once. {instead}", field="starts_on")
    return ended
