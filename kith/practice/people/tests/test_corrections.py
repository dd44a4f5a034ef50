"""What was written down wrongly is put right, and what stood there is kept."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import search
from kith.practice.people.commands import correct_person, give_name, record_death, register_person
from kith.practice.people.models import Correction, Person
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
BORN = date(2014, 4, 3)


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="Quillfeather", born_on=BORN, birth_known="exact", sex="F", by=cast.amina, at=now)


def test_a_corrected_date_of_birth_is_found_and_the_old_one_kept(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    correct_person(
        person_id=ella.pk, born_on=date(2014, 4, 13), birth_known="exact", expected_on=None, sex="F", died_on=None, reason="Birth certificate",
        by=cast.amina, at=now,
    )  # fmt: skip
    assert Correction.objects.get(person=ella).born_on == BORN
    assert search("13/4/2014 quillfeather", seen_by=cast.amina, today=now.date()).results[0].why[-1] == "date of birth matches"
    said = client_of(cast.amina).get(reverse("details", kwargs={"person_id": ella.pk})).content.decode()
    assert "Born 3 April 2014" in said
    assert "Birth certificate" in said


def test_a_death_recorded_by_mistake_is_taken_back_by_a_correction(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    record_death(person_id=ella.pk, died_on=now.date(), by=cast.amina, at=now)
    with pytest.raises(Refusal, match="on the record already"):
        record_death(person_id=ella.pk, died_on=now.date(), by=cast.amina, at=now)
    typed = {
        "born_on_day": "3",
        "born_on_month": "4",
        "born_on_year": "2014",
        "birth_known": "exact",
        "sex": "F",
        "reason": "The wrong Ella",
    }
    client_of(cast.amina).post(reverse("correct_person", kwargs={"person_id": ella.pk}), typed)
    ella.refresh_from_db()
    assert ella.died_on is None
    assert Correction.objects.get(person=ella).died_on == now.date()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": " "}, "Say why"),
        ({}, "Nothing was changed"),
        ({"born_on": date(1815, 1, 1)}, "Check the year"),
        ({"died_on": date(2013, 1, 1)}, "before"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(change: dict[str, object], sentence: str, ella: Person, cast: Cast, now: datetime) -> None:
    same: dict[str, object] = {
        "born_on": BORN,
        "birth_known": "exact",
        "expected_on": None,
        "sex": "F",
        "died_on": None,
        "reason": "Because",
    }
    with pytest.raises(Refusal, match=sentence):
        correct_person(person_id=ella.pk, **{**same, **change}, by=cast.amina, at=now)  # type: ignore[arg-type]  # as typed above


def test_a_name_that_is_still_to_come_is_not_shown_as_present(ella: Person, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="still to come"):
        give_name(
            person_id=ella.pk,
            kind="legal",
            forenames="Ella",
            surname="Smith",
            starts_on=now.date() + timedelta(days=5),
            by=cast.amina,
            at=now,
        )


def test_an_alert_asks_what_the_danger_is(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    page = reverse("add_fact", kwargs={"person_id": ella.pk, "what": "alert"})
    answer = client_of(cast.amina).post(page, {"kind": "", "reason": "Dog", "told": "yes"})
    assert "Choose what is the danger" in answer.content.decode()
