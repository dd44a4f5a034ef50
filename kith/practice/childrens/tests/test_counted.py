"""What the returns count is worked out from the record: sources, needs, no further action, categories, previous plans."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.childrens.commands import record_facts
from kith.practice.childrens.queries import plans_of, referrals_of
from kith.practice.forms.commands import save_response
from kith.practice.forms.queries import drawn
from kith.practice.pathways.commands import begin_planned_step, begin_step, finish_step
from kith.practice.pathways.models import Step
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person
from tests.cast import Cast
from tests.eyes import looking_as

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def child(name: str, by: Worker) -> int:
    return register_person(forenames=name, surname="O'Hara", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


def done(
    step: Step, outcomes: dict[int, str], cast: Cast, fields: dict[str, list[str]] | None = None, *, held: date | None = None, reason: str = ""
) -> Step:
    fill_in(step, by=cast.amina, at=MONDAY)
    form = drawn(step.response or 0, seen_by=cast.amina)
    save_response(response_id=form.id, fields=fields or {}, revision=form.revision, by=cast.amina, at=MONDAY)
    decided = {person: Decided(key, "because", reason) for person, key in outcomes.items()}
    return finish_step(step=step, ending=Ending(decided, held, cast.ben.pk, "At once"), by=cast.amina, at=MONDAY)


def begun(kind: str, people: list[int], cast: Cast, days_ago: int = 0, came_from: Step | None = None) -> Step:
    began = MONDAY - timedelta(days=days_ago)
    return begin_step(kind=kind, person_ids=people, began=began, came_from=came_from, why="At once", by=cast.amina, at=MONDAY)


def test_a_referral_has_the_source_of_its_contact_and_the_newest_need_of_its_episode(cast: Cast) -> None:
    one, two = child("Ada", cast.amina), child("Ben", cast.amina)
    done(begun("contact", [one, two], cast, 5), {one: "referral", two: "referral"}, cast, {"source": ["2A"]})
    referral = begin_planned_step(step=Step.objects.get(kind="referral"), began=date(2026, 11, 19), by=cast.amina, at=MONDAY)
    fields = {f"need__p{one}": ["N2"]}
    done(referral, {one: "assess", two: "family-help"}, cast, fields)
    planning = begun("child-in-need-planning", [one], cast)
    record_facts(step_id=planning.pk, said={("childrens.primary_need", one): "N1"}, by=cast.amina, at=MONDAY)
    found = {row.person_id: row for row in referrals_of([one, two], seen_by=cast.amina)}
    assert (found[one].received_on, found[one].source, found[one].primary_need) == (date(2026, 11, 19), "2A", "N1")
    assert (found[one].is_no_further_action, found[two].is_no_further_action) == (False, True)
    assert (found[two].source, found[two].primary_need) == ("2A", "")


def test_a_plan_has_its_first_and_newest_category_and_counts_those_before(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    referral = done(begun("referral", [one], cast, 300), {one: "assess"}, cast)
    category = f"category__p{one}"
    first = done(begun("initial-conference", [one], cast, 290, referral), {one: "plan"}, cast, {category: ["NEG"]}, held=date(2026, 2, 10))
    review = begun("review-conference", [one], cast, 200, first)
    done(review, {one: "goes-on"}, cast, {category: ["MUL"]}, held=date(2026, 5, 8))
    last = begun("review-conference", [one], cast, 100, review)
    done(last, {one: "ends"}, cast, held=date(2026, 8, 20), reason="not-needed")
    done(begun("initial-conference", [one], cast, 10, last), {one: "plan"}, cast, {category: ["EMO"]}, held=date(2026, 11, 16))
    plans = plans_of([one], seen_by=cast.amina)
    assert [(plan.initial_category, plan.latest_category, plan.previous) for plan in plans] == [("NEG", "MUL", 0), ("EMO", "EMO", 1)]
    assert (plans[0].started_on, plans[0].ended_on) == (date(2026, 2, 10), date(2026, 8, 20))
    assert plans[0].reviewed_on == (date(2026, 5, 8), date(2026, 8, 20))
    assert not plans[0].is_transfer_in


def test_of_a_record_that_is_shut_nothing_is_counted(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    done(begun("referral", [one], cast, 300), {one: "assess"}, cast)
    restrict(person_id=one, kind="staff", level="hidden", reason="x", contact="Ring us", workers=[cast.amina.pk], by=cast.ben, at=MONDAY)
    with looking_as(cast.cerys):
        assert referrals_of([one], seen_by=Worker.objects.get(pk=cast.cerys.pk)) == []
