"""What is known of a worker is changed, and their teams; they leave, stay after all, and come back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kith.foundations.access.queries import roles_held
from kith.foundations.access.rules import Role
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.commands import (
    AlreadyThere,
    LastAdministrator,
    PlaceCannotBe,
    TeamCannotBe,
    WorkerCannotBe,
    add_worker,
    change_team,
    change_worker,
    end_worker,
    join_team,
    leave_team,
    reopen_worker,
)
from kith.foundations.staff.models import Membership, Team, Worker
from kith.foundations.staff.queries import facts_of, places_of, team_facts, workers_with_roles
from tests.access.world import a_date
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def test_the_ledger_says_what_was_and_is_of_a_changed_worker(cast: Cast, now: datetime) -> None:
    change_worker(worker=cast.amina, name="Amina Yusuf-Bell", email="Amina.Bell@council.example", phone="0113 496 0100", by=cast.ada, at=now)
    amina = Worker.objects.get(pk=cast.amina.pk)
    assert (amina.name, amina.email, amina.phone) == ("Amina Yusuf-Bell", "amina.bell@council.example", "0113 496 0100")
    reason = LedgerEntry.objects.get(event="WorkerChanged").reason
    assert "email: amina@council.example to amina.bell@council.example" in reason


def test_an_address_that_is_taken_and_a_page_that_is_stale_are_refused(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    with pytest.raises(AlreadyThere):
        change_worker(worker=cast.amina, name="Amina", email="BEN@council.example", by=cast.ada, at=now)
    seen: Any = facts_of(cast.amina)
    change_worker(worker=cast.amina, **{**seen, "phone": "1"}, seen=seen, by=cast.ada, at=now)
    with pytest.raises(WorkerCannotBe, match="Somebody else has changed"):
        change_worker(worker=cast.amina, **{**seen, "name": "Amina Y"}, seen=seen, by=cast.ada, at=now)
    assert LedgerEntry.objects.filter(event="WorkerChanged").count() == 1
    change_worker(worker=cast.amina, **{**seen, "phone": "1"}, by=cast.ada, at=now)
    assert LedgerEntry.objects.filter(event="WorkerChanged").count() == 1, "what stays as it is is no change"


def test_a_stale_page_shows_what_stands_there_now_and_keeps_what_was_typed(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    client, page = client_of(cast.ada), f"/workers/{cast.amina.pk}/change"
    token = client.get(page).content.decode().split('name="kith_seen" value="')[1].split('"')[0]
    facts: Any = facts_of(cast.amina)
    change_worker(worker=cast.amina, **{**facts, "phone": "0113 496 0100"}, by=cast.ada, at=now)
    sent = {"name": "Amina Y", "email": "amina@council.example", "kith_seen": token}
    answer = client.post(page, sent).content.decode()
    assert "Somebody else has changed this worker" in answer
    assert "Phone: 0113 496 0100" in answer
    assert 'value="Amina Y"' in answer
    token = answer.split('name="kith_seen" value="')[1].split('"')[0]
    assert client.post(page, {**sent, "kith_seen": token}).status_code == 302, "seen now, and saved knowingly"


@pytest.mark.parametrize("email", ["amina", "@council.example", "a b@council.example", "amina@council"])
def test_what_is_no_address_is_refused(email: str, cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.ada).post(f"/workers/{cast.amina.pk}/change", {"name": "Amina", "email": email}).content.decode()
    assert "Enter an e-mail address, like name@council.gov.uk" in answer


def test_a_worker_joins_a_second_team_and_leaves_the_first(cast: Cast, now: datetime) -> None:
    today = now.date()
    join_team(worker=cast.amina, team=cast.south, starts_on=today, by=cast.ada, at=now)
    leave_team(membership=cast.amina.memberships.get(team=cast.north), ends_on=today, by=cast.ada, at=now)
    assert {(place.team.name, place.ends_on) for place in places_of(cast.amina)} == {
        ("North safeguarding", today),
        ("South safeguarding", None),
    }


def test_nobody_is_twice_in_a_team_at_once_and_the_database_holds_it(cast: Cast, now: datetime) -> None:
    today = now.date()
    with pytest.raises(PlaceCannotBe, match="is in this team from"):
        join_team(worker=cast.amina, team=cast.north, starts_on=today + timedelta(days=9), by=cast.ada, at=now)
    leave_team(membership=cast.amina.memberships.get(), ends_on=today + timedelta(days=5), by=cast.ada, at=now)
    again = join_team(worker=cast.amina, team=cast.north, starts_on=today + timedelta(days=6), by=cast.ada, at=now)
    with pytest.raises(PlaceCannotBe, match="outside that time"):
        leave_team(membership=cast.amina.memberships.exclude(pk=again.pk).get(), ends_on=today + timedelta(days=6), by=cast.ada, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(worker=cast.amina, team=cast.north, starts_on=today)


def test_a_place_that_cannot_be_is_refused(cast: Cast, now: datetime) -> None:
    today = now.date()
    with pytest.raises(PlaceCannotBe, match="before the first"):
        join_team(worker=cast.amina, team=cast.south, starts_on=today, ends_on=today - timedelta(days=1), by=cast.ada, at=now)
    with pytest.raises(PlaceCannotBe, match="does not work here on that day"):
        join_team(worker=cast.amina, team=cast.south, starts_on=today - timedelta(days=1), by=cast.ada, at=now)
    with pytest.raises(PlaceCannotBe, match="joined on 23 November 2026"):
        leave_team(membership=cast.amina.memberships.get(), ends_on=today - timedelta(days=1), by=cast.ada, at=now)


def test_teams_and_roles_end_with_a_leaver_and_move_with_the_last_day(cast: Cast, now: datetime) -> None:
    first, second = now.date() + timedelta(days=10), now.date() + timedelta(days=20)
    end_worker(worker=cast.amina, ends_on=first, by=cast.ada, at=now)
    end_worker(worker=cast.amina, ends_on=second, by=cast.ada, at=now)
    assert [place.ends_on for place in places_of(cast.amina)] == [second]
    assert roles_held(cast.amina.pk, on=second) == {Role.PRACTITIONER}
    assert roles_held(cast.amina.pk, on=second + timedelta(days=1)) == set()


def test_who_stays_after_all_goes_on_as_before(cast: Cast, now: datetime) -> None:
    last = timezone.localdate() + timedelta(days=10)
    end_worker(worker=cast.amina, ends_on=last, by=cast.ada, at=now)
    reopen_worker(worker=cast.amina, by=cast.ada, at=timezone.now())
    assert Worker.objects.get(pk=cast.amina.pk).ends_on is None
    assert [place.ends_on for place in places_of(cast.amina)] == [None]
    assert roles_held(cast.amina.pk, on=last + timedelta(days=1)) == {Role.PRACTITIONER}
    with pytest.raises(WorkerCannotBe, match="have not left"):
        reopen_worker(worker=cast.amina, by=cast.ada, at=now)


def test_who_comes_back_has_an_account_and_no_role_of_the_old_post(cast: Cast, now: datetime) -> None:
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    reopen_worker(worker=cast.amina, by=cast.ada, at=timezone.now())
    assert Worker.objects.get(pk=cast.amina.pk).is_active
    assert roles_held(cast.amina.pk, on=timezone.localdate()) == set()
    assert [place.ends_on for place in places_of(cast.amina)] == [now.date()]


def test_nobody_ends_before_they_began_and_the_last_administrator_stays(cast: Cast, now: datetime) -> None:
    with pytest.raises(WorkerCannotBe, match="They began on 23 November 2026"):
        end_worker(worker=cast.amina, ends_on=date(2026, 11, 22), by=cast.ada, at=now)
    ivo = add_worker(email="ivo@council.example", name="Ivo Lund", password=None, roles=[Role.ADMINISTRATOR], by=cast.machine, at=now)
    last = timezone.localdate() + timedelta(days=3)
    end_worker(worker=ivo, ends_on=last, by=cast.ada, at=now)
    with pytest.raises(LastAdministrator):
        end_worker(worker=cast.ada, ends_on=last, by=ivo, at=now)
    with pytest.raises(LastAdministrator):
        end_worker(worker=cast.ada, ends_on=last + timedelta(days=1), by=ivo, at=now)


def test_the_refusal_stands_beside_the_date_on_the_page(cast: Cast, client_of: ClientOf) -> None:
    page = f"/workers/{cast.ada.pk}/leaves"
    answer = client_of(cast.ada).post(page, a_date("ends_on", timezone.localdate())).content.decode()
    assert "Nobody else administers Kith after that day" in answer


def test_a_team_is_changed_and_its_duty_number_kept(cast: Cast, now: datetime) -> None:
    facts: dict[str, Any] = {"name": "North", "service": "children's", "phone": "0113 496 0001", "duty_phone": "0113 496 0009", "manager": cast.ben}
    seen = team_facts(cast.north)
    change_team(team=cast.north, **facts, seen=seen, by=cast.ada, at=now)
    north = Team.objects.get(pk=cast.north.pk)
    assert (north.name, north.duty_phone, north.manager) == ("North", "0113 496 0009", cast.ben)
    with pytest.raises(TeamCannotBe, match="Somebody else has changed"):
        change_team(team=north, **{**facts, "name": "N"}, seen=seen, by=cast.ada, at=now)
    with pytest.raises(AlreadyThere):
        change_team(team=north, **{**facts, "name": "south SAFEGUARDING"}, by=cast.ada, at=now)
    end_worker(worker=cast.cerys, ends_on=now.date(), by=cast.ada, at=now)
    with pytest.raises(TeamCannotBe, match="Choose somebody else"):
        change_team(team=north, **{**facts, "manager": cast.cerys}, by=cast.ada, at=now)


def test_the_list_shows_leavers_only_when_asked(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    end_worker(worker=cast.cerys, ends_on=now.date(), by=cast.ada, at=now)
    client = client_of(cast.ada)
    assert "Cerys Pugh" not in client.get("/workers").content.decode()
    assert "Cerys Pugh" in client.get("/workers?leavers=on&q=CERYS").content.decode()
    assert {each.name for each, _, _ in workers_with_roles(on=timezone.localdate(), team_id=cast.north.pk)} == {
        "Amina Yusuf",
        "Ben Hartley",
        "Dev Anand",
    }
    assert client.get("/workers?team=99999999999999999999").status_code == 200
    assert "has left" in client.get(f"/workers/{cast.cerys.pk}").content.decode()
    assert client.get(f"/workers/{cast.machine.pk}").status_code == 404, "the machine is nobody's to change"
