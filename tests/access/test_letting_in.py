"""Letting in until a day and shutting out again, keeping a worker out, and who is told of broken glass; through pages."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.commands import break_glass, restrict
from kith.foundations.access.models import Entrant, Restriction
from kith.foundations.access.rules import Role
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.commands import add_worker
from kith.foundations.staff.models import Membership, Team, Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.work.commands import allocate
from kith.practice.work.models import Notice
from tests.access.world import a_date
from tests.cast import PASSWORD, Cast
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def child(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Kit", surname="Fennimore", sex="M", born_on=date(2015, 1, 2), by=cast.amina, at=now)


@pytest.fixture
def shut(child: Person, cast: Cast, now: datetime) -> Restriction:
    return restrict(
        person_id=child.pk, kind="staff", level="hidden", reason="A colleague's child", workers=[cast.ben.pk], by=cast.ben, at=now
    )


def _letting_in(shut: Restriction) -> str:
    return reverse("let_in", args=[shut.person_id, shut.pk])


def _until(day: date, **who: int) -> dict[str, object]:
    return {"worker": "", "team": "", **who, **a_date("ends_on", day)}


def test_a_worker_is_let_in_until_a_day_and_shut_out_again(shut: Restriction, cast: Cast, client_of: ClientOf) -> None:
    client, record, today = client_of(cast.ben), f"/people/{shut.person_id}", timezone.localdate()
    assert client_of(cast.cerys).get(record).status_code == 404
    assert client.post(_letting_in(shut), _until(today, worker=cast.cerys.pk)).status_code == 302
    assert client_of(cast.cerys).get(record).status_code == 200
    page = client.get(_letting_in(shut)).content.decode()
    assert "Cerys Pugh" in page
    assert LedgerEntry.objects.filter(event="LetIn", person_id=shut.person_id, reason__startswith=f"worker {cast.cerys.pk} until").exists()
    entrant = Entrant.objects.get(worker_id=cast.cerys.pk)
    assert client.post(f"{_letting_in(shut)}/{entrant.pk}/shut").status_code == 302
    assert client_of(cast.cerys).get(record).status_code == 404
    assert client.post(f"{_letting_in(shut)}/{entrant.pk}/shut").status_code == 404, "the second click"


def test_a_team_is_let_in_and_a_new_last_day_takes_the_place_of_the_old(shut: Restriction, cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.ben), timezone.localdate()
    for days in (1, 30):
        client.post(_letting_in(shut), _until(today + timedelta(days=days), team=cast.south.pk))
    assert Entrant.objects.get(team_id=cast.south.pk).ends_on == today + timedelta(days=30)
    assert "South safeguarding" in client.get(reverse("restrict", args=[shut.person_id])).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose one worker or one team"),
        ({"both": True}, "Choose one worker or one team"),
        ({"past": True}, "The last day is over already"),
        ({"myself": True}, "Nobody else is let in without a last day"),
    ],
)
def test_what_cannot_be_is_said(said: dict[str, bool], sentence: str, shut: Restriction, cast: Cast, client_of: ClientOf) -> None:
    today = timezone.localdate()
    who = {"worker": cast.ben.pk} if "myself" in said else {"worker": cast.cerys.pk} if said else {}
    who |= {"team": cast.south.pk} if "both" in said else {}
    fields = _until(today - timedelta(days=1) if "past" in said else today, **who)
    assert sentence in client_of(cast.ben).post(_letting_in(shut), fields).content.decode()
    assert [one.worker_id for one in shut.entrants.all()] == [cast.ben.pk]


def test_the_last_who_is_let_in_for_good_stays(shut: Restriction, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.ben)
    client.post(_letting_in(shut), _until(timezone.localdate(), worker=cast.cerys.pk))
    own = Entrant.objects.get(worker_id=cast.ben.pk)
    answer = client.post(f"{_letting_in(shut)}/{own.pk}/shut")
    assert answer.status_code == 403
    assert b"Let somebody else in for good first" in answer.content


def test_an_entrant_of_another_record_is_not_shut_out_by_this_address(
    shut: Restriction, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    other = register_person(forenames="Una", surname="Vale", by=cast.amina, at=now)
    theirs = restrict(
        person_id=other.pk, kind="staff", level="hidden", reason="x", workers=[cast.cerys.pk, cast.dev.pk], by=cast.machine, at=now
    )
    entrant = theirs.entrants.get(worker_id=cast.dev.pk)
    assert client_of(cast.ben).post(f"{_letting_in(shut)}/{entrant.pk}/shut").status_code == 404
    assert Entrant.objects.filter(pk=entrant.pk).exists()


def test_a_manager_keeps_a_worker_out_and_lets_them_in_again(child: Person, cast: Cast, client_of: ClientOf) -> None:
    client, record = client_of(cast.ben), f"/people/{child.pk}"
    said = {"worker": cast.cerys.pk, "reason": "Her former partner's child"}
    assert client.post(f"{record}/keep-out", said).status_code == 302
    assert client_of(cast.cerys).get(record).status_code == 404
    assert client_of(cast.dev).get(record).status_code == 200
    assert "are kept out of this record already" in client.post(f"{record}/keep-out", said).content.decode(), "the second click"
    page = client.get(f"{record}/keep-out").content.decode()
    assert "former partner" in page
    assert "ordered by Ben Hartley" in page
    barred = Restriction.objects.get(against_worker_id=cast.cerys.pk)
    assert client.post(f"{record}/restrictions/{barred.pk}/lift", {"reason": "Moved away"}).status_code == 302
    assert client_of(cast.cerys).get(record).status_code == 200


def test_a_manager_who_names_themselves_is_kept_out(child: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.ben)
    assert client.post(f"/people/{child.pk}/keep-out", {"worker": cast.ben.pk, "reason": "My niece's son"})["Location"] == "/my-list"
    assert client.get(f"/people/{child.pk}").status_code == 404


def test_somebody_says_that_they_know_a_person_without_being_asked_why_they_look(child: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.cerys)
    client.answers = False  # type: ignore[attr-defined]  # the tests' Visitor
    assert client.get(f"/people/{child.pk}/i-know").status_code == 200
    assert client.post(f"/people/{child.pk}/i-know", {"reason": "My neighbour"})["Location"] == "/my-list"
    assert client.get(f"/people/{child.pk}/i-know").status_code == 404


# --- Broken glass: who is told at once. ---


def _told_when_broken(person: Person, by: Worker) -> set[int]:
    with looking_as(by):
        break_glass(person_id=person.pk, reason="Police at the door", by=by, at=timezone.now())  # it ends by the database's clock
    return set(Notice.objects.filter(text__contains="Police at the door").values_list("worker_id", flat=True))


def _duty_manager(cast: Cast, now: datetime, team: Team | None = None) -> Worker:
    roles = [Role.MANAGER, Role.OUT_OF_HOURS]
    return add_worker(email="mo@council.example", name="Mo Duty", password=PASSWORD, roles=roles, team=team, by=cast.ada, at=now)


def _shut_by_the_machine(person: Person, cast: Cast, now: datetime, teams: list[int] | None = None) -> None:
    workers = [] if teams else [cast.cerys.pk]
    restrict(person_id=person.pk, kind="staff", level="hidden", reason="x", workers=workers, teams=teams or [], by=cast.machine, at=now)


def test_the_manager_of_a_team_that_holds_the_person_without_a_worker_is_told(child: Person, cast: Cast, now: datetime) -> None:
    allocate(person_id=child.pk, worker_id=None, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    _shut_by_the_machine(child, cast, now)
    assert {cast.ben.pk, cast.olu.pk} <= _told_when_broken(child, cast.eve), "nobody is named as manager: who authorises in the team"


def test_the_manager_of_a_team_that_is_let_in_is_told(child: Person, cast: Cast, now: datetime) -> None:
    Team.objects.filter(pk=cast.north.pk).update(manager=cast.ben)
    _shut_by_the_machine(child, cast, now, teams=[cast.north.pk])
    assert {cast.ben.pk, cast.olu.pk} <= _told_when_broken(child, cast.eve)


def test_of_a_person_with_no_allocation_who_restricted_it_and_the_auditor_are_told(
    shut: Restriction, child: Person, cast: Cast, now: datetime
) -> None:
    assert _told_when_broken(child, cast.eve) == {cast.ben.pk, cast.olu.pk}


def test_a_manager_who_breaks_the_glass_is_not_told_but_another_is(child: Person, cast: Cast, now: datetime) -> None:
    breaker = _duty_manager(cast, now, cast.north)
    Team.objects.filter(pk=cast.north.pk).update(manager=breaker)
    allocate(person_id=child.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    _shut_by_the_machine(child, cast, now)
    told = _told_when_broken(child, breaker)
    assert breaker.pk not in told
    assert {cast.ben.pk, cast.olu.pk} <= told, "the other manager of the team"


def test_where_nobody_else_is_left_the_administrators_are_told(child: Person, cast: Cast, now: datetime) -> None:
    breaker = _duty_manager(cast, now)
    restrict(person_id=child.pk, kind="staff", level="hidden", reason="x", workers=[cast.cerys.pk], by=breaker, at=now)
    Worker.objects.filter(pk=cast.olu.pk).update(ends_on=now.date() - timedelta(days=1))
    Membership.objects.all().delete()
    assert _told_when_broken(child, breaker) == {cast.ada.pk}
