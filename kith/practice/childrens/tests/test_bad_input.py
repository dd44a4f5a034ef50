"""Bad input in a browser's words: a sentence that says what is wrong and where, and nothing of what was typed is lost."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.staff.models import Worker
from kith.practice.childrens.models import AbuseCategory, AssessmentFactors, Source
from kith.practice.forms.queries import drawn
from kith.practice.pathways.commands import authorise_step, begin_step, finish_step
from kith.practice.pathways.models import Episode, Step
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ClientOf = Callable[[Worker], Client]


def child(by: Worker) -> int:
    return register_person(forenames="Ada", surname="O'Hara", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


def begun(kind: str, people: list[int], cast: Cast, came_from: Step | None = None) -> Step:
    step = begin_step(kind=kind, person_ids=people, began=MONDAY, came_from=came_from, why="At once", by=cast.amina, at=MONDAY)
    fill_in(step, by=cast.amina, at=MONDAY)
    return step


def posted(step: Step, cast: Cast, client_of: ClientOf, **typed: str) -> str:
    revision = drawn(step.response or 0, seen_by=cast.amina).revision
    answer = client_of(cast.amina).post(reverse("step", args=[step.pk]), {"revision": revision, "do": "finish", **typed})
    assert answer.status_code == 200, "it is not finished"
    return answer.content.decode()


def test_a_category_that_does_not_exist(cast: Cast, client_of: ClientOf) -> None:
    one = child(cast.amina)
    step = begun("initial-conference", [one], cast)
    typed = {f"category__p{one}": "XXX", "reason": "Much has happened.", f"step__outcome__p{one}": "no-plan", f"step__because__p{one}": "Safe now"}
    page = posted(step, cast, client_of, **typed)
    assert "Choose one of the answers in the list" in page
    assert "Much has happened." in page
    assert "Safe now" in page
    assert not AbuseCategory.objects.exists()


def test_a_source_that_does_not_exist(cast: Cast, client_of: ClientOf) -> None:
    one = child(cast.amina)
    page = posted(begun("contact", [one], cast), cast, client_of, source="99", **{f"step__outcome__p{one}": "information"})
    assert "Choose one of the answers in the list" in page
    assert not Source.objects.exists()


def test_a_date_before_the_birth(cast: Cast, client_of: ClientOf) -> None:
    one = child(cast.amina)
    step = begun("child-and-family-assessment", [one], cast)
    day = {"looked_at_on__day": "3", "looked_at_on__month": "5", "looked_at_on__year": "2018"}
    page = posted(step, cast, client_of, needed="A safe home.", step__to=str(cast.ben.pk), **day, **{f"step__outcome__p{one}": "plan"})
    assert "Ada O&#39;Hara was born on 4 May 2018, and this is before it. Correct the date, or the date of birth." in page
    assert "A safe home." in page
    assert not AssessmentFactors.objects.exists(), "all of it, or nothing"


def test_a_meeting_before_the_birth(cast: Cast, client_of: ClientOf) -> None:
    one = child(cast.amina)
    held = {"step__held_day": "1", "step__held_month": "1", "step__held_year": "2018"}
    page = posted(begun("strategy-discussion", [one], cast), cast, client_of, **held, **{f"step__outcome__p{one}": "assess"})
    assert "Correct this, or when it began" in page


def test_an_outcome_that_contradicts_an_open_step(cast: Cast, client_of: ClientOf) -> None:
    one = child(cast.amina)
    referral = begun("referral", [one], cast)
    finish_step(step=referral, ending=Ending({one: Decided("assess")}, to=cast.ben.pk, urgent_why="Now"), by=cast.amina, at=MONDAY)
    authorise_step(step=referral, by=cast.ben, at=MONDAY)
    begun("section-47-enquiry", [one], cast)
    assessment = begun("child-and-family-assessment", [one], cast)
    page = posted(assessment, cast, client_of, step__to=str(cast.ben.pk), **{f"step__outcome__p{one}": "no-further-action"})
    assert "the child in need cannot end while this is open: Section 47 enquiry" in page
    assert Episode.objects.get(kind="child-in-need").ended_on is None
