"""What is due, as a worker's list shows it."""

from datetime import UTC, date, datetime

import pytest

from kith.foundations.clocks import catalogue
from kith.foundations.clocks.local import AS_SHIPPED
from kith.foundations.clocks.reading import Event
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import begin_step
from kith.practice.pathways.queries import due_for
from kith.practice.pathways.rules.clockwork import visits_of
from kith.practice.people.commands import register_person
from tests.cast import Cast

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def child(name: str, by: Worker) -> int:
    return register_person(forenames=name, surname="Okonkwo", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


@pytest.mark.django_db
def test_one_step_about_two_siblings_is_one_line_with_both_names(cast: Cast) -> None:
    begin_step(kind="contact", person_ids=[child("Ada", cast.amina), child("Ben", cast.amina)], began=MONDAY, by=cast.amina, at=MONDAY)
    due = due_for([], now=MONDAY, seen_by=cast.amina)
    assert [item.name for item in due] == ["Ada Okonkwo, Ben Okonkwo"]


def test_two_entries_of_one_moment_are_one_visit() -> None:
    plan, seen = Event("initial-conference", date(2026, 11, 2)), Event("protection-child-seen", date(2026, 11, 9))
    clocks = visits_of("protection-visit-first", plan, [seen, seen], None, catalogue.shipped(), AS_SHIPPED)
    assert [(clock.rule.key, clock.met) for clock in clocks] == [("protection-visit-first", date(2026, 11, 9)), ("protection-visit", None)]
