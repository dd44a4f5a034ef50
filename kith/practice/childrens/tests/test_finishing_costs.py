"""Finishing costs a few statements, whatever the number of children and of facts."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.foundations.staff.models import Worker
from kith.practice.childrens.models import AssessmentFactors, ChildSeen
from kith.practice.forms.commands import save_response
from kith.practice.forms.queries import drawn
from kith.practice.pathways.commands import begin_step, finish_step
from kith.practice.pathways.models import Step
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def an_assessment(names: tuple[str, ...], cast: Cast) -> tuple[Step, list[int]]:
    """About children: every answer that it insists on, and what bears on the adults."""
    people = [
        register_person(forenames=name, surname="O'Neil", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=cast.amina, at=MONDAY).pk
        for name in names
    ]
    step = begin_step(kind="child-and-family-assessment", person_ids=people, began=MONDAY, why="Asked for by the court", by=cast.amina, at=MONDAY)
    fill_in(step, by=cast.amina, at=MONDAY)
    said = {"in_the_way": ["1B", "4B"], "in_the_way_how": ["They are left alone."]}
    form = drawn(step.response or 0, seen_by=cast.amina)
    save_response(response_id=form.id, fields=said, revision=form.revision, by=cast.amina, at=MONDAY)
    return step, people


def statements(names: tuple[str, ...], cast: Cast) -> int:
    """How many finishing sends."""
    step, people = an_assessment(names, cast)
    ending = Ending({person: Decided("no-further-action") for person in people}, to=cast.ben.pk)
    amina = Worker.objects.get(pk=cast.amina.pk)
    with CaptureQueriesContext(connection) as asked:
        finish_step(step=step, ending=ending, by=amina, at=MONDAY)
    assert set(ChildSeen.objects.filter(step=step).values_list("person_id", "seen")) == {(person, True) for person in people}
    assert AssessmentFactors.objects.filter(step=step, codes__contains=["1B", "4B"]).count() == len(people)
    return len(asked)


def test_three_children_cost_no_more_than_one(cast: Cast) -> None:
    alone, together = statements(("Zoe",), cast), statements(("Ada", "Ben", "Cyd"), cast)
    assert together == alone <= 91
