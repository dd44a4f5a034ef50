"""A command is kept as a whole or not at all, whoever calls it."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.foundations.ledger.commands import announce, command
from kith.foundations.ledger.events import Actor, Event
from kith.foundations.ledger.models import LedgerEntry
from tests.cast import Cast


class Unwilling(Exception):
    """What the inner one says."""


@command
def inner(*, refuses: bool, by: Actor, at: datetime) -> None:
    announce(Event(subject="inner"), by=by, at=at)
    if refuses:
        raise Unwilling


@command
def outer(*, refuses: bool, by: Actor, at: datetime) -> None:
    announce(Event(subject="outer"), by=by, at=at)
    inner(refuses=refuses, by=by, at=at)


def _on_the_ledger() -> list[str]:
    return list(LedgerEntry.objects.filter(event="Event").order_by("id").values_list("subject", flat=True))


def test_if_a_part_refuses_nothing_of_the_whole_is_kept_and_the_caller_goes_on(cast: Cast, now: datetime) -> None:
    with pytest.raises(Unwilling):
        outer(refuses=True, by=cast.amina, at=now)
    assert _on_the_ledger() == []
    outer(refuses=False, by=cast.amina, at=now)
    assert _on_the_ledger() == ["outer", "inner"]


def test_a_command_within_a_command_sends_no_savepoint_of_its_own(cast: Cast, now: datetime) -> None:
    with CaptureQueriesContext(connection) as sent:
        outer(refuses=False, by=cast.amina, at=now)
    assert sum(query["sql"].startswith("SAVEPOINT") for query in sent) == 1
