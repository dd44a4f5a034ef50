"""Nobody's allocation is left naming a leaver silently: managers are told, the record says who answers, one page hands all over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.foundations.access.commands import declare_conflict, give_role, restrict
from kith.foundations.access.rules import Refusal, Role
from kith.foundations.staff.commands import change_team, end_worker, set_cover
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.work.commands import allocate, move_allocations, raise_task
from kith.practice.work.models import Allocation, Task
from kith.practice.work.queries import left_with, notices_for
from tests.access.world import a_date
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def _held(name: str, cast: Cast, now: datetime) -> Person:
    person = register_person(forenames=name, surname="Fennimore", sex="F", by=cast.amina, at=now)
    allocate(person_id=person.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.machine, at=now)
    return person


@pytest.fixture
def kit(cast: Cast, now: datetime) -> Person:
    facts: dict[str, Any] = {"name": "North safeguarding", "service": "children's", "phone": "0113 496 0001", "duty_phone": "0113 496 0009"}
    change_team(team=cast.north, **facts, manager=cast.ben, by=cast.ada, at=now)
    return _held("Kit", cast, now)


def test_the_manager_is_told_at_once_with_the_page_that_hands_over(cast: Cast, kit: Person, now: datetime, client_of: ClientOf) -> None:
    page = f"/workers/{cast.amina.pk}/leaves"
    last = timezone.localdate() + timedelta(days=10)
    client_of(cast.ada).post(page, a_date("ends_on", last))
    (notice,) = notices_for(seen_by=cast.ben)
    assert notice.text == f"Amina Yusuf leaves on {last.day} {last:%B %Y}, and people are still allocated to them. Hand them over"
    assert notice.path == f"/workers/{cast.amina.pk}/hand-over"
    page = client_of(cast.ben).get(notice.path).content.decode()
    assert "Kit Fennimore" in page
    mine = client_of(cast.ben).get("/my-list").content.decode()
    assert f"leaves {last.day} {last:%B %Y}" in mine


def test_whoever_covers_for_the_manager_is_told_too(cast: Cast, kit: Person, now: datetime) -> None:
    give_role(worker_id=cast.cerys.pk, role=Role.MANAGER, starts_on=now.date(), by=cast.ada, at=now)
    set_cover(worker=cast.ben, covered_by=cast.cerys, starts_on=now.date(), ends_on=now.date(), by=cast.ben, at=now)
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    assert [len(notices_for(seen_by=who)) for who in (cast.ben, cast.cerys)] == [1, 2], "that she covers, and that Amina leaves"


def test_where_no_manager_is_named_whoever_allocates_in_the_team_is_told(cast: Cast, now: datetime) -> None:
    _held("Una", cast, now)
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    assert len(notices_for(seen_by=cast.ben)) == 1


def test_nobody_is_told_of_a_leaver_with_nobody(cast: Cast, now: datetime) -> None:
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    assert notices_for(seen_by=cast.ben) == []


def test_who_restricted_a_record_is_told_because_the_manager_may_not_know_of_it(cast: Cast, now: datetime) -> None:
    person = register_person(forenames="Una", surname="Vale", sex="F", by=cast.amina, at=now)
    allocate(person_id=person.pk, worker_id=cast.amina.pk, team_id=cast.south.pk, starts_on=now.date(), by=cast.machine, at=now)
    restrict(person_id=person.pk, kind="staff", level="hidden", reason="A colleague's", workers=[cast.amina.pk], by=cast.ben, at=now)
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    (notice,) = notices_for(seen_by=cast.ben)
    assert "Una" not in notice.text


def test_the_record_says_that_the_worker_has_left_and_who_answers(cast: Cast, kit: Person, now: datetime, client_of: ClientOf) -> None:
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    client = client_of(cast.ben)
    for tab in ("", "/story", "/brief"):
        page = client.get(f"/people/{kit.pk}{tab}").content.decode()
        assert "Amina Yusuf, allocated worker, left on 23 November 2026." in page
        assert "Ben Hartley, manager of North safeguarding, answers for it now: 0113 496 0009" in page
    assert "Amina Yusuf (has left)" in client.get(f"/people/{kit.pk}").content.decode()
    end_worker(worker=cast.ben, ends_on=now.date(), by=cast.ada, at=now)
    page = client_of(cast.eve).get(f"/people/{kit.pk}").content.decode()
    assert "The duty of North safeguarding answers for it now: 0113 496 0009" in page


def test_a_record_says_who_covers_while_its_worker_is_away(cast: Cast, kit: Person, client_of: ClientOf) -> None:
    today = timezone.localdate()
    set_cover(worker=cast.amina, covered_by=cast.dev, starts_on=today, ends_on=today, by=cast.amina, at=timezone.now())
    client = client_of(cast.ben)
    assert f"away until {today.day} {today:%B %Y}: Dev Anand covers" in client.get(f"/people/{kit.pk}").content.decode()
    assert "covers for Amina Yusuf until" in client.get(f"/people/{kit.pk}/brief").content.decode()


def test_all_are_handed_over_in_one_step_with_their_tasks(cast: Cast, kit: Person, now: datetime, client_of: ClientOf) -> None:
    una = _held("Una", cast, now)
    task = raise_task(person_id=kit.pk, worker_id=cast.amina.pk, title="Ring", due_on=now.date(), by=cast.amina, at=now)
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    client, page = client_of(cast.ben), f"/workers/{cast.amina.pk}/hand-over"
    ids = [one.id for one in left_with(cast.amina.pk, seen_by=cast.ben)]
    sent = {"team": cast.north.pk, "worker": cast.dev.pk, "which": ids, "tasks_too": "on", **a_date("starts_on", timezone.localdate())}
    assert client.post(page, sent)["Location"] == page
    assert set(Allocation.objects.filter(worker=cast.dev, ends_on=None).values_list("person_id", flat=True)) == {kit.pk, una.pk}
    assert Task.objects.get(pk=task.pk).worker == cast.dev
    assert "Nobody whose record is open to you" in client.get(page).content.decode()
    assert "Some of these were handed over meanwhile" in client.post(page, sent).content.decode()


def test_one_who_may_not_open_one_of_them_is_refused_all(cast: Cast, kit: Person, now: datetime) -> None:
    una = _held("Una", cast, now)
    declare_conflict(person_id=una.pk, worker_id=cast.dev.pk, reason="My niece", by=cast.dev, at=now)
    ids = [one.id for one in left_with(cast.amina.pk, seen_by=cast.ben)]
    with pytest.raises(Refusal, match="Dev Anand may not open"):
        move_allocations(allocation_ids=ids, worker_id=cast.dev.pk, team_id=cast.north.pk, on=now.date(), by=cast.ben, at=now)
    assert not Allocation.objects.filter(worker=cast.dev).exists()


def test_a_stale_list_hands_nothing_over_twice(cast: Cast, kit: Person, now: datetime) -> None:
    ids = [one.id for one in left_with(cast.amina.pk, seen_by=cast.ben)]
    move_allocations(allocation_ids=ids, worker_id=cast.dev.pk, team_id=cast.north.pk, on=now.date(), by=cast.ben, at=now)
    with pytest.raises(Refusal, match="handed over meanwhile"):
        move_allocations(allocation_ids=ids, worker_id=cast.cerys.pk, team_id=cast.south.pk, on=now.date(), by=cast.ben, at=now)
