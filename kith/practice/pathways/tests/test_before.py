"""Contacts before: counted before a contact is closed, about the same children and around the same adults, as far as the records are open."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import save_response
from kith.practice.forms.queries import drawn
from kith.practice.pathways.commands import begin_step, cancel_step, finish_step
from kith.practice.pathways.models import Step
from kith.practice.pathways.queries import before
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person, relate
from tests.cast import Cast
from tests.eyes import looking_as

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ClientOf = Callable[[Worker], Client]


def person(name: str, by: Worker, born: date = date(2018, 5, 4)) -> int:
    return register_person(forenames=name, surname="O'Hara", born_on=born, birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


def contact(people: list[int], days_ago: int, by: Worker) -> Step:
    step = begin_step(kind="contact", person_ids=people, began=MONDAY - timedelta(days=days_ago), by=by, at=MONDAY)
    fill_in(step, by=by, at=MONDAY)
    return finish_step(step=step, ending=Ending({each: Decided("information") for each in people}), by=by, at=MONDAY)


def begun(people: list[int], by: Worker) -> Step:
    return begin_step(kind="contact", person_ids=people, began=MONDAY, by=by, at=MONDAY)


def test_contacts_before_are_counted_for_each_child_and_around_each_adult(cast: Cast) -> None:
    ada, ben, other, dad = (person(name, cast.amina) for name in ("Ada", "Ben", "Zoe", "Tim"))
    dad = person("Tom", cast.amina, date(1985, 1, 1))
    for each in (ada, ben, other):
        relate(person_id=dad, other_id=each, kind="parent", by=cast.amina, at=MONDAY)
    contact([ada], 400, cast.amina)
    contact([ada, ben], 30, cast.amina)
    elsewhere = contact([other], 10, cast.amina)
    cancel_step(step=begun([ada], cast.amina), why="Rung by mistake", by=cast.amina, at=MONDAY)
    told = before(begun([ada, ben], cast.amina), seen_by=cast.amina)
    assert told.about == [("Ada O'Hara", 2), ("Ben O'Hara", 1)]
    assert told.around == [("Tom O'Hara", 1)]
    assert [(each.step_id == elsewhere.pk, each.names, each.around) for each in told.earlier] == [
        (True, "Zoe O'Hara", "Tom O'Hara"), (False, "Ada O'Hara, Ben O'Hara", ""), (False, "Ada O'Hara", ""),
    ]  # fmt: skip
    assert told.earlier[0].outcome == "Information and advice given; nothing further"


def test_an_adult_who_is_only_named_counts_as_well(cast: Cast) -> None:
    ada, other, man = person("Ada", cast.amina), person("Zoe", cast.amina), person("Tom", cast.amina, date(1985, 1, 1))
    relate(person_id=man, other_id=other, kind="parent", by=cast.amina, at=MONDAY)
    contact([other], 10, cast.amina)
    step = begun([ada], cast.amina)
    assert before(step, seen_by=cast.amina).is_empty
    form = drawn(step.response or 0, seen_by=cast.amina)
    fields = {"adults__rows": ["0"], "adults__r0__who": [str(man)], "adults__r0__part": ["Seen with her"]}
    save_response(response_id=form.id, fields=fields, revision=form.revision, by=cast.amina, at=MONDAY)
    assert before(step, seen_by=cast.amina).around == [("Tom O'Hara", 1)]


def test_of_a_hidden_child_nothing_is_said_and_nothing_counted(cast: Cast) -> None:
    ada, hidden, mum = person("Ada", cast.amina), person("Zoe", cast.amina), person("Mia", cast.amina, date(1985, 1, 1))
    for each in (ada, hidden):
        relate(person_id=mum, other_id=each, kind="parent", by=cast.amina, at=MONDAY)
    contact([hidden], 10, cast.amina)
    step = begun([ada], cast.amina)
    restrict(person_id=hidden, kind="staff", level="hidden", reason="x", contact="Ring us", workers=[cast.amina.pk], by=cast.ben, at=MONDAY)
    for worker, there in ((cast.amina, 1), (cast.cerys, 0)):
        with looking_as(worker):
            told = before(step, seen_by=Worker.objects.get(pk=worker.pk))
            assert len(told.earlier) == there
            assert ("Zoe" in str(told)) is bool(there)


def test_the_page_of_a_contact_says_it_before_it_is_closed_with_a_link_to_each(
    cast: Cast, client_of: ClientOf
) -> None:
    ada = person("Ada", cast.amina)
    first = contact([ada], 400, cast.amina)
    page = client_of(cast.amina).get(reverse("step", args=[begun([ada], cast.amina).pk])).content.decode()
    assert "1 contact before about Ada O&#39;Hara" in page
    assert f'href="/steps/{first.pk}"' in page
    none = client_of(cast.amina).get(reverse("step", args=[first.pk])).content.decode()
    assert "No contact before" in none


def test_it_costs_no_more_with_more_contacts(cast: Cast) -> None:
    ada, ben = person("Ada", cast.amina), person("Ben", cast.amina)
    step = begun([ada, ben], cast.amina)
    asked = []
    for _ in range(2):
        contact([ada, ben], 3, cast.amina)
        with CaptureQueriesContext(connection) as statements:
            before(step, seen_by=Worker.objects.get(pk=cast.amina.pk))
        asked.append(len(statements))
        for days in range(4, 9):
            contact([ada, ben], days, cast.amina)
    assert asked[0] == asked[1] <= 24
