"""Where workers live, and who of them is on record: told by whom, read by whom."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from kith.foundations.access.rules import NotAllowed
from kith.foundations.staff.models import Worker
from kith.practice.assurance.commands import end_worker_on_record, tell_home
from kith.practice.assurance.models import WorkerHome, WorkerOnRecord
from kith.practice.assurance.queries import home_of
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from tests.cast import Cast
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def yusuf(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Idris", surname="Yusuf", by=cast.machine, at=now)


def test_a_worker_tells_their_own_address_and_an_administrator_anybodys(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    said = {"lines": "1 Elm Road", "postcode": "ls8 1ab"}
    assert client_of(cast.amina).post("/where-i-live", said).status_code == 302
    assert client_of(cast.ada).post(f"/workers/{cast.cerys.pk}/home", {**said, "lines": "2 Elm Road"}).status_code == 302
    assert 'value="1 Elm Road"' in client_of(cast.amina).get("/where-i-live").content.decode()
    with pytest.raises(NotAllowed):
        tell_home(worker_id=cast.amina.pk, lines="x", postcode_text="LS8 1AB", by=cast.cerys, at=now)
    with looking_as(cast.amina):
        assert [home.lines for home in WorkerHome.objects.all()] == ["1 Elm Road"]
    with looking_as(cast.olu):
        assert WorkerHome.objects.count() == 0
    with looking_as(cast.ada):
        assert WorkerHome.objects.count() == 2


def test_a_new_address_ends_the_one_before(cast: Cast, now: datetime) -> None:
    for lines in ("1 Elm Road", "2 Elm Road"):
        tell_home(worker_id=cast.amina.pk, lines=lines, postcode_text="LS8 1AB", by=cast.amina, at=now)
    home = home_of(cast.amina.pk, seen_by=cast.amina)
    assert home
    assert home.lines == "2 Elm Road"
    assert WorkerHome.objects.filter(ended_at=now).count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"lines": "", "postcode": "LS8 1AB"}, "Enter house number"),
        ({"lines": "1 Elm Road", "postcode": "LS8"}, "Enter a postcode such as LS8 1AB"),
        ({"lines": "1 Elm Road", "postcode": ""}, "Enter postcode"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_and_kept(
    said: dict[str, str], sentence: str, cast: Cast, client_of: ClientOf
) -> None:
    page = client_of(cast.amina).post("/where-i-live", said).content.decode()
    assert sentence in page
    assert f'value="{said["lines"] or said["postcode"]}"' in page


def test_an_auditor_says_who_is_on_record_and_takes_it_back(cast: Cast, yusuf: Person, now: datetime, client_of: ClientOf) -> None:
    client = client_of(cast.olu)
    address = f"/flags/workers-on-record?person={yusuf.pk}"
    assert "Idris Yusuf is a worker" in client.get(address).content.decode()
    assert "No worker is called zzz" in client.post(address, {"worker": "zzz"}).content.decode()
    for _ in range(2):
        assert client.post(address, {"worker": "amina"}).status_code == 302
    row = WorkerOnRecord.objects.get()
    assert "Amina Yusuf" in client.get("/flags/workers-on-record").content.decode()
    assert client.post(f"/flags/workers-on-record/{row.pk}/end").status_code == 302
    assert client.post(f"/flags/workers-on-record/{row.pk}/end").status_code == 403
    with pytest.raises(NotAllowed):
        end_worker_on_record(row_id=row.pk, by=cast.amina, at=now)
