"""The last who was let in to a restricted record leaves: it is handed on, and to nobody whom it is shut to."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.foundations.access.commands import declare_conflict, let_in, restrict
from kith.foundations.access.models import Restriction
from kith.foundations.access.queries import may
from kith.foundations.access.rules import Ability
from kith.foundations.staff.commands import end_worker
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.work.commands import hand_on_restrictions
from kith.practice.work.commands.keeping import SENTENCE
from kith.practice.work.models import Notice
from kith.practice.work.reactions import hand_on_restrictions_by_itself
from tests.cast import Cast
from tests.eyes import looking_as, see_everything


@pytest.fixture
def child(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Noor", surname="O'Hara", by=cast.amina, at=now)


@pytest.fixture
def sealed(child: Person, cast: Cast, now: datetime) -> Restriction:
    return restrict(person_id=child.pk, kind="adoption", level="sealed", reason="Adopted", workers=[cast.amina.pk], by=cast.machine, at=now)


def _leaves(worker: Worker, cast: Cast, *, days_ago: int = 1) -> None:
    now = timezone.now()
    Worker.objects.filter(pk=worker.pk).update(starts_on=now.date() - timedelta(days=90))
    worker.refresh_from_db()
    end_worker(worker=worker, ends_on=timezone.localdate() - timedelta(days=days_ago), by=cast.ada, at=now)


def _opens(worker: Worker, child: Person) -> bool:
    worker = Worker.objects.get(pk=worker.pk)
    with looking_as(worker):
        return may(worker, Ability.VIEW, about=child.pk)


def test_the_leavers_manager_is_let_in_and_told(child: Person, sealed: Restriction, cast: Cast) -> None:
    assert not _opens(cast.ben, child)
    _leaves(cast.amina, cast)
    hand_on_restrictions_by_itself(0)
    see_everything()
    assert _opens(cast.ben, child)
    assert not any(_opens(other, child) for other in (cast.cerys, cast.dev, cast.eve, cast.gwen, cast.olu, cast.ada))
    notice = Notice.objects.get(worker=cast.ben, text=SENTENCE)
    assert notice.person_id == child.pk
    assert hand_on_restrictions(by=cast.machine, at=timezone.now()) == 0, "once is enough"


def test_who_leaves_later_still_keeps_it(child: Person, sealed: Restriction, cast: Cast) -> None:
    _leaves(cast.amina, cast, days_ago=-7)
    assert hand_on_restrictions(by=cast.machine, at=timezone.now()) == 0


def test_a_team_or_another_worker_who_stays_keeps_it(child: Person, sealed: Restriction, cast: Cast, now: datetime) -> None:
    let_in(restriction_id=sealed.pk, team_id=cast.south.pk, by=cast.machine, at=now)
    _leaves(cast.amina, cast)
    assert hand_on_restrictions(by=cast.machine, at=timezone.now()) == 0
    _leaves(cast.cerys, cast)
    assert hand_on_restrictions(by=cast.machine, at=timezone.now()) == 1, "a team of nobody keeps nothing"


def test_a_manager_who_knows_the_family_is_passed_over(child: Person, sealed: Restriction, cast: Cast, now: datetime) -> None:
    declare_conflict(person_id=child.pk, worker_id=cast.ben.pk, reason="My niece", by=cast.machine, at=now)
    _leaves(cast.amina, cast)
    hand_on_restrictions(by=cast.machine, at=timezone.now())
    assert not _opens(cast.ben, child)
    assert _opens(cast.gwen, child), "who restricted it was the machine: the guardian keeps it"


def test_a_record_in_which_nobody_is_let_in_for_a_while_only_is_not_left_to_them(child: Person, cast: Cast, now: datetime) -> None:
    shut = restrict(person_id=child.pk, kind="staff", level="hidden", reason="x", workers=[cast.amina.pk], by=cast.ben, at=now)
    let_in(restriction_id=shut.pk, worker_id=cast.cerys.pk, ends_on=timezone.localdate() + timedelta(days=3), by=cast.machine, at=now)
    _leaves(cast.amina, cast)
    assert hand_on_restrictions(by=cast.machine, at=timezone.now()) == 0, "until then somebody can open it"
    later = timezone.now() + timedelta(days=5)
    assert hand_on_restrictions(by=cast.machine, at=later) == 1
    assert _opens(cast.ben, child)


def test_the_page_of_the_record_is_open_to_the_next(child: Person, sealed: Restriction, cast: Cast, client_of: Callable[[Worker], Client]) -> None:
    _leaves(cast.amina, cast)
    hand_on_restrictions(by=cast.machine, at=timezone.now())
    assert client_of(cast.ben).get(f"/people/{child.pk}").status_code == 200
    assert "O&#39;Hara" in client_of(cast.ben).get("/my-list").content.decode()
