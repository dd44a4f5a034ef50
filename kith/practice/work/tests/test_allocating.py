"""Allocating and handing over: to whom, with which caseload, a family in one step; who is told; what is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.foundations.access.commands import declare_conflict, give_role, restrict
from kith.foundations.access.rules import Refusal, Role
from kith.foundations.staff.commands import change_team, end_worker, set_cover
from kith.foundations.staff.models import Team, Worker
from kith.practice.people.commands import register_person, relate
from kith.practice.people.models import Person
from kith.practice.work.commands import allocate, end_allocation, hand_over, hand_over_together
from kith.practice.work.models import Allocation
from kith.practice.work.queries import allocations_until_now, candidates, notices_for
from tests.access.world import a_date
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def _child(forenames: str, cast: Cast, now: datetime, born: date = date(2015, 5, 5)) -> Person:
    return register_person(forenames=forenames, surname="Fennimore", born_on=born, birth_known="exact", sex="F", by=cast.amina, at=now)


@pytest.fixture
def kit(cast: Cast, now: datetime) -> Person:
    return _child("Kit", cast, now)


@pytest.fixture
def managed(cast: Cast, now: datetime) -> Cast:
    facts: dict[str, Any] = {"name": "North safeguarding", "service": "children's", "phone": "0113 496 0001", "duty_phone": "0113 496 0009"}
    change_team(team=cast.north, **facts, manager=cast.ben, by=cast.ada, at=now)
    return replace(cast, north=Team.objects.get(pk=cast.north.pk))


def _said(worker: Worker) -> list[str]:
    return [notice.text for notice in notices_for(seen_by=worker)]


def test_the_new_worker_the_old_one_and_the_manager_are_told(managed: Cast, kit: Person, now: datetime) -> None:
    allocate(person_id=kit.pk, worker_id=managed.amina.pk, team_id=managed.north.pk, starts_on=now.date(), by=managed.ben, at=now)
    hand_over(person_id=kit.pk, worker_id=managed.dev.pk, team_id=managed.north.pk, on=now.date(), by=managed.ben, at=now)
    assert _said(managed.amina) == [
        "Ben Hartley ended or handed over your allocation, as allocated worker",
        "Ben Hartley allocated to you, as allocated worker",
    ]
    assert _said(managed.dev) == ["Ben Hartley allocated to you, as allocated worker"]
    assert _said(managed.ben) == [], "nobody is told of what they did themselves"


def test_what_was_is_kept(cast: Cast, kit: Person, now: datetime) -> None:
    allocate(person_id=kit.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    hand_over(person_id=kit.pk, worker_id=cast.cerys.pk, team_id=cast.south.pk, on=now.date(), by=cast.ben, at=now)
    (past,) = allocations_until_now(kit.pk, seen_by=cast.ben)
    assert (past.worker_name, past.team_name, past.reason) == ("Amina Yusuf", "North safeguarding", "handed over")


def test_another_teams_manager_is_told_when_a_manager_allocates_there(managed: Cast, kit: Person, now: datetime) -> None:
    facts: dict[str, Any] = {"name": "South safeguarding", "service": "children's", "phone": "", "duty_phone": ""}
    change_team(team=managed.south, **facts, manager=managed.cerys, by=managed.ada, at=now)
    allocate(person_id=kit.pk, worker_id=None, team_id=managed.south.pk, starts_on=now.date(), by=managed.ben, at=now)
    assert _said(managed.cerys) == ["Ben Hartley allocated in your team, as allocated worker"]


def test_the_notice_names_the_person_only_for_as_long_as_the_record_is_open(
    cast: Cast, kit: Person, now: datetime, client_of: ClientOf
) -> None:
    allocate(person_id=kit.pk, worker_id=cast.dev.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    client = client_of(cast.dev)
    assert "Ben Hartley allocated to you, as allocated worker: Kit Fennimore" in client.get("/my-list").content.decode()
    declare_conflict(person_id=kit.pk, worker_id=cast.dev.pk, reason="My niece", by=cast.dev, at=now)
    page = client_of(Worker.objects.get(pk=cast.dev.pk)).get("/my-list").content.decode()
    assert "Ben Hartley allocated to you" in page
    assert "Fennimore" not in page
    assert f"/people/{kit.pk}" not in page


def test_who_may_not_open_the_record_is_neither_offered_nor_given_it(cast: Cast, kit: Person, now: datetime) -> None:
    declare_conflict(person_id=kit.pk, worker_id=cast.dev.pk, reason="My niece", by=cast.dev, at=now)
    offered = [one.name for one in candidates([kit.pk], team_id=cast.north.pk, seen_by=cast.ben)]
    assert offered == ["Amina Yusuf", "Ben Hartley"]
    with pytest.raises(Refusal, match="Dev Anand may not open this record, so it cannot be allocated to them"):
        allocate(person_id=kit.pk, worker_id=cast.dev.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    restrict(
        person_id=kit.pk, kind="staff", level="hidden", reason="A colleague's", workers=[cast.ben.pk], by=cast.ben, at=now
    )  # fmt: skip
    assert [one.name for one in candidates([kit.pk], team_id=cast.north.pk, seen_by=cast.ben)] == ["Ben Hartley"]


def test_who_has_left_is_neither_offered_nor_given_anybody(cast: Cast, kit: Person, now: datetime) -> None:
    end_worker(worker=cast.dev, ends_on=now.date(), by=cast.ada, at=now)
    assert "Dev Anand" not in [one.name for one in candidates([kit.pk], team_id=cast.north.pk, seen_by=cast.ben)]
    with pytest.raises(Refusal, match="Dev Anand has left"):
        allocate(
            person_id=kit.pk, worker_id=cast.dev.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now + timedelta(days=2)
        )


def test_the_caseload_of_each_is_shown_and_whoever_is_away(cast: Cast, kit: Person, now: datetime, client_of: ClientOf) -> None:
    for name, role in (("Una", "lead"), ("Tom", "co_worker")):
        person = _child(name, cast, now)
        allocate(person_id=person.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, role=role, starts_on=now.date(), by=cast.ben, at=now)
    today = timezone.localdate()
    set_cover(worker=cast.amina, covered_by=cast.dev, starts_on=today, ends_on=today, by=cast.amina, at=timezone.now())
    amina, ben, dev = candidates([kit.pk], team_id=cast.north.pk, seen_by=cast.ben)
    assert (amina.people, amina.leads, amina.share, amina.is_away) == (2, 1, 100, True)
    assert (dev.people, dev.leads, dev.share, dev.is_away) == (0, 0, 0, False)
    assert ben.name == "Ben Hartley"
    page = client_of(cast.ben).get(f"/people/{kit.pk}/allocate?team={cast.north.pk}").content.decode()
    assert "2 people, 1 as lead, away now" in page
    assert 'width="100" height="8"' in page


def test_a_caseload_is_the_same_for_who_is_let_in_to_a_hidden_record_and_who_is_not(
    cast: Cast, kit: Person, now: datetime, client_of: ClientOf
) -> None:
    hidden = _child("Una", cast, now)
    for person in (hidden, kit):
        allocate(person_id=person.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    restrict(person_id=hidden.pk, kind="staff", level="hidden", reason="A colleague's", workers=[cast.ben.pk], by=cast.ben, at=now)
    give_role(worker_id=cast.cerys.pk, role=Role.MANAGER, starts_on=now.date(), by=cast.ada, at=now)
    for manager in (cast.ben, Worker.objects.get(pk=cast.cerys.pk)):
        amina = candidates([kit.pk], team_id=cast.north.pk, seen_by=manager)[0]
        assert (amina.name, amina.people, amina.leads) == ("Amina Yusuf", 1, 1)
    page = client_of(cast.ben).get(f"/people/{kit.pk}/allocate?team={cast.north.pk}").content.decode()
    assert "not counted here, whoever looks; there may be none" in page


def test_a_family_is_allocated_in_one_step_with_brothers_and_sisters_ticked(
    cast: Cast, kit: Person, now: datetime, client_of: ClientOf
) -> None:
    una, grown = _child("Una", cast, now), _child("Gus", cast, now, born=date(1999, 1, 1))
    for other in (una, grown):
        relate(person_id=kit.pk, other_id=other.pk, kind="sibling", by=cast.amina, at=now)
    client, page = client_of(cast.ben), f"/people/{kit.pk}/allocate"
    shown = client.get(page).content.decode()
    assert f'name="too" type="checkbox" value="{una.pk}" checked' in shown
    assert "Gus Fennimore" not in shown, "a grown-up brother is not allocated with the children"
    sent = {"team": cast.north.pk, "worker": cast.amina.pk, "role": "lead", "too": [una.pk], **a_date("starts_on", timezone.localdate())}
    assert client.post(page, sent)["Location"] == f"/people/{kit.pk}"
    assert set(Allocation.objects.filter(worker=cast.amina, ends_on=None).values_list("person_id", flat=True)) == {kit.pk, una.pk}
    assert _said(cast.amina) == ["Ben Hartley allocated to you, as allocated worker: 2 people"]
    again = client.post(page, sent).content.decode()
    assert "That is how it stands already" in again


def test_a_family_is_allocated_whole_or_not_at_all(cast: Cast, kit: Person, now: datetime) -> None:
    una = _child("Una", cast, now)
    declare_conflict(person_id=una.pk, worker_id=cast.dev.pk, reason="My niece", by=cast.dev, at=now)
    with pytest.raises(Refusal, match="may not open"):
        hand_over_together(
            person_ids=[kit.pk, una.pk], worker_id=cast.dev.pk, team_id=cast.north.pk, on=now.date(), by=cast.ben, at=now
        )
    assert not Allocation.objects.filter(worker=cast.dev).exists()


def test_a_second_co_worker_takes_nobodys_place_and_the_same_one_twice_is_refused(cast: Cast, kit: Person, now: datetime) -> None:
    for worker in (cast.amina, cast.cerys):
        hand_over(person_id=kit.pk, worker_id=worker.pk, team_id=cast.north.pk, role="co_worker", on=now.date(), by=cast.ben, at=now)
    assert Allocation.objects.filter(person=kit, ends_on=None).count() == 2
    with pytest.raises(Refusal, match="Nothing needs to be done"):
        hand_over(person_id=kit.pk, worker_id=cast.cerys.pk, team_id=cast.north.pk, role="co_worker", on=now.date(), by=cast.ben, at=now)


def test_days_that_cannot_be_are_refused(cast: Cast, kit: Person, now: datetime) -> None:
    held = allocate(person_id=kit.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    with pytest.raises(Refusal, match="began on 23 November 2026"):
        hand_over(
            person_id=kit.pk, worker_id=cast.cerys.pk, team_id=cast.south.pk, on=now.date() - timedelta(days=1), by=cast.ben, at=now
        )
    with pytest.raises(Refusal, match="Come back on the day"):
        hand_over(
            person_id=kit.pk, worker_id=cast.cerys.pk, team_id=cast.south.pk, on=now.date() + timedelta(days=1), by=cast.ben, at=now
        )
    with pytest.raises(Refusal, match="Come back on the day"):
        end_allocation(allocation=held, ends_on=now.date() + timedelta(days=1), by=cast.ben, at=now)
