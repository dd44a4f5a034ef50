from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kith.foundations.ledger.commands import acting_through, announce, leave_trace
from kith.foundations.ledger.events import Event, Origin
from kith.foundations.ledger.models import LedgerEntry
from tests.cast import Cast


def test_an_event_about_three_people_is_three_rows_with_where_it_came_from(cast: Cast, now: datetime) -> None:
    with acting_through(Origin(door="command line", os_user="rosa")):
        announce(Event(person_ids=(1, 2, 3), subject="recording.Entry:9", reason="told so"), by=cast.amina, at=now)
    rows = LedgerEntry.objects.filter(event="Event").order_by("person_id")
    assert [(row.person_id, row.worker_id, row.os_user, row.reason) for row in rows] == [
        (n, cast.amina.pk, "rosa", "told so") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("change", ["update ledger_entry set reason = ''", "delete from ledger_entry", "truncate ledger_entry"])
def test_nothing_on_the_ledger_can_be_changed(change: str, cast: Cast, now: datetime) -> None:
    leave_trace("record", person_id=7, seen_by=cast.amina, at=now)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert LedgerEntry.objects.filter(person_id=7).count() == 1


def test_the_ledger_is_kept_by_month_with_the_writing_transaction(cast: Cast, now: datetime) -> None:
    leave_trace("record", person_id=7, seen_by=cast.amina, at=now)
    with connection.cursor() as cursor:
        cursor.execute("select tableoid::regclass::text, xid is not null from ledger_entry where person_id = 7")
        assert cursor.fetchall() == [("ledger_entry_2026_11", True)]
