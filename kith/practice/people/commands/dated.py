"""Ending what was so, and making room for what is so now."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce
from kith.foundations.staff.models import Worker
from kith.practice.people.events import AlertEnded, PersonChanged, of_row
from kith.practice.people.models import Alert, Relationship
from kith.practice.people.models.dated import Dated
from kith.practice.people.rules.periods import Period, in_words, overlap


class EndsBeforeItStarts(Refusal):
    """The end is before the start."""


class CannotBothBeTrue(Refusal):
    """Two periods of which only one can be true."""


@transaction.atomic
def end_dated(*, row: Dated, ends_on: date, reason: str = "", by: Worker, at: datetime) -> Dated:
    """Say until when something about a person was so. The row stays."""
    require(by, Ability.RECORD, about=row.person_id)
    if row.starts_on and ends_on < row.starts_on:
        raise EndsBeforeItStarts(f"It began on {row.starts_on.day} {row.starts_on:%B %Y}, so it cannot end before that.", field="ends_on")
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    also = (row.other_id,) if isinstance(row, Relationship) else ()
    kind = AlertEnded if isinstance(row, Alert) else PersonChanged
    announce(of_row(kind, row, type(row).__name__.lower(), on=ends_on, also=also, reason=reason), by=by, at=at)
    return row


def _judge_start(starts_on: date | None, today: date) -> None:
    """What is shown as so now must have begun."""
    if starts_on and starts_on > today:
        raise EndsBeforeItStarts(
            "That day is still to come. Write it as a task or in a note, and add it here when it is so.", field="starts_on"
        )


def _make_room(existing: Iterable[Dated], starts_on: date | None, ends_on: date | None, *, what: str, instead: str) -> None:
    """End what was so until the new value began; refuse what cannot both be true, naming what is in the way."""
    wanted = Period(starts_on, ends_on)
    for row in existing:
        if row.ends_on is None and starts_on and ends_on is None and (row.starts_on is None or row.starts_on < starts_on):
            row.ends_on = starts_on
            row.save(update_fields=["ends_on"])
        elif overlap(wanted, Period(row.starts_on, row.ends_on)):
            period = in_words(Period(row.starts_on, row.ends_on))
            raise CannotBothBeTrue(f"There is already {what} {period}, and both cannot be true at once. {instead}", field="starts_on")
