"""Missing children, private fostering, allegations, unborn children, two leads on one case: declared, with their clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from kith.foundations.access.commands import declare_conflict, lift
from kith.foundations.clocks.moments import LONDON
from kith.foundations.staff.models import Team, Worker
from kith.practice.childrens.models import Allegation, Missing, ReturnInterview
from kith.practice.forms.commands import save_response
from kith.practice.forms.queries import drawn
from kith.practice.pathways.commands import (
    CannotBegin,
    CannotSend,
    authorise_step,
    begin_planned_step,
    begin_step,
    finish_step,
    give_step,
)
from kith.practice.pathways.models import Episode, Happening, RunningClock, Step
from kith.practice.pathways.queries import journey, waiting_for
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import record_birth, register_person
from kith.practice.recording.queries import story
from kith.practice.work.commands import allocate
from tests.cast import Cast
from tests.eyes import looking_as

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def person(name: str, by: Worker, born: date = date(2012, 5, 4)) -> int:
    return register_person(forenames=name, surname="O'Hara", born_on=born, birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


def typed(step: Step, by: Worker, **fields: list[str]) -> None:
    form = drawn(step.response or 0, seen_by=by)
    save_response(response_id=form.id, fields=fields, revision=form.revision, by=by, at=MONDAY)


def test_a_child_who_comes_back_is_owed_the_offer_of_an_interview_within_72_hours(cast: Cast) -> None:
    one = person("Ada", cast.amina)
    gone, back = datetime(2026, 3, 26, 22, 30, tzinfo=LONDON), datetime(2026, 3, 27, 20, 0, tzinfo=LONDON)
    missing = begin_step(kind="missing", person_ids=[one], began=gone, by=cast.amina, at=MONDAY)
    fill_in(missing, by=cast.amina, at=MONDAY)
    typed(missing, cast.amina, **{f"kind__p{one}": ["M"], f"from_where__p{one}": ["home"]})
    finish_step(step=missing, ending=Ending({one: Decided("returned")}, back), by=cast.amina, at=MONDAY)
    assert list(Missing.objects.values_list("kind", "from_where", "is_reported")) == [("M", "home", True)]
    interview = Step.objects.get(kind="return-interview")
    clock = RunningClock.objects.get(step=interview)
    assert clock.due_at == datetime(2026, 3, 30, 21, 0, tzinfo=LONDON), "the clocks went forward in between"
    assert "72 hours" in clock.why
    interview = begin_planned_step(step=interview, began=datetime(2026, 3, 28, 10, 0, tzinfo=LONDON), by=cast.amina, at=MONDAY)
    clock.refresh_from_db()
    assert (clock.is_late, clock.met_at) == (False, datetime(2026, 3, 28, 10, 0, tzinfo=LONDON)), "begun is offered"
    fill_in(interview, by=cast.amina, at=MONDAY)
    typed(interview, cast.amina, **{f"accepted__p{one}": ["no"], f"accepted_not__p{one}": ["Not today"]})
    finish_step(step=interview, ending=Ending({one: Decided("done")}), by=cast.amina, at=MONDAY)
    assert list(ReturnInterview.objects.values_list("is_accepted", "held_on")) == [(False, None)]


def test_private_fostering_is_visited_every_six_weeks_and_after_a_year_every_twelve(cast: Cast) -> None:
    one, carer = person("Ada", cast.amina), person("Gran", cast.amina, date(1960, 1, 1))
    known = date(2025, 3, 3)
    notice = begin_step(kind="private-fostering-notice", person_ids=[one], began=known, by=cast.amina, at=MONDAY)
    assert RunningClock.objects.get(step=notice).due_at.astimezone(LONDON).date() == date(2025, 3, 12)
    fill_in(notice, by=cast.amina, at=MONDAY)
    typed(notice, cast.amina, carer=[str(carer)])
    finish_step(step=notice, ending=Ending({one: Decided("arrangement")}, date(2025, 3, 10)), by=cast.amina, at=MONDAY)
    episode = Episode.objects.get(kind="private-fostering")
    assert episode.started_on == known, "the year begins when the council becomes aware"
    due = RunningClock.objects.get(episode=episode, met_at=None)
    assert (due.rule, due.due_at.astimezone(LONDON).date()) == ("private-fostering-visit", date(2025, 4, 21))


def test_after_a_year_the_longer_interval_runs(cast: Cast) -> None:
    one = person("Ada", cast.amina)
    notice = begin_step(kind="private-fostering-notice", person_ids=[one], began=date(2025, 3, 3), by=cast.amina, at=MONDAY)
    fill_in(notice, by=cast.amina, at=MONDAY)
    typed(notice, cast.amina, carer=[str(person("Gran", cast.amina, date(1960, 1, 1)))])
    for month in (5, 11):
        day = datetime(2025 if month == 5 else 2026, month if month == 5 else 4, 1, 12, tzinfo=UTC)
        Happening.objects.create(
            person_id=one, kind="private-fostering-visit", at=day, source=f"recording.Entry:{month}", recorded_at=MONDAY, recorded_by=cast.amina
        )
    finish_step(step=notice, ending=Ending({one: Decided("arrangement")}, date(2025, 3, 10)), by=cast.amina, at=MONDAY)
    clocks = list(RunningClock.objects.exclude(episode=None).order_by("started_at").values_list("rule", "due_at"))
    assert [rule for rule, _ in clocks] == [
        "private-fostering-visit-from-awareness", "private-fostering-visit", "private-fostering-visit", "private-fostering-visit-later",
    ]  # fmt: skip
    assert clocks[-1][1].astimezone(LONDON).date() == date(2026, 4, 1) + timedelta(weeks=12)


def test_an_allegation_is_there_for_who_works_on_it_and_for_nobody_else(cast: Cast) -> None:
    Team.objects.filter(pk=cast.north.pk).update(manager=cast.ben)
    adult = person("Tim", cast.amina, date(1980, 1, 1))
    step = begin_step(kind="allegation", person_ids=[adult], began=MONDAY, by=cast.amina, at=MONDAY)
    assert RunningClock.objects.get(step=step).due_at.astimezone(LONDON).date() == date(2026, 11, 24)
    fill_in(step, by=cast.amina, at=MONDAY)
    with pytest.raises(CannotBegin, match="let in first"):
        give_step(step=step, worker_id=cast.cerys.pk, team_id=cast.south.pk, by=cast.amina, at=MONDAY)
    with pytest.raises(CannotSend):
        finish_step(step=step, ending=Ending({adult: Decided("substantiated")}, to=cast.eve.pk), by=cast.amina, at=MONDAY)
    finish_step(step=step, ending=Ending({adult: Decided("substantiated")}, to=cast.ben.pk, urgent_why="A school"), by=cast.amina, at=MONDAY)
    assert Allegation.objects.get().thresholds == ["harmed"]
    for worker, there in ((cast.amina, True), (cast.dev, False), (cast.cerys, False)):
        with looking_as(worker):
            told = str(journey(adult, now=MONDAY, seen_by=Worker.objects.get(pk=worker.pk)))
            assert ("Substantiated" in told) is there
            assert Allegation.objects.exists() is there


def test_an_allegation_is_begun_with_ones_own_eyes(cast: Cast) -> None:
    adult = person("Tim", cast.amina, date(1980, 1, 1))
    with looking_as(cast.amina):
        step = begin_step(kind="allegation", person_ids=[adult], began=MONDAY, by=cast.amina, at=MONDAY)
        assert connection.cursor().execute("select access_worker()").fetchone() == (cast.amina.pk,)
        assert Happening.objects.filter(step=step).exists()
    with looking_as(cast.dev):
        assert not Step.objects.filter(pk=step.pk).exists()


def test_who_signs_off_an_allegation_is_let_in_but_not_who_knows_the_adult(cast: Cast) -> None:
    adult = person("Tim", cast.amina, date(1980, 1, 1))
    step = begin_step(kind="allegation", person_ids=[adult], began=MONDAY, by=cast.amina, at=MONDAY)
    fill_in(step, by=cast.amina, at=MONDAY)
    knows = declare_conflict(person_id=adult, worker_id=cast.ben.pk, reason="My brother", by=cast.ben, at=MONDAY)
    ending = Ending({adult: Decided("unfounded")}, to=cast.ben.pk)
    with pytest.raises(CannotSend):
        finish_step(step=step, ending=ending, by=cast.amina, at=MONDAY)
    with looking_as(cast.ben):
        assert not Step.objects.filter(pk=step.pk).exists()
    lift(restriction_id=knows.pk, reason="Another Tim", by=cast.machine, at=MONDAY)
    finish_step(step=step, ending=ending, by=cast.amina, at=MONDAY)
    with looking_as(cast.ben):
        assert Step.objects.filter(pk=step.pk).exists()


def test_an_allegation_is_not_found_by_its_address(cast: Cast, client_of: object) -> None:
    adult = person("Tim", cast.amina, date(1980, 1, 1))
    step = begin_step(kind="allegation", person_ids=[adult], began=MONDAY, by=cast.amina, at=MONDAY)
    assert callable(client_of)
    assert client_of(cast.cerys).get(reverse("step", args=[step.pk])).status_code == 404
    assert client_of(cast.amina).get(reverse("step", args=[step.pk])).status_code == 200


def test_two_leads_on_one_case_each_get_the_steps_of_their_own(cast: Cast) -> None:
    one, today = person("Ada", cast.amina), MONDAY.date()
    for worker, role in ((cast.amina, "lead"), (cast.cerys, "protection_lead"), (cast.dev, "family_help_lead")):
        allocate(person_id=one, worker_id=worker.pk, team_id=cast.north.pk, role=role, starts_on=today, by=cast.ben, at=MONDAY)
    given = {
        kind: begin_step(kind=kind, person_ids=[one], began=MONDAY, why="At once", by=cast.amina, at=MONDAY).worker_id
        for kind in ("section-47-enquiry", "family-help-review", "child-and-family-assessment")
    }
    assert given == {"section-47-enquiry": cast.cerys.pk, "family-help-review": cast.dev.pk, "child-and-family-assessment": cast.amina.pk}


def test_a_plan_that_was_made_before_the_birth_is_reviewed_soon_after_it(cast: Cast) -> None:
    unborn = register_person(
        forenames="Baby", surname="O'Hara", is_unborn=True, expected_on=date(2026, 11, 20), is_sure=True, by=cast.amina, at=MONDAY
    ).pk
    referral = begin_step(kind="referral", person_ids=[unborn], began=date(2026, 9, 1), by=cast.amina, at=MONDAY)
    fill_in(referral, by=cast.amina, at=MONDAY)
    ended = Ending({unborn: Decided("assess-unborn")}, to=cast.ben.pk, urgent_why="At once")
    finish_step(step=referral, ending=ended, by=cast.amina, at=MONDAY)
    assert Step.objects.filter(kind="pre-birth-assessment", status="planned").exists()
    conference = begin_step(
        kind="initial-conference", person_ids=[unborn], began=date(2026, 10, 1), came_from=referral, why="At once", by=cast.amina, at=MONDAY
    )
    fill_in(conference, by=cast.amina, at=MONDAY)
    finish_step(step=conference, ending=Ending({unborn: Decided("plan")}, date(2026, 10, 20)), by=cast.amina, at=MONDAY)
    review = Step.objects.get(kind="review-conference")
    assert list(RunningClock.objects.filter(step=review).values_list("rule", flat=True)) == ["review-conference-first"]
    record_birth(person_id=unborn, born_on=date(2026, 11, 18), sex="F", forenames="Ada", surname="O'Hara", is_sure=True, by=cast.amina, at=MONDAY)
    clock = RunningClock.objects.get(step=review, rule="review-after-birth")
    assert clock.due_at.astimezone(LONDON).date() == date(2026, 11, 28)


def test_after_an_enquiry_the_work_did_not_end_with_the_assessment(cast: Cast) -> None:
    one, two = person("Ada", cast.amina), person("Ben", cast.amina)
    referral = begin_step(kind="referral", person_ids=[one, two], began=MONDAY, by=cast.amina, at=MONDAY)
    fill_in(referral, by=cast.amina, at=MONDAY)
    ended = Ending({one: Decided("strategy"), two: Decided("assess")}, to=cast.ben.pk, urgent_why="At once")
    finish_step(step=referral, ending=ended, by=cast.amina, at=MONDAY)
    enquiry = begin_step(kind="section-47-enquiry", person_ids=[one], began=MONDAY, why="At once", by=cast.amina, at=MONDAY)
    fill_in(enquiry, by=cast.amina, at=MONDAY)
    ending = Ending({one: Decided("not-substantiated")}, to=cast.ben.pk, urgent_why="At once")
    finish_step(step=enquiry, ending=ending, by=cast.amina, at=MONDAY)
    for each in (referral, enquiry):
        authorise_step(step=each, by=cast.ben, at=MONDAY)
    for step in Step.objects.filter(kind="child-and-family-assessment", status="planned"):
        begun = begin_planned_step(step=step, began=MONDAY, by=cast.amina, at=MONDAY)
        fill_in(begun, by=cast.amina, at=MONDAY)
        people = begun.people.values_list("person_id", flat=True)
        ending = Ending({each: Decided("no-further-action") for each in people}, to=cast.ben.pk, urgent_why="At once")
        finish_step(step=begun, ending=ending, by=cast.amina, at=MONDAY)
    reasons = dict(Episode.objects.filter(kind="child-in-need").values_list("person_id", "reason"))
    assert reasons == {one: "RC7", two: "RC8"}


def test_an_allegation_leaves_no_line_in_the_story_that_others_read(cast: Cast) -> None:
    Team.objects.filter(pk=cast.north.pk).update(manager=cast.ben)
    adult = person("Tim", cast.amina, date(1980, 1, 1))
    step = begin_step(kind="allegation", person_ids=[adult], began=MONDAY, by=cast.amina, at=MONDAY)
    fill_in(step, by=cast.amina, at=MONDAY)
    finish_step(step=step, ending=Ending({adult: Decided("unfounded")}, to=cast.ben.pk), by=cast.amina, at=MONDAY)
    with looking_as(cast.ben):
        authorise_step(step=step, by=Worker.objects.get(pk=cast.ben.pk), at=MONDAY)
    for worker, there in ((cast.ben, True), (cast.dev, False)):
        with looking_as(worker):
            eyes = Worker.objects.get(pk=worker.pk)
            told = str(story(adult, seen_by=eyes)) + str(waiting_for(step, seen_by=eyes))
            assert ("Unfounded" in told) is there
            assert there or "llegation" not in told
