"""Typed facts beside steps: kept for each person, carried on to the steps that follow, open to who may see the person, refused with a sentence."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.childrens.commands import NotAFact, load_facts, record_facts
from kith.practice.childrens.commands.load_facts import COLUMNS
from kith.practice.childrens.models import AssessmentFactors, ChildSeen, Source
from kith.practice.childrens.queries import facts_beside, known_facts
from kith.practice.childrens.rules.facts import STEP_FACTS, TABLES
from kith.practice.forms.rules.definition import Type
from kith.practice.forms.rules.registry import NOBODY, facts
from kith.practice.pathways.commands import begin_step, cancel_step
from kith.practice.pathways.models import Step
from kith.practice.people.commands import register_person
from tests.cast import Cast
from tests.eyes import looking_as

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def child(name: str, by: Worker) -> int:
    return register_person(forenames=name, surname="O'Hara", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


def begun(kind: str, people: list[int], by: Worker, came_from: Step | None = None) -> Step:
    return begin_step(kind=kind, person_ids=people, began=MONDAY, came_from=came_from, why="At once", by=by, at=MONDAY)


def a_value(key: str, person_id: int) -> Any:
    """Something that may be kept under each key."""
    fact = STEP_FACTS[key]
    codes = list(fact.choices)
    plain: dict[Type, Any] = {Type.TEXT: "Leeds", Type.YES_NO: "yes", Type.DATE: "2026-11-20", Type.PERSON: person_id}
    return plain[fact.type] if fact.type in plain else sorted(codes[:2]) if fact.type is Type.CHOICES else codes[0]


def test_each_fact_is_kept_and_read_back_as_it_was_answered(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    step = begun("contact", [one], cast.amina)
    for key in STEP_FACTS:
        record_facts(step_id=step.pk, said={(key, one): a_value(key, one)}, by=cast.amina, at=MONDAY)
    for key in STEP_FACTS:
        assert known_facts(key, [one], step_id=step.pk, seen_by=cast.amina)[one].value == a_value(key, one), key
    assert set(facts_beside([step.pk], seen_by=cast.amina)[step.pk, one]) == set(TABLES)


def test_what_a_contact_said_is_known_to_the_referral_that_it_became_and_said_once(cast: Cast) -> None:
    one, two = child("Ada", cast.amina), child("Ben", cast.amina)
    contact = begun("contact", [one, two], cast.amina)
    record_facts(step_id=contact.pk, said={("childrens.source", one): "2A", ("childrens.source", two): "2A"}, by=cast.amina, at=MONDAY)
    referral = begun("referral", [one], cast.amina, contact)
    known = facts()["childrens.source"].reads([one], owner=f"pathways.Step:{referral.pk}", seen_by=cast.amina)
    assert (known[NOBODY].value, known[NOBODY].shown, known[NOBODY].source, known[NOBODY].on) == ("2A", "A school", "Contact", date(2026, 11, 23))
    assert Source.objects.filter(step=referral).count() == 0
    cancel_step(step=contact, why="The wrong family", by=cast.amina, at=MONDAY)
    assert known_facts("childrens.source", [one], step_id=referral.pk, seen_by=cast.amina) == {}


def test_what_belongs_to_one_step_is_not_carried_to_the_next(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    first = begun("child-and-family-assessment", [one], cast.amina)
    record_facts(step_id=first.pk, said={("childrens.seen", one): "yes"}, by=cast.amina, at=MONDAY)
    second = begun("child-and-family-assessment", [one], cast.amina, first)
    assert known_facts("childrens.seen", [one], step_id=second.pk, seen_by=cast.amina) == {}


def test_not_known_is_kept_as_the_census_has_it_and_shown_as_not_known(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    step = begun("contact", [one], cast.amina)
    record_facts(step_id=step.pk, said={("childrens.source", one): {"none": "not_known"}}, by=cast.amina, at=MONDAY)
    assert Source.objects.get().code == "10"
    known = facts()["childrens.source"].reads([one], owner=f"pathways.Step:{step.pk}", seen_by=cast.amina)
    assert known[NOBODY].value == {"none": "not_known"}


def test_factors_of_the_adults_and_of_the_child_are_two_questions_and_one_list(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    step = begun("child-and-family-assessment", [one], cast.amina)
    record_facts(step_id=step.pk, said={("childrens.factors_family", one): ["3B", "1B"]}, by=cast.amina, at=MONDAY)
    record_facts(step_id=step.pk, said={("childrens.factors_child", one): ["16A"]}, by=cast.amina, at=MONDAY)
    record_facts(step_id=step.pk, said={("childrens.factors_family", one): ["3B"]}, by=cast.amina, at=MONDAY)
    assert AssessmentFactors.objects.get().codes == ["16A", "3B"]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("childrens.abuse_category", "ABC", "There is no 'ABC' in category of abuse. Choose one of: NEG, PHY"),
        ("childrens.factors_child", ["16A", "18A"], "There is no '18A'"),
        ("childrens.factors_child", ["16A", "21"], '"No factors at all" stands alone, and there is also: neglect.'),
        ("childrens.looked_at_on", "2018-05-03", "Ada O'Hara was born on 4 May 2018, and this is before it."),
        ("childrens.looked_at_on", "2026-11-24", "This date is still to come."),
        ("childrens.nothing", "1", "Nothing beside a step is called 'childrens.nothing'"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_kept(key: str, value: Any, says: str, cast: Cast) -> None:
    one = child("Ada", cast.amina)
    step = begun("child-and-family-assessment", [one], cast.amina)
    with pytest.raises(NotAFact) as refused:
        record_facts(step_id=step.pk, said={(key, one): value}, by=cast.amina, at=MONDAY)
    assert says in str(refused.value)
    assert facts_beside([step.pk], seen_by=cast.amina) == {}


def test_seen_alone_and_not_seen_contradict_each_other(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    step = begun("child-and-family-assessment", [one], cast.amina)
    record_facts(step_id=step.pk, said={("childrens.seen_alone", one): "yes"}, by=cast.amina, at=MONDAY)
    with pytest.raises(NotAFact, match="Seen alone, and not seen"):
        record_facts(step_id=step.pk, said={("childrens.seen", one): "no"}, by=cast.amina, at=MONDAY)


def test_somebody_who_is_not_in_the_step_has_nothing_beside_it(cast: Cast) -> None:
    one, two = child("Ada", cast.amina), child("Ben", cast.amina)
    step = begun("contact", [one], cast.amina)
    with pytest.raises(NotAFact, match="not about them"):
        record_facts(step_id=step.pk, said={("childrens.source", one): "6", ("childrens.source", two): "6"}, by=cast.amina, at=MONDAY)


def test_the_database_holds_the_code_sets_too(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    step = begun("contact", [one], cast.amina)
    with pytest.raises(IntegrityError, match="a_source_is_of_the_list"), transaction.atomic():
        Source.objects.create(step=step, person_id=one, code="99", recorded_at=MONDAY, recorded_by=cast.amina)
    with pytest.raises(IntegrityError, match="no_factors_stands_alone"), transaction.atomic():
        AssessmentFactors.objects.create(step=step, person_id=one, codes=["21", "1A"], recorded_at=MONDAY, recorded_by=cast.amina)
    with pytest.raises(IntegrityError, match="nobody_is_seen_alone_unseen"), transaction.atomic():
        ChildSeen.objects.create(step=step, person_id=one, seen=False, seen_alone=True, recorded_at=MONDAY, recorded_by=cast.amina)


def test_facts_are_loaded_by_the_thousand(cast: Cast) -> None:
    one = child("Ada", cast.amina)
    step = begun("child-and-family-assessment", [one], cast.amina)
    told = {"recorded_at": MONDAY, "step_id": step.pk, "person_id": one, "recorded_by_id": cast.machine.pk, "codes": ["1A", "3B"], "looked_at_on": None}
    for table, codes in (("childrens_assessmentfactors", ["1A", "3B"]), ("childrens_source", "6")):
        row = [{**told, "code": codes}[column] for column in COLUMNS[table]]
        load_facts(rows={table: [row]}, manifest={"source": "test"}, by=cast.machine, at=MONDAY)
    assert AssessmentFactors.objects.get().codes == ["1A", "3B"]
    assert Source.objects.get().code == "6"


def test_each_row_is_open_to_who_may_see_the_person_and_nobody_else(cast: Cast) -> None:
    """Round the code: every table, of an open child and of a hidden one in the same step."""
    shown, hidden = child("Ada", cast.amina), child("Ben", cast.amina)
    step = begun("contact", [shown, hidden], cast.amina)
    for key in STEP_FACTS:
        record_facts(step_id=step.pk, said={(key, shown): a_value(key, shown), (key, hidden): a_value(key, shown)}, by=cast.amina, at=MONDAY)
    restrict(person_id=hidden, kind="staff", level="hidden", reason="x", contact="Ring us", workers=[cast.amina.pk], by=cast.ben, at=MONDAY)
    for worker, people in ((cast.amina, {shown, hidden}), (cast.cerys, {shown}), (cast.ada, set()), (None, set())):
        with looking_as(worker), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"select person_id from childrens_{table.lower()}")
                assert {row[0] for row in cursor.fetchall()} == people, (worker, table)
