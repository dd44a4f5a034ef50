"""A program at a worker's session that asks for more pages in a minute than the council allows is stopped, and the auditors are told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.work.models import Notice
from kith.wiring.pace import Pace, TooFast
from tests.cast import Cast


def test_a_minute_has_so_many_requests_for_each_worker() -> None:
    pace = Pace(3)
    for _ in range(3):
        pace.keep(1, now=119.0)
    pace.keep(2, now=119.0)
    with pytest.raises(TooFast, match="More than 3 pages were asked for in a minute") as first:
        pace.keep(1, now=119.9)
    with pytest.raises(TooFast) as second:
        pace.keep(1, now=119.9)
    assert (first.value.is_first, second.value.is_first) == (True, False)
    pace.keep(1, now=120.0)


def test_none_is_any_number() -> None:
    pace = Pace(0)
    for _ in range(2000):
        pace.keep(1, now=0.0)


def test_who_goes_on_is_refused_in_a_sentence_and_the_auditors_are_told_once(
    cast: Cast, client_of: Callable[[Worker], Client], settings: Any
) -> None:
    settings.PAGES_A_MINUTE = 3
    client = client_of(cast.cerys)
    answers = [client.get("/my-list") for _ in range(12)]
    stopped = [answer for answer in answers if answer.status_code == 429]
    assert stopped, "even where a minute passes between two of them"
    assert "More than 3 pages were asked for in a minute from your sign-in. Wait a minute." in stopped[0].content.decode()
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.cerys.pk, event="/my-list").count() == len(stopped)
    notices = Notice.objects.filter(text__contains="than a person reads")
    assert [notice.worker_id for notice in notices] == [cast.olu.pk]
