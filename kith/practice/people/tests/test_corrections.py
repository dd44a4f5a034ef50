"""What was written down wrongly is put right, and what stood there is kept."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import correct_person, give_name, move_to, record_death, register_person, relate
from kith.practice.people.models import Alert, Correction, Person, Residence
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
    assert "govuk-error-summary" in answer.content.decode()
    assert not Alert.objects.filter(person=ella).exists()


def test_the_longest_names_and_marks_of_direction_do_no_harm(cast: Cast, now: datetime) -> None:
    long = register_person(forenames="A" * 150, surname="B" * 150, known_as="C" * 150, by=cast.amina, at=now)
    assert len(long.name) == 300
    turned = register_person(forenames="Usman\u202e", surname="Ali", by=cast.amina, at=now)
    assert turned.name == "Usman Ali"


def test_nobody_is_the_parent_of_somebody_older(ella: Person, cast: Cast, now: datetime) -> None:
    baby = register_person(forenames="Isla", surname="Quillfeather", born_on=date(2024, 1, 1), birth_known="exact", by=cast.amina, at=now)
    with pytest.raises(Refusal, match="younger"):
        relate(person_id=baby.pk, other_id=ella.pk, kind="parent", by=cast.amina, at=now)
    with pytest.raises(Refusal, match="younger"):
        relate(person_id=ella.pk, other_id=baby.pk, kind="child", by=cast.amina, at=now)
    relate(person_id=ella.pk, other_id=baby.pk, kind="sibling", by=cast.amina, at=now)


def test_the_dead_live_nowhere_but_their_address_is_kept(ella: Person, cast: Cast, now: datetime) -> None:
    move_to(person_id=ella.pk, lines="4 Mill Lane", postcode_text="LS8 1AA", starts_on=date(2020, 1, 1), by=cast.amina, at=now)
    record_death(person_id=ella.pk, died_on=now.date(), by=cast.amina, at=now)
    assert Residence.objects.get(person=ella).ends_on == now.date()
