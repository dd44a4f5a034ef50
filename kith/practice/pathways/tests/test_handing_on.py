"""Steps follow the person to whoever leads from now on."""

from datetime import UTC, datetime

import pytest

from kith.practice.pathways.commands import begin_step
from kith.practice.pathways.models import Step
from kith.practice.people.commands import register_person
from kith.practice.work.commands import allocate, hand_over
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def child(name: str, cast: Cast) -> int:
    person = register_person(forenames=name, surname="Okonkwo", by=cast.amina, at=MONDAY)
    allocate(person_id=person.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=MONDAY.date(), by=cast.ben, at=MONDAY)
    return person.pk


def begun(people: list[int], cast: Cast, *, is_waiting: bool = False) -> Step:
    step = begin_step(kind="contact", person_ids=people, began=MONDAY, by=cast.amina, at=MONDAY)
    if is_waiting:
        Step.objects.filter(pk=step.pk).update(status=Step.Status.WAITING)
    return step


def handed(person_id: int, cast: Cast) -> None:
    hand_over(person_id=person_id, worker_id=cast.cerys.pk, team_id=cast.south.pk, on=MONDAY.date(), by=cast.ben, at=MONDAY)


def holder(step: Step) -> int | None:
    return Step.objects.get(pk=step.pk).worker_id


def test_what_was_begun_goes_to_the_new_lead_and_what_waits_for_sign_off_does_not(cast: Cast) -> None:
    ada = child("Ada", cast)
    open_one, waiting = begun([ada], cast), begun([ada], cast, is_waiting=True)
    handed(ada, cast)
    assert holder(open_one) == cast.cerys.pk
    assert holder(waiting) == cast.amina.pk


def test_a_step_for_siblings_goes_when_the_last_of_them_does(cast: Cast) -> None:
    ada, ben = child("Ada", cast), child("Ben", cast)
    step = begun([ada, ben], cast)
    handed(ada, cast)
    assert holder(step) == cast.amina.pk
    handed(ben, cast)
    assert holder(step) == cast.cerys.pk
