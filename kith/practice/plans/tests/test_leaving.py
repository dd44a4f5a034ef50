"""A plan ends with the involvement that it was for: for each child by themselves, with what was planned in it, and what is open goes on."""

from datetime import datetime, timedelta

import pytest

from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import begin_planned_step, finish_step
from kith.practice.pathways.models import Episode, RunningClock, Step, StepPerson
from kith.practice.pathways.queries import following
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.plans.commands import PlanRefused, add_action, add_need, make_plan
from kith.practice.plans.models import Plan, PlanPerson
from kith.practice.plans.queries import open_actions, plan_view
from kith.practice.plans.tests.family import a_step, siblings
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def ended(step: Step, by: Worker, at: datetime, outcomes: dict[int, str]) -> Step:
    fill_in(step, by=by, at=at)
    decided = {person: Decided(key, "because", "not-needed") for person, key in outcomes.items()}
    return finish_step(step=step, ending=Ending(decided, at.date()), by=by, at=at)


def planned(kind: str) -> Step:
    return Step.objects.get(kind=kind, status="planned")


def people(step: Step) -> set[int]:
    return set(step.people.values_list("person_id", flat=True))


@pytest.fixture
def family(cast: Cast, now: datetime) -> list[int]:
    """Three siblings with child protection plans since a month ago, and a need of each in the plan."""
    at = now - timedelta(days=30)
    three = siblings(cast.amina, at, "Ava", "Oli", "Una")
    for person in three:
        Episode.objects.create(person_id=person, kind="child-in-need", started_on=at.date(), recorded_at=at, recorded_by=cast.amina)
    conference = a_step("initial-conference", three, cast.amina, at)
    ended(conference, cast.amina, at, dict.fromkeys(three, "plan"))
    plan = make_plan(step_id=conference.pk, by=cast.amina, at=at)
    whose: list[int | None] = [*three, None]
    for one in whose:
        need = add_need(plan_id=plan.pk, person_id=one, says="Is safe", wanted="", by=cast.amina, at=at)
        add_action(need_id=need.pk, what=f"A door for {one}", who="Mum", worker_id=None, due_on=None, by=cast.amina, at=at)
    return three


def reviewed(cast: Cast, now: datetime, outcomes: dict[int, str]) -> Step:
    review = begin_planned_step(step=planned("review-conference"), began=now, by=cast.amina, at=now)
    return ended(review, cast.amina, now, outcomes)


def test_for_whom_the_plan_goes_on_what_was_planned_stays_due_and_for_the_others_it_says_why_not(family: list[int], cast: Cast, now: datetime) -> None:
    ava, oli, una = family
    reviewed(cast, now, {ava: "goes-on", oli: "ends", una: "child-in-need"})
    core = planned("core-group")
    assert people(core) == {ava}
    for person in (oli, una):
        own = StepPerson.objects.get(person_id=person, step__kind="core-group")
        assert (own.step.status, own.step.why) == ("skipped", "the child protection plan ended")
        assert not RunningClock.objects.filter(person_id=person, step__kind="core-group", met_at=None, ended_at=None).exists()
    assert RunningClock.objects.filter(person_id=ava, step=core, met_at=None, ended_at=None).exists()
    assert people(planned("review-conference")) == {ava}


def test_the_plan_comes_first_in_what_follows(family: list[int], cast: Cast, now: datetime) -> None:
    ava, oli, una = family
    conference = Step.objects.get(kind="initial-conference")
    first, *rest = following(conference, now=now, seen_by=cast.amina)
    assert (first.title, first.is_plan, first.names) == ("Make the plan", True, "Ava O'Neill, Oli O'Neill, Una O'Neill")
    assert not any(each.is_plan for each in rest)
    review = reviewed(cast, now, {ava: "goes-on", oli: "ends", una: "child-in-need"})
    assert [(each.title, each.names) for each in following(review, now=now, seen_by=cast.amina) if each.is_plan] == [
        ("Bring the plan up to date", "Ava O'Neill")
    ]
    assert [each.names for each in following(conference, now=now, seen_by=cast.amina) if each.is_plan] == ["Ava O'Neill"]


def test_when_it_ends_for_all_nothing_of_it_stays_planned_and_the_plan_ends(family: list[int], cast: Cast, now: datetime) -> None:
    reviewed(cast, now, dict.fromkeys(family, "ends"))
    assert not Step.objects.filter(status="planned").exists()
    plan = Plan.objects.get()
    assert (plan.ended_on, plan.ended_because) == (now.date(), "Child protection plan ended: A child protection plan is not needed any more")


def test_who_left_has_nothing_to_do_any_more_and_nothing_is_written_for_them(family: list[int], cast: Cast, now: datetime) -> None:
    ava, oli, una = family
    reviewed(cast, now, {ava: "goes-on", oli: "ends", una: "ends"})
    plan = Plan.objects.get(ended_on=None)
    assert [one.what for one in open_actions(plan.pk, seen_by=cast.amina)] == [f"A door for {ava}", "A door for None"]
    assert {part.person_id for part in plan_view(plan.pk, seen_by=cast.amina).parts_now} == {None, ava}
    with pytest.raises(PlanRefused, match="has ended"):
        add_need(plan_id=plan.pk, person_id=oli, says="More", wanted="", by=cast.amina, at=now)


def test_what_is_open_goes_on_in_the_plan_that_is_made_next(family: list[int], cast: Cast, now: datetime) -> None:
    ava, oli, una = family
    review = reviewed(cast, now, {ava: "goes-on", oli: "ends", una: "child-in-need"})
    before = Plan.objects.get()
    meeting = begin_planned_step(step=planned("child-in-need-planning"), began=now, by=cast.amina, at=now)
    new = make_plan(step_id=meeting.pk, by=cast.amina, at=now)
    assert [one.what for one in open_actions(new.pk, seen_by=cast.amina)] == [f"A door for {una}"]
    assert make_plan(step_id=meeting.pk, by=cast.amina, at=now) == new
    assert make_plan(step_id=review.pk, by=cast.amina, at=now) == before
    assert set(PlanPerson.objects.filter(plan=before, left_on=None).values_list("person_id", flat=True)) == {ava}


def test_no_plan_is_made_in_the_step_that_ended_it(family: list[int], cast: Cast, now: datetime) -> None:
    review = reviewed(cast, now, dict.fromkeys(family, "ends"))
    with pytest.raises(PlanRefused, match="from the step that follows"):
        make_plan(step_id=review.pk, by=cast.amina, at=now)
    assert Plan.objects.count() == 1
