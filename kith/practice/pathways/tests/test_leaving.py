"""A step that was left is opened again; what was said of everybody in it is for who may see everybody."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import begin_step, finish_step, reopen_step, skip_step
from kith.practice.pathways.models import Departure, Happening, RunningClock, Step
from kith.practice.pathways.queries import journey
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person
from tests.cast import Cast
from tests.eyes import looking_as

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def child(name: str, by: Worker) -> int:
    return register_person(
        forenames=name, surname="Okonkwo", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=by, at=MONDAY
    ).pk


def test_a_step_that_was_skipped_is_opened_again_with_what_was_typed(cast: Cast) -> None:
    step = begin_step(kind="contact", person_ids=[child("Ada", cast.amina)], began=MONDAY, by=cast.amina, at=MONDAY)
    skip_step(step=step, why="Rung by mistake", by=cast.amina, at=MONDAY)
    assert reopen_step(step=step, why="It was no mistake", by=cast.ben, at=MONDAY).status == Step.Status.OPEN


def test_a_day_that_was_wrong_is_put_right_for_the_clocks_and_lateness_is_counted_once(cast: Cast) -> None:
    person, later = child("Ada", cast.amina), MONDAY + timedelta(days=20)
    meeting = begin_step(kind="strategy-discussion", person_ids=[person], began=MONDAY, by=cast.amina, at=MONDAY)
    for held in (date(2026, 11, 30), date(2026, 12, 1)):
        fill_in(meeting, by=cast.amina, at=later)
        finish_step(step=meeting, ending=Ending({person: Decided("again")}, held), by=cast.amina, at=later)
        reopen_step(step=meeting, why="The day was wrong", by=cast.ben, at=later)
    told = Happening.objects.get(step=meeting, kind="strategy-discussion")
    assert told.at.date() == date(2026, 12, 1)
    assert RunningClock.objects.get(step=meeting).met_at == told.at
    assert Departure.objects.filter(step=meeting, what=Departure.What.LATE).count() == 1


def test_why_a_step_about_a_hidden_sibling_too_was_left_is_not_told_to_who_may_not_know_of_them(cast: Cast) -> None:
    open_one, hidden = child("Ada", cast.amina), child("Ben", cast.amina)
    step = begin_step(kind="contact", person_ids=[open_one, hidden], began=MONDAY, by=cast.amina, at=MONDAY)
    skip_step(step=step, why="Ben was at his aunt's", by=cast.amina, at=MONDAY)
    restrict(
        person_id=hidden, kind="staff", level="hidden", reason="Synthetic", contact="Ring us", workers=[cast.amina.pk], by=cast.ben, at=MONDAY
    )
    said = {}
    for worker in (cast.amina, cast.cerys):
        with looking_as(worker):
            said[worker.pk] = str(journey(open_one, now=MONDAY, seen_by=Worker.objects.get(pk=worker.pk)))
    assert "aunt" in said[cast.amina.pk]
    assert "aunt" not in said[cast.cerys.pk]
