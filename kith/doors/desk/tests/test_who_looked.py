"""Who has looked at a record: the page, and the report for the person it is about."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from kith.doors.desk.queries import told_looks
from kith.foundations.access.commands import restrict
from kith.foundations.access.rules import NotThere
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Membership, Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.work.commands import allocate
from tests.access.canaries import text_of
from tests.cast import Cast
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    person = register_person(
        forenames="Ella", surname="Quayle", born_on=date(2014, 4, 3), birth_known="exact", by=cast.machine, at=now - timedelta(days=300)
    )
    allocate(person_id=person.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    return person


def report(client: Client, person: Person, **said: str) -> str:
    answer: Any = client.get(f"/people/{person.pk}/who-has-looked.pdf", said)
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(text_of(answer).split())


def test_the_report_says_who_of_which_team_on_which_day_at_what_and_why(
    cast: Cast, ella: Person, now: datetime, client_of: ClientOf
) -> None:
    for what in ("record", "entry:7", "entry:9", "document file:3"):
        leave_trace(what, person_id=ella.pk, seen_by=cast.cerys, at=now, reason="Covering for a colleague")
    leave_trace("record", person_id=ella.pk, seen_by=cast.amina, at=now)
    told = report(client_of(cast.amina), ella)
    for words in (
        "Who has looked at the record of Ella Quayle", "Cerys Pugh", "South safeguarding", "23 November 2026", "read an entry (2 times)",
        "opened a document's file", "Covering for a colleague", "Amina Yusuf", "North safeguarding", "Works with the person, or was on duty",
    ):  # fmt: skip
        assert words in told


def test_days_are_londons(cast: Cast, ella: Person) -> None:
    leave_trace("record", person_id=ella.pk, seen_by=cast.amina, at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    (day,) = told_looks(ella.pk, since=None, seen_by=cast.amina).days
    assert day.on == date(2026, 7, 2)
    assert told_looks(ella.pk, since=date(2026, 7, 2), seen_by=cast.amina).days == [day]
    assert told_looks(ella.pk, since=date(2026, 7, 3), seen_by=cast.amina).days == []


def test_nobody_but_workers_is_named(cast: Cast, ella: Person, now: datetime, client_of: ClientOf) -> None:
    """A reason in a worker's own words may name a neighbour, a referrer, a sibling."""
    leave_trace("record", person_id=ella.pk, seen_by=cast.cerys, at=now, reason="Her uncle Rob Tattersall rang about her")
    client = client_of(cast.amina)
    assert "Tattersall" in client.get(f"/people/{ella.pk}/who-has-looked").content.decode()
    told = report(client, ella)
    assert "Tattersall" not in told
    assert "Gave a reason in their own words" in told


def test_a_team_is_the_one_of_that_day(cast: Cast, ella: Person, now: datetime) -> None:
    Membership.objects.filter(worker=cast.cerys).update(starts_on=now.date() - timedelta(days=400), ends_on=now.date() - timedelta(days=10))
    Membership.objects.create(worker=cast.cerys, team=cast.north, starts_on=now.date() - timedelta(days=9))
    for days in (0, 20):
        leave_trace("record", person_id=ella.pk, seen_by=cast.cerys, at=now - timedelta(days=days))
    assert [day.team for day in told_looks(ella.pk, since=None, seen_by=cast.amina).days] == ["North safeguarding", "South safeguarding"]


def test_what_kith_did_by_itself_is_called_so(cast: Cast, ella: Person, now: datetime) -> None:
    leave_trace("record", person_id=ella.pk, seen_by=cast.machine, at=now)
    assert told_looks(ella.pk, since=None, seen_by=cast.amina).days[0].who == "Kith, by itself"


def test_a_report_since_a_day_says_so_and_an_unreadable_day_is_asked_again(
    cast: Cast, ella: Person, now: datetime, client_of: ClientOf
) -> None:
    leave_trace("record", person_id=ella.pk, seen_by=cast.cerys, at=now - timedelta(days=200))
    client = client_of(cast.amina)
    told = report(client, ella, since_day="1", since_month="11", since_year="2026")
    assert "since 1 November 2026" in told
    assert "Nobody has opened the record since then" in told
    page = client.get(f"/people/{ella.pk}/who-has-looked.pdf", {"since_day": "31", "since_month": "2", "since_year": "2026"})
    assert page["Content-Type"].startswith("text/html")
    assert "must be a real date" in page.content.decode()
    assert 'value="31"' in page.content.decode()


def test_the_report_leaves_a_trace_and_asks_again_who_one_is(cast: Cast, ella: Person, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    report(client, ella)
    assert LedgerEntry.objects.filter(event="who has looked PDF", person_id=ella.pk, worker_id=cast.amina.pk).exists()
    session = client.session
    session["proven_at"] = 0
    session.save()
    assert client.get(f"/people/{ella.pk}/who-has-looked.pdf").status_code == 403


def test_whoever_may_not_see_the_record_gets_no_report(cast: Cast, ella: Person, now: datetime, client_of: ClientOf) -> None:
    restrict(person_id=ella.pk, kind="staff", level="hidden", reason="x", workers=[cast.amina.pk], by=cast.ben, at=now)
    assert client_of(cast.cerys).get(f"/people/{ella.pk}/who-has-looked.pdf").status_code == 404
    with looking_as(cast.cerys), pytest.raises(NotThere):
        told_looks(ella.pk, since=None, seen_by=cast.cerys)
    assert client_of(cast.olu).get(f"/people/{ella.pk}/who-has-looked.pdf").status_code == 403  # auditors take nothing out
