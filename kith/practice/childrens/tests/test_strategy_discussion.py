"""A strategy discussion: who must be there is asked for, counted, and stops nobody; what contradicts itself is refused, and kept as typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import save_response
from kith.practice.forms.models import Response
from kith.practice.forms.queries import drawn
from kith.practice.pathways.commands import StepNotReady, authorise_step, begin_step, finish_step, reopen_step
from kith.practice.pathways.models import Departure, Step
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person
from kith.practice.recording.models import StoryLine
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ClientOf = Callable[[Worker], Client]


def a_discussion(cast: Cast, **said: str) -> tuple[Step, list[int]]:
    people = [
        register_person(forenames=name, surname="O'Neil", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=cast.amina, at=MONDAY).pk
        for name in ("Ada", "Ben")
    ]
    step = begin_step(kind="strategy-discussion", person_ids=people, began=MONDAY, by=cast.amina, at=MONDAY)
    fill_in(step, by=cast.amina, at=MONDAY)
    form = drawn(step.response or 0, seen_by=cast.amina)
    save_response(response_id=form.id, fields={key: [words] for key, words in said.items()}, revision=form.revision, by=cast.amina, at=MONDAY)
    return step, people


def finished(step: Step, people: list[int], by: Worker, outcome: str = "joint-enquiry", to: int | None = None) -> Step:
    ending = Ending({who: Decided(outcome, "because") for who in people}, MONDAY.date(), to)
    return finish_step(step=step, ending=ending, by=by, at=MONDAY)


def test_without_the_police_it_asks_why_and_counts_it_and_stops_nobody(cast: Cast) -> None:
    step, people = a_discussion(cast, took_part__r1__agency="school")
    with pytest.raises(StepNotReady) as refusal:
        finished(step, people, cast.amina)
    ((box, sentence),) = refusal.value.missing
    assert box == "missing"
    assert sentence.startswith("The police took no part, and the law asks for it (Children Act 1989 s47; Working Together")
    form = drawn(step.response or 0, seen_by=cast.amina)
    save_response(response_id=form.id, fields={"missing": ["Nobody answered until 8pm"]}, revision=form.revision, by=cast.amina, at=MONDAY)
    finished(step, people, cast.amina)
    assert set(Departure.objects.values_list("person_id", "what", "why")) == {
        (person, "without", "The police: Nobody answered until 8pm") for person in people
    }


def test_what_was_counted_is_not_counted_again_when_it_is_opened_again(cast: Cast) -> None:
    step, people = a_discussion(cast, took_part__r2__agency="school", missing="The paediatrician was in theatre")
    finished(step, people, cast.amina)
    reopen_step(step=step, why="A name was wrong", by=cast.ben, at=MONDAY)
    finished(Step.objects.get(pk=step.pk), people, cast.amina)
    assert Departure.objects.filter(what="without").count() == len(people)


def test_with_police_and_health_nothing_is_counted(cast: Cast) -> None:
    step, people = a_discussion(cast)
    finished(step, people, cast.amina)
    assert not Departure.objects.exists()


def test_an_enquiry_without_reasonable_cause_is_refused_and_what_was_typed_is_kept(cast: Cast, client_of: ClientOf) -> None:
    step, people = a_discussion(cast, threshold="no")
    said = {f"step__outcome__p{person}": "single-enquiry" for person in people} | {"step__held_day": "23", "step__held_month": "11", "step__held_year": "2026"}
    form = drawn(step.response or 0, seen_by=cast.amina)
    typed = {"why": "Nobody thinks so any more", "revision": str(form.revision), "do": "finish"}
    answer = client_of(cast.amina).post(reverse("step", args=[step.pk]), {**said, **typed}).content.decode()
    sentence = "Ada O&#39;Neil: &#34;Section 47 enquiry by the council&#34; contradicts the answer to"
    assert sentence in answer
    assert "Nobody thinks so any more" in answer
    assert Step.objects.get(pk=step.pk).status == "open"
    assert Response.objects.get(pk=step.response or 0).fields["why"] == ["Nobody thinks so any more"]
    finished(step, people, cast.amina, "assess", cast.ben.pk)
    assert Step.objects.get(pk=step.pk).status == "waiting"


def test_no_enquiry_although_there_is_reasonable_cause_asks_why_counts_it_and_stops_nobody(cast: Cast) -> None:
    step, people = a_discussion(cast, threshold="yes")
    ending = Ending({who: Decided("assess") for who in people}, MONDAY.date(), cast.ben.pk)
    with pytest.raises(StepNotReady) as refusal:
        finish_step(step=step, ending=ending, by=cast.amina, at=MONDAY)
    boxes = [box for box, _ in refusal.value.missing]
    assert boxes == ["threshold", f"step__because__p{people[0]}", "threshold", f"step__because__p{people[1]}"]
    assert 'contradicts the answer to "Is there reasonable cause to suspect significant harm?", which is Yes' in refusal.value.missing[0][1]
    finished(step, people, cast.amina, "assess", cast.ben.pk)
    assert set(Departure.objects.values_list("person_id", "what", "why")) == {
        (person, "against", "Is there reasonable cause to suspect significant harm? Yes. because") for person in people
    }


def test_not_to_enquire_waits_for_a_manager_and_nobody_waits_for_a_sibling(cast: Cast) -> None:
    step, (ada, ben) = a_discussion(cast, threshold="yes")
    decided = {ada: Decided("single-enquiry"), ben: Decided("no-further-action", "He was with his grandmother")}
    finish_step(step=step, ending=Ending(decided, MONDAY.date(), cast.ben.pk), by=cast.amina, at=MONDAY)
    step.refresh_from_db()
    assert step.status == "waiting"
    assert Step.objects.get(kind="section-47-enquiry").people.get().person_id == ada, "it begins at once"
    assert StoryLine.objects.filter(source="pathways.Step", source_id=step.pk).values_list("person_id", flat=True).get() == ada
    authorise_step(step=step, by=cast.ben, at=MONDAY)
    assert Step.objects.get(pk=step.pk).status == "done"
    assert Step.objects.filter(kind="section-47-enquiry").count() == 1
    assert set(StoryLine.objects.filter(source="pathways.Step", source_id=step.pk).values_list("person_id", flat=True)) == {ada, ben}


def test_a_manager_is_asked_only_where_an_outcome_needs_one(cast: Cast) -> None:
    step, people = a_discussion(cast)
    assert finished(step, people, cast.amina).status == "done"
