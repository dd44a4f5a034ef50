"""The ledger as an auditor reads it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kith.foundations.access.commands import restrict
from kith.foundations.access.rules import NotAllowed
from kith.foundations.ledger.commands import acting_through, announce, leave_trace, record_refusal, record_search
from kith.foundations.ledger.events import Event, Origin
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.ledger.queries import Wanted
from kith.foundations.staff.models import Worker
from kith.practice.assurance.queries import on_the_ledger
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from tests.cast import Cast
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="Quayle", by=cast.amina, at=now - timedelta(days=90))


def asked(client: Client, **said: str) -> str:
    return client.get("/ledger", {"since_day": "1", "since_month": "11", "since_year": "2026", **said}).content.decode()


def test_a_line_says_who_what_about_whom_why_and_from_where(cast: Cast, ella: Person, now: datetime, client_of: ClientOf) -> None:
    with acting_through(Origin(door="page", address="10.1.2.3", why="On duty for the team")):
        leave_trace("chronology PDF", person_id=ella.pk, seen_by=cast.amina, at=now)
    page = asked(client_of(cast.olu))
    for words in ("Amina Yusuf", "printed the chronology", "Ella Quayle", "On duty for the team", "10.1.2.3", "23 November 2026, 10:00am"):
        assert words in page


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"worker": "amina"}, {"amina"}),
        ({"worker": "cerys@council.example"}, {"cerys"}),
        ({"what": "refused"}, {"refused"}),
        ({"what": "search"}, {"search"}),
        ({"what": "Event"}, {"did"}),
        ({"what": "looked", "worker": "cerys"}, {"cerys"}),
        ({"until_day": "2", "until_month": "11", "until_year": "2026"}, set()),
    ],
)
def test_it_is_filtered(said: dict[str, str], shown: set[str], cast: Cast, ella: Person, now: datetime, client_of: ClientOf) -> None:
    leave_trace("record", person_id=ella.pk, seen_by=cast.amina, at=now, reason="why amina")
    leave_trace("record", person_id=ella.pk, seen_by=cast.cerys, at=now, reason="why cerys")
    record_refusal("why refused", attempted="/people/7", by=cast.dev, at=now)
    record_search("why search", seen_by=cast.dev, at=now)
    announce(Event(person_ids=(ella.pk,), reason="why did"), by=cast.dev, at=now)
    page = asked(client_of(cast.olu), **said)
    if said.get("what") == "Event":
        assert "Choose one of the answers" in page  # nothing is announced under that name but by this test
        return
    assert {name for name in ("amina", "cerys", "refused", "search", "did") if f"why {name}" in page} == shown


def test_it_goes_on_by_key_and_shows_each_line_once(cast: Cast, ella: Person, now: datetime) -> None:
    for _ in range(25):  # five at the same moment
        leave_trace("record", person_id=ella.pk, seen_by=cast.amina, at=now - timedelta(minutes=_ // 5))
    wanted = Wanted(since=now - timedelta(days=1), until=now + timedelta(days=1), worker_id=cast.amina.pk, kind="looked")
    seen, after = [], None
    while True:
        page = on_the_ledger(wanted, after=after, seen_by=cast.olu, limit=7)
        seen += [line.id for line in page.lines]
        after = page.older
        if after is None:
            break
    rows = LedgerEntry.objects.filter(worker_id=cast.amina.pk, kind="looked").order_by("-at", "-id")
    assert seen == list(rows.values_list("pk", flat=True))
    assert len(seen) == 25


def test_the_link_to_older_lines_keeps_what_was_asked(cast: Cast, ella: Person, now: datetime, client_of: ClientOf) -> None:
    for number in range(60):
        leave_trace("record", person_id=ella.pk, seen_by=cast.amina, at=now - timedelta(minutes=number), reason=f"look {number}.")
    client = client_of(cast.olu)
    page = asked(client, worker="amina")
    older = page.split(">Older<")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get("/ledger" + older).content.decode()
    assert "look 49." in page
    assert "look 50." not in page
    assert "look 50." in second
    assert "Cerys" not in second.split("<main")[1]
    assert "The newest" in second


def test_of_a_hidden_record_it_says_that_it_was_looked_at_and_not_whose_it_is(
    cast: Cast, ella: Person, now: datetime, client_of: ClientOf
) -> None:
    leave_trace("record", person_id=ella.pk, seen_by=cast.amina, at=now, reason="On duty for the team")
    announce(Event(person_ids=(ella.pk,), reason="Ella said so"), by=cast.amina, at=now)
    restrict(
        person_id=ella.pk, kind="staff", level="hidden", reason="A colleague's child", workers=[cast.amina.pk], by=cast.ben, at=now
    )  # fmt: skip
    page = asked(client_of(cast.olu))
    assert "a restricted record" in page
    assert "On duty for the team" in page
    assert "kept back with the record" in page
    assert not [words for words in ("Ella", "Quayle", f"/people/{ella.pk}", f"person={ella.pk}", "colleague&#39;s child") if words in page]


def test_everything_about_a_restricted_record_is_read_by_one_of_its_lines(
    cast: Cast, ella: Person, now: datetime, client_of: ClientOf
) -> None:
    other = register_person(forenames="Tom", surname="Otherwise", by=cast.amina, at=now)
    for person in (ella, other):
        leave_trace("record", person_id=person.pk, seen_by=cast.cerys, at=now, reason=f"about {person.pk}.")
    restrict(person_id=ella.pk, kind="staff", level="hidden", reason="x", workers=[cast.amina.pk], by=cast.ben, at=now)
    line = LedgerEntry.objects.get(person_id=ella.pk, kind="looked")
    page = asked(client_of(cast.olu), line=str(line.pk))
    assert f"about {ella.pk}." in page
    assert f"about {other.pk}." not in page
    assert f"the restricted record of line {line.pk}" in page


def test_somebody_hidden_and_somebody_who_never_was_are_chosen_alike(cast: Cast, ella: Person, now: datetime, client_of: ClientOf) -> None:
    restrict(person_id=ella.pk, kind="staff", level="hidden", reason="x", workers=[cast.amina.pk], by=cast.ben, at=now)
    client = client_of(cast.olu)
    answers = [client.get("/ledger", {"person": str(number)}) for number in (ella.pk, 900_000_000)]
    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"worker": "zzz"}, "No worker is called zzz"),
        ({"worker": "a"}, "More than one worker fits"),
        ({"since_day": "31", "since_month": "2"}, "must be a real date"),
        ({"until_day": "1", "until_month": "1", "until_year": "2025"}, "Until must be the same day as From, or later"),
        ({"what": "nonsense"}, "Choose one of the answers"),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_is_kept(
    said: dict[str, str], sentence: str, cast: Cast, client_of: ClientOf
) -> None:
    page = asked(client_of(cast.olu), **said)
    assert sentence in page
    assert "There is a problem" in page
    assert f'value="{said.get("worker", "2026")}"' in page


@pytest.mark.parametrize("older", ["x", "1-", "-1", "9" * 30 + "-1", "1-" + "9" * 30, "99999999999999999-1", "²-1"])
def test_a_key_written_by_hand_breaks_nothing(older: str, cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.olu).get("/ledger", {"older": older}).status_code == 200


def test_reading_the_ledger_is_on_the_ledger(cast: Cast, ella: Person, now: datetime, client_of: ClientOf) -> None:
    asked(client_of(cast.olu), worker="amina", person=str(ella.pk))
    row = LedgerEntry.objects.get(event="ledger")
    assert (row.worker_id, row.person_id, row.reason) == (cast.olu.pk, ella.pk, "worker Amina Yusuf")


def test_only_auditors_read_it(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    assert client_of(cast.ben).get("/ledger").status_code == 403
    with looking_as(cast.ben), pytest.raises(NotAllowed):
        on_the_ledger(Wanted(since=now, until=now), seen_by=cast.ben)


@pytest.mark.parametrize("said", [{}, {"worker_id": 1}, {"person_id": 1}, {"event": "GlassBroken"}, {"kind": "refused"}])
def test_only_the_months_that_are_asked_for_are_read(said: dict[str, object], db: None) -> None:
    """Of 28 partitions one or two, each by an index that has the newest first. The first partition is of the month before the ledger began."""
    until = timezone.now()
    since = until - timedelta(days=25)
    filters = " and ".join(["at >= %s and at < %s", *(f"{name} = %s" for name in said)])
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_sort = off")
        cursor.execute(
            f"explain select id from ledger_entry where {filters} order by at desc, id desc limit 50",
            [str(since), str(until), *map(str, said.values())],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    months = {word for word in plan.replace("(", " ").split() if word.startswith("ledger_entry_20") and len(word) == len("ledger_entry_2026_11")}
    assert months == {f"ledger_entry_{day:%Y_%m}" for day in (since, until)}, plan
    assert "Seq Scan" not in plan
