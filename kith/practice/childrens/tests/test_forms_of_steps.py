"""Each step's form asks for the facts of which the step is a source, within its budget; nothing is asked twice in it."""

import pytest

from kith.practice.childrens.rules.facts import STEP_FACTS
from kith.practice.forms.queries import shipped_forms
from kith.practice.forms.rules.definition import Form, cost
from kith.practice.forms.rules.judging import judged
from kith.practice.forms.rules.reading import form_of
from kith.practice.forms.rules.registry import facts
from kith.practice.pathways.queries.in_force import _declared
from kith.practice.pathways.rules.declared import StepKind

pytestmark = pytest.mark.django_db


def steps() -> list[StepKind]:
    return [kind for kind in _declared(()).steps.values() if kind.service == "children's"]


def form_for(kind: StepKind) -> Form:
    return form_of(shipped_forms()[kind.form])


def test_every_step_has_a_form_of_its_own() -> None:
    assert [kind.key for kind in steps() if kind.form not in shipped_forms()] == []


def test_the_form_of_a_step_asks_for_each_of_its_facts_once() -> None:
    for kind in steps():
        asked = [each.fact for each in form_for(kind).questions() if each.fact.startswith("childrens.")]
        assert sorted(asked) == sorted(kind.facts), kind.key


def test_every_fact_has_a_step_that_is_its_source() -> None:
    assert {fact for kind in steps() for fact in kind.facts} == set(STEP_FACTS)


def test_forms_are_in_order_and_within_their_budget_whatever_the_outcome_needs() -> None:
    for kind in steps():
        reading = judged(shipped_forms()[kind.form], facts=facts())
        assert [str(each) for each in reading.problems] == [], kind.form
        form = form_for(kind)
        assert form.budget
        required = {each.fact for each in form.questions() if each.required}
        most = max((len(set(outcome.needs) - required) for outcome in kind.outcomes.values()), default=0)
        assert cost(form).conditional + most <= form.budget.conditional <= 2 * form.budget.always, kind.key


def test_what_contradicts_an_outcome_is_an_answer_that_its_form_can_have() -> None:
    for kind in steps():
        questions = {each.key: each for each in form_for(kind).questions()}
        for outcome in kind.outcomes.values():
            for key, answers in outcome.against.items():
                question = questions[key]
                choices = {each.key for each in question.choices} | {code for code, _ in (facts()[question.fact].choices if question.fact else ())}
                assert set(answers) <= choices | set(question.may_be) | ({"yes", "no"} if question.type == "yes or no" else set()), (kind.key, key)
