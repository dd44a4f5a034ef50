"""What an outcome needs to be known is said before the step is finished; known from a step before, it is not asked again; nothing is lost."""

from datetime import UTC, date, datetime

import pytest

from kith.foundations.staff.models import Worker
from kith.practice.childrens.models import AbuseCategory, AssessmentFactors, PrimaryNeed, Source
from kith.practice.forms.commands import save_response
from kith.practice.forms.queries import drawn, response
from kith.practice.pathways.commands import StepNotReady, begin_step, finish_step
from kith.practice.pathways.models import Step
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def child(name: str, by: Worker) -> int:
    return register_person(forenames=name, surname="O'Hara", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


def typed(step: Step, by: Worker, **fields: list[str]) -> None:
    form = drawn(step.response or 0, seen_by=by)
    save_response(response_id=form.id, fields=fields, revision=form.revision, by=by, at=MONDAY)


def begun(kind: str, people: list[int], by: Worker, came_from: Step | None = None) -> Step:
    return begin_step(kind=kind, person_ids=people, began=MONDAY, came_from=came_from, why="At once", by=by, at=MONDAY)


def test_a_referral_that_goes_on_needs_the_main_need_of_those_for_whom_it_does(cast: Cast) -> None:
    one, two = child("Ada", cast.amina), child("Ben", cast.amina)
    referral = begun("referral", [one, two], cast.amina)
    typed(referral, cast.amina, source=["6"], why=["They need help."])
    ending = Ending({one: Decided("assess"), two: Decided("no-further-action", "Known")}, to=cast.ben.pk)
    with pytest.raises(StepNotReady) as not_ready:
        finish_step(step=referral, ending=ending, by=cast.amina, at=MONDAY)
    assert not_ready.value.missing == [(f"need__p{one}", "Child and family assessment, for Ada O'Hara: Ada's main need")]
    referral.refresh_from_db()
    assert referral.status == Step.Status.OPEN
    shared = response(referral.response or 0, seen_by=cast.amina).shared
    assert shared
    assert shared.fields["why"] == ["They need help."]
    typed(referral, cast.amina, **{f"need__p{one}": ["N1"]})
    finish_step(step=referral, ending=ending, by=cast.amina, at=MONDAY)
    assert list(PrimaryNeed.objects.values_list("person_id", "code")) == [(one, "N1")]
    assert set(Source.objects.values_list("person_id", "code")) == {(one, "6"), (two, "6")}


def test_a_conference_that_makes_a_plan_needs_its_category_and_the_review_knows_it(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    referral = begun("referral", [one], cast.amina)
    fill_in(referral, by=cast.amina, at=MONDAY)
    ended = Ending({one: Decided("assess")}, to=cast.ben.pk, urgent_why="At once")
    finish_step(step=referral, ending=ended, by=cast.amina, at=MONDAY)
    conference = begun("initial-conference", [one], cast.amina, referral)
    fill_in(conference, by=cast.amina, at=MONDAY)
    typed(conference, cast.amina, **{f"category__p{one}": [""]})
    held = date(2026, 11, 23)
    with pytest.raises(StepNotReady) as not_ready:
        finish_step(step=conference, ending=Ending({one: Decided("plan")}, held), by=cast.amina, at=MONDAY)
    assert not_ready.value.missing == [
        (f"category__p{one}", "Child protection plan, for Ada O'Hara: For which kind of harm is there a plan for Ada")
    ]
    typed(conference, cast.amina, **{f"category__p{one}": ["NEG"]})
    finish_step(step=conference, ending=Ending({one: Decided("plan")}, held), by=cast.amina, at=MONDAY)
    review = begun("review-conference", [one], cast.amina, conference)
    fill_in(review, by=cast.amina, at=MONDAY)
    typed(review, cast.amina, **{f"category__p{one}": [""]})
    shown = {q.id: q for s in drawn(review.response or 0, seen_by=cast.amina).sections for b in s.blocks for q in b.questions}
    assert (shown[f"category__p{one}"].known, shown[f"category__p{one}"].known_from) == ("Neglect", "Initial child protection conference, 23 November 2026")
    finish_step(step=review, ending=Ending({one: Decided("goes-on")}, held), by=cast.amina, at=MONDAY)
    assert AbuseCategory.objects.count() == 1, "said once"


def test_no_factors_and_a_factor_of_the_adults_contradict_each_other_beside_the_question(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    step = begun("child-and-family-assessment", [one], cast.amina)
    fill_in(step, by=cast.amina, at=MONDAY)
    typed(step, cast.amina, in_the_way=["3B"], in_the_way_how=["Much"], **{f"factors__p{one}": ["21"]})
    with pytest.raises(StepNotReady) as not_ready:
        finish_step(step=step, ending=Ending({one: Decided("goes-on")}, to=cast.ben.pk), by=cast.amina, at=MONDAY)
    assert [at for at, _ in not_ready.value.missing] == [f"factors__p{one}"]
    assert '"No factors at all" stands alone' in not_ready.value.missing[0][1]
    assert AssessmentFactors.objects.count() == 0
