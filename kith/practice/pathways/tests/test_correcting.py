"""When a step began is corrected: what it said is kept, what counts from it is counted anew, and nothing contradicts what came of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.clocks.moments import Moment
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.forms.queries import drawn
from kith.practice.pathways.commands import (
    CannotCorrect,
    EpisodeInTheWay,
    authorise_step,
    begin_planned_step,
    begin_step,
    correct_beginning,
    finish_step,
    open_episode,
)
from kith.practice.pathways.models import Departure, EarlierBeginning, Episode, Happening, RunningClock, Step
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.pathways.tests.test_siblings import child
from kith.practice.recording.models import StoryLine
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
ClientOf = Callable[[Worker], Client]


def referred(cast: Cast, person: int, *, began: Moment = MONDAY, decided: datetime = MONDAY) -> Step:
    """A referral that was decided: an assessment follows."""
    step = begin_step(kind="referral", person_ids=[person], began=began, by=cast.amina, at=decided)
    fill_in(step, by=cast.amina, at=decided)
    step = finish_step(step=step, ending=Ending({person: Decided("assess")}, None, cast.ben.pk), by=cast.amina, at=decided)
    return authorise_step(step=step, by=cast.ben, at=decided)


def test_an_open_step_is_corrected_without_a_reason_and_its_clock_starts_anew(cast: Cast) -> None:
    step = begin_step(kind="contact", person_ids=[child("Ada", cast.amina)], began=MONDAY, by=cast.amina, at=MONDAY)
    corrected = correct_beginning(step=step, began=FRIDAY, by=cast.amina, at=MONDAY)
    assert corrected.began() == FRIDAY
    assert EarlierBeginning.objects.get(step=step).began() == MONDAY
    assert Happening.objects.get(step=step, kind="contact").at.date() == FRIDAY
    assert RunningClock.objects.get(step=step, rule="contact-decision").started_at.date() == FRIDAY
    assert LedgerEntry.objects.filter(event="BeginningCorrected").exists()
    correct_beginning(step=step, began=FRIDAY, by=cast.amina, at=MONDAY)
    assert EarlierBeginning.objects.count() == 1


def test_what_came_of_it_is_counted_anew_and_what_began_with_it_moves(cast: Cast) -> None:
    ada = child("Ada", cast.amina)
    referral = referred(cast, ada)
    assessment = Step.objects.get(kind="child-and-family-assessment")
    due = RunningClock.objects.get(step=assessment).due_at
    assert not Departure.objects.filter(what="late").exists()
    week_before = MONDAY - timedelta(days=7)
    correct_beginning(step=referral, began=week_before, why="It came in a week before", by=cast.amina, at=MONDAY)
    assert RunningClock.objects.get(step=assessment).due_at == due - timedelta(days=7)
    assert Episode.objects.get(kind="child-in-need").started_on == week_before.date()
    assert StoryLine.objects.get(source="pathways.Episode", what="episode").happened_at.date() == week_before.date()
    assert [each.why for each in Departure.objects.filter(step=referral, what="late")] == ["The decision on the referral"]
    correct_beginning(step=referral, began=MONDAY, why="No, it did not", by=cast.amina, at=MONDAY)
    assert RunningClock.objects.get(step=assessment).due_at == due
    assert not Departure.objects.filter(what="late").exists()


@pytest.mark.parametrize(
    ("began", "why", "says"),
    [
        (MONDAY + timedelta(days=9), "Wrong", "in the future"),
        (date(2018, 5, 3), "Wrong", "was born on"),
        (MONDAY + timedelta(days=3), "Wrong", "The decision on the referral was on Monday 23 November 2026 at 09:00, and this is after it"),
        (FRIDAY, " ", "Say why"),
    ],
)
def test_it_contradicts_neither_a_birth_nor_what_came_of_it(cast: Cast, began: Moment, why: str, says: str) -> None:
    referral = referred(cast, child("Ada", cast.amina))
    began_on = date(2026, 11, 25)
    begin_planned_step(step=Step.objects.get(kind="child-and-family-assessment"), began=began_on, by=cast.amina, at=MONDAY + timedelta(days=2))
    with pytest.raises(CannotCorrect, match=says):
        correct_beginning(step=referral, began=began, why=why, by=cast.amina, at=MONDAY + timedelta(days=4))
    referral.refresh_from_db()
    assert referral.began() == MONDAY


def test_involvement_does_not_move_into_the_one_before(cast: Cast) -> None:
    ada = child("Ada", cast.amina)
    before = open_episode(kind="child-in-need", person_id=ada, started_on=date(2026, 3, 1), step=None, by=cast.amina, at=MONDAY)
    Episode.objects.filter(pk=before.pk).update(ended_on=date(2026, 11, 19), reason="RC7")
    referral = referred(cast, ada)
    with pytest.raises(EpisodeInTheWay, match="ended on Thursday 19 November 2026"):
        correct_beginning(step=referral, began=date(2026, 11, 18), why="Wrong", by=cast.amina, at=MONDAY)
    assert not EarlierBeginning.objects.exists()


def test_an_outcome_before_the_beginning_leads_to_where_it_is_corrected_and_what_was_typed_is_kept(cast: Cast, client_of: ClientOf) -> None:
    ada, client = child("Ada", cast.amina), client_of(cast.amina)
    step = begin_step(kind="strategy-discussion", person_ids=[ada], began=FRIDAY, why="It could not wait", by=cast.amina, at=MONDAY)
    page, here = reverse("correct_beginning", args=[step.pk]), reverse("step", args=[step.pk])
    typed = {"step__held_day": "19", "step__held_month": "11", "step__held_year": "2026", f"step__because__p{ada}": "Bruises seen", "do": "finish"}
    typed["revision"] = str(drawn(step.response or 0, seen_by=cast.amina).revision)
    said = client.post(here, typed).content.decode()
    assert "That is before it began, Friday 20 November 2026. Correct this, or when it began" in said
    assert said.count(page) == 2
    answer = client.post(page, {"began_day": "19", "began_month": "11", "began_year": "2026", "time": "8:15", "why": "The police rang on Thursday"})
    assert answer["Location"] == here
    said = client.get(here).content.decode()
    assert "19 November 2026" in said
    assert "Bruises seen" in said
    assert "The police rang on Thursday" in said


def test_a_planned_step_begins_with_one_click(cast: Cast, client_of: ClientOf) -> None:
    referral = referred(cast, child("Ada", cast.amina))
    planned, client = Step.objects.get(kind="child-and-family-assessment"), client_of(cast.amina)
    assert "Begin now" in client.get(reverse("step", args=[referral.pk])).content.decode()
    answer = client.post(reverse("begin_planned_step", args=[planned.pk]))
    assert answer["Location"] == reverse("step", args=[planned.pk])
    planned.refresh_from_db()
    assert (planned.status, planned.began_time_known) == (Step.Status.OPEN, True)
