"""Three siblings whose paths part, from the contact to the end of a plan, by commands."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import authorise_step, begin_planned_step, begin_step, finish_step
from kith.practice.pathways.models import Episode, RunningClock, Step
from kith.practice.pathways.queries import to_begin
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def child(name: str, by: Worker) -> int:
    return register_person(forenames=name, surname="Okonkwo", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


def ended(step: Step, by: Worker, at: datetime, outcomes: dict[int, str], *, held: date | None = None, to: int | None = None) -> Step:
    decided = {person: Decided(key, "because") for person, key in outcomes.items()}
    fill_in(step, by=by, at=at)
    return finish_step(step=step, ending=Ending(decided, held, to), by=by, at=at)


def planned(kind: str) -> Step:
    return Step.objects.get(kind=kind, status="planned")


def test_each_sibling_goes_their_own_way_with_clocks_of_their_own(cast: Cast) -> None:
    one, two, three = (child(name, cast.amina) for name in ("Ada", "Ben", "Cyd"))
    all_three = [one, two, three]
    contact = begin_step(kind="contact", person_ids=all_three, began=MONDAY, by=cast.amina, at=MONDAY)
    ended(contact, cast.amina, MONDAY, dict.fromkeys(all_three, "referral"))
    referral = begin_planned_step(step=planned("referral"), began=MONDAY, by=cast.amina, at=MONDAY)
    assert RunningClock.objects.get(step=referral, person_id=one).due_at.date() == date(2026, 11, 24)
    ended(referral, cast.amina, MONDAY, {one: "strategy", two: "assess", three: "no-further-action"}, to=cast.ben.pk)
    assert not Episode.objects.exists()
    authorise_step(step=referral, by=cast.ben, at=MONDAY)
    assert set(Episode.objects.values_list("person_id", "kind")) == {(one, "child-in-need"), (two, "child-in-need")}
    assessment = planned("child-and-family-assessment")
    assert set(assessment.people.values_list("person_id", flat=True)) == {one, two}
    assert {clock.due_at.date() for clock in RunningClock.objects.filter(step=assessment)} == {date(2027, 1, 28)}
    assert [(each.title, each.names) for each in to_begin(seen_by=cast.amina)] == [("Strategy discussion", "Ada Okonkwo")]
    strategy = begin_planned_step(step=planned("strategy-discussion"), began=MONDAY, by=cast.amina, at=MONDAY)
    ended(strategy, cast.amina, MONDAY + timedelta(hours=3), {one: "joint-enquiry"}, held=date(2026, 11, 23))
    enquiry = begin_planned_step(step=planned("section-47-enquiry"), began=MONDAY.date(), by=cast.amina, at=MONDAY + timedelta(hours=4))
    later = datetime(2026, 12, 4, 15, tzinfo=UTC)
    ended(enquiry, cast.amina, later, {one: "conference"}, to=cast.ben.pk)
    authorise_step(step=enquiry, by=cast.ben, at=later)
    conference = planned("initial-conference")
    due = RunningClock.objects.get(step=conference, rule="initial-child-protection-conference")
    assert due.due_at.date() == date(2026, 12, 14)
    assert "strategy discussion" in due.why
