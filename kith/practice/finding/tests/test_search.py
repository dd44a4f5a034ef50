"""Everybody is found by whatever is known of them, at once after a change, and the answer says why."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import connection

from kith.foundations.access.rules import Refusal
from kith.practice.finding.commands import rebuild_index, recount_words
from kith.practice.finding.queries import search
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.work.commands import allocate
from tests.cast import Cast

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Known:
    """Two who are asked for, among others who are like them."""

    jonathan: Person
    siobhan: Person


@pytest.fixture
def known(cast: Cast, now: datetime) -> Known:
    def person(forenames: str, surname: str, born: date) -> Person:
        return people.register_person(forenames=forenames, surname=surname, born_on=born, birth_known="exact", by=cast.amina, at=now)

    jonathan = person("Jonathan Lee", "Smith", date(2014, 4, 3))
    siobhan = person("Siobhan", "O'Donnell-Price", date(1990, 2, 11))
    for forenames, surname, born in (
        ("John", "Smythe", date(1970, 1, 1)),
        ("Sharon", "Donnelly", date(1991, 5, 6)),
        ("Leah", "Price", date(2012, 4, 3)),
    ):
        person(forenames, surname, born)
    people.give_name(person_id=siobhan.pk, kind="maiden", forenames="Siobhan", surname="McAllister", starts_on=None, by=cast.amina, at=now)
    people.move_to(
        person_id=jonathan.pk, lines="14 Elm Road, Northgate", postcode_text="LS8 1AB", starts_on=date(2024, 2, 1), by=cast.amina, at=now
    )
    people.give_identifier(person_id=jonathan.pk, scheme="nhs_number", value="943 476 5919", by=cast.amina, at=now)
    people.add_vehicle(person_id=siobhan.pk, registration_text="AB12 CDE", by=cast.amina, at=now)
    for kind, value in (("mobile", "07700 900456"), ("email", "Siobhan.Price@example.org")):
        people.give_contact_point(person_id=siobhan.pk, kind=kind, value=value, by=cast.amina, at=now)
    return Known(jonathan, siobhan)


def first(typed: str, cast: Cast) -> int | None:
    found = search(typed, seen_by=cast.amina, today=TODAY).results
    return found[0].card.id if found else None


@pytest.mark.parametrize(
    "typed",
    [
        "jonathan smith", "smith jonathan", "jon smyth 3/4/14 ls8", "johnathan smiht 03/04/2014", "j smith 3/4/14",
        "jonathan smith 4/3/14", "jonathan smith 3/4/15", "jonathan smith 2014", "jonathan smith apr 2014", "jonathan smith age 12",
        "jonathanlee smith 2014", "14 elm road", "14 elm rd", "14 Elme Road", "14 elm rod", "smyth elm road", "jon smyth 14 elm rd ls8",
        "elm raod northgate", "14 elm", "smith 03 04 2014", "smith 030414", "smith 14-04-03", "jonathan smith 31/4/2014",
        "smith 12", "jonathan smith april 3 2014", "943 476 5910", "943476591", "mr jonathan smith dob 3.4.14", "ls8 1",
        "smith ls8 1", "ls8 1ab", "9434765919", "943 467 5919", "smith ls8 1ab", "jonath smith 3 april 2014",
    ],
)  # fmt: skip
def test_a_child_is_found_however_it_is_typed(typed: str, cast: Cast, known: Known) -> None:
    assert first(typed, cast) == known.jonathan.pk


@pytest.mark.parametrize(
    "typed",
    [
        "siobhan odonnell",
        "shivon o donnell price 11/2/90",
        "siobhan mcallister",
        "siobhan mc allister",
        "ab12cde",
        "AB12 CDE",
        "AB12 CD",
        "AB1 CDE",
        "ab12cd",
        "b12cde",
        "07700 900456",
        "+447700900456",
        "7700900456",
        "900456",
        "900 456",
        "siobhan 900456",
        "07700 9004",
        "07700 900465",
        "siobhan.price@example.org",
        "Síobhán O’Donnell",
        "odonnellprice",
    ],
)
def test_an_adult_is_found_by_apostrophe_hyphen_maiden_name_and_car(typed: str, cast: Cast, known: Known) -> None:
    assert first(typed, cast) == known.siobhan.pk


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("jonathan smith 4/3/14", "day and month swapped"),
        ("jonathan smith 3/4/15", "day and month match, year differs"),
        ("9434765919", "NHS number matches"),
        ("943 467 5919", "NHS number with two figures swapped"),
        ("siobhan mcallister", "maiden name: Siobhan McAllister"),
        ("943 476 5910", "NHS number with one figure different"),
        ("943476591", "NHS number with one figure missing"),
        ("AB12 CD", "vehicle with one character different"),
        ("900456", "part of the telephone number matches"),
        ("jonathan smith 31/4/2014", "date of birth is near that"),
        ("14 Elme Road", "address is like that"),
        ("jonathan smith age 12", "age matches"),
    ],
)
def test_the_answer_says_why(typed: str, why: str, cast: Cast, known: Known) -> None:
    del known
    assert why in search(typed, seen_by=cast.amina, today=TODAY).results[0].why


def test_a_new_name_is_found_at_once_and_the_old_one_still(cast: Cast, known: Known, now: datetime) -> None:
    people.give_name(person_id=known.jonathan.pk, kind="alias", forenames="Zebedee", surname="Quill", starts_on=None, by=cast.amina, at=now)
    assert first("zebedee quill", cast) == first("zebedy quil", cast) == first("jonathan smith", cast) == known.jonathan.pk


def test_what_is_said_of_several_at_once_finds_each_at_once(cast: Cast, known: Known, now: datetime) -> None:
    other = people.register_person(forenames="Bea", surname="Quayle", by=cast.amina, at=now)
    people.settle_homes(said={known.jonathan.pk: ("3 Willow Walk", "LS9 9ZZ"), other.pk: ("3 Willow Walk", "LS9 9ZZ")}, by=cast.amina, at=now)
    people.settle_known_as(said={known.jonathan.pk: "Ziggy", other.pk: "Beatle"}, by=cast.amina, at=now)
    people.give_contact_points(said={known.jonathan.pk: ("mobile", "07700 900777"), other.pk: ("phone", "0113 496 0777")}, by=cast.amina, at=now)
    assert {each.card.id for each in search("3 willow walk", today=now.date(), seen_by=cast.amina).good} == {known.jonathan.pk, other.pk}
    assert [first(typed, cast) for typed in ("ziggy", "07700 900777")] == [known.jonathan.pk] * 2
    assert [first(typed, cast) for typed in ("beatle", "0113 496 0777")] == [other.pk] * 2


def test_a_confidential_address_finds_nobody(cast: Cast, known: Known, now: datetime) -> None:
    people.move_to(
        person_id=known.siobhan.pk, lines="9 Secret Mews", postcode_text="LS9 9ZZ", starts_on=date(2025, 1, 1), is_confidential=True, by=cast.amina, at=now
    )  # fmt: skip
    assert first("9 secret mews", cast) is None
    assert first("ls9 9zz", cast) is None
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from finding_street where word in ('secret', 'mews')")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("typed", ["st marys rd", "saint mary's road", "St. Mary's Rd", "9 st marys road"])
def test_streets_are_found_by_their_abbreviations_both_ways(typed: str, cast: Cast, known: Known, now: datetime) -> None:
    for person, lines in ((known.jonathan, "9 Saint Mary's Road"), (known.siobhan, "St Mary's Rd")):
        people.move_to(person_id=person.pk, lines=lines, postcode_text="", starts_on=date(2026, 1, 1), by=cast.amina, at=now)
    found = {one.card.id for one in search(typed, seen_by=cast.amina, today=TODAY).good}
    assert known.jonathan.pk in found
    assert known.siobhan.pk in found or typed.startswith("9")


@pytest.mark.parametrize(
    ("lines", "typed"),
    [("12 College Lane", "12 Collage Lane"), ("3 Station Road", "Stasion Rd"), ("7 Highfield Avenue", "7 high field ave")],
)
def test_a_misspelt_street_is_found(lines: str, typed: str, cast: Cast, known: Known, now: datetime) -> None:
    people.move_to(person_id=known.siobhan.pk, lines=lines, postcode_text="", starts_on=date(2026, 1, 1), by=cast.amina, at=now)
    assert [one.card.id for one in search(typed, seen_by=cast.amina, today=TODAY).good] == [known.siobhan.pk]


def test_whoever_lives_in_a_street_is_not_called_like_it(cast: Cast, now: datetime) -> None:
    def person(forenames: str, surname: str, lines: str) -> Person:
        one = people.register_person(forenames=forenames, surname=surname, by=cast.amina, at=now)
        people.move_to(person_id=one.pk, lines=lines, postcode_text="", starts_on=None, by=cast.amina, at=now)
        return one

    hill, _ = person("John", "Hill", "1 Ash Grove"), person("John", "Baker", "2 Oak Road, Castle Hill")
    assert [one.card.id for one in search("john hill", seen_by=cast.amina, today=TODAY).good] == [hill.pk]


@pytest.mark.parametrize(
    "typed",
    [
        "ebenezer smith",
        "jonathan quillfeather",
        "jonathan smith 5/6/1950",
        "jonathan smith age 50",
        "zachary price 3/9/2001",
        "99 elm road",
    ],
)
def test_who_fits_only_in_part_is_less_likely(typed: str, cast: Cast, known: Known) -> None:
    del known
    answer = search(typed, seen_by=cast.amina, today=TODAY)
    assert answer.good == []
    assert answer.less_likely == answer.results
    assert all(0 < found.score < 1 for found in answer.results)


def test_one_name_does_not_stand_for_two_that_are_only_like_it(cast: Cast, now: datetime) -> None:
    both, one = (people.register_person(forenames=forenames, surname="Boateng", by=cast.amina, at=now) for forenames in ("Mia Kama", "Ama"))
    scores = {found.card.id: found.score for found in search("mia kam boateng", seen_by=cast.amina, today=TODAY).results}
    assert scores[both.pk] > scores[one.pk] + 0.1
    assert [found.card.id for found in search("mohammed mohammed boateng", seen_by=cast.amina, today=TODAY).good] == []


def test_the_less_likely_come_after_the_good(cast: Cast, known: Known) -> None:
    answer = search("jonathan smith", seen_by=cast.amina, today=TODAY)
    assert answer.good[0].card.id == known.jonathan.pk
    assert answer.results == [*answer.good, *answer.less_likely]


def test_an_unborn_child_is_found_by_the_word_and_the_expected_date(cast: Cast, now: datetime) -> None:
    child = people.register_person(forenames="Baby", surname="Okonkwo", is_unborn=True, expected_on=date(2027, 3, 9), by=cast.amina, at=now)
    for typed in ("unborn okonkwo", "okonkwo 9/3/2027", "unborn okonkwo march 2027", "baby okonkwo"):
        answer = search(typed, seen_by=cast.amina, today=TODAY)
        assert [found.card.id for found in answer.good] == [child.pk]


@pytest.mark.parametrize(
    ("forenames", "surname"), [("محمد", "علي"), ("שלום", "כהן"), ("Żaneta", "Łuczak"), ("प्रिया", "शर्मा"), ("José", "Núñez")]
)
def test_a_name_in_any_script_is_found_as_it_is_written(forenames: str, surname: str, cast: Cast, now: datetime) -> None:
    person = people.register_person(forenames=forenames, surname=surname, by=cast.amina, at=now)
    for typed in (f"{forenames} {surname}", f"\u202b{surname}\u202c {forenames}", f"🌻 {forenames} {surname}"):
        assert first(typed, cast) == person.pk


def test_building_the_index_anew_changes_nothing(cast: Cast, known: Known, now: datetime) -> None:
    def answers() -> list[list[tuple[int, float]]]:
        asked = ("jon smyth 3/4/14", "siobhan mc allister", "14 elm road", "14 elme rd", "price", "900456", "ab12 cd")
        return [[(found.card.id, found.score) for found in search(typed, seen_by=cast.amina, today=TODAY).results] for typed in asked]

    del known
    before = answers()
    with connection.cursor() as cursor:
        cursor.execute("reset role")  # only the owner of the tables builds them anew
        rebuild_index(by=cast.machine, at=now)
        cursor.execute("set local role kith_app")
    assert before == answers()
    assert all(before)


def test_among_namesakes_ones_own_come_first(cast: Cast, now: datetime) -> None:
    twins = [people.register_person(forenames="Mary", surname="Ogden", by=cast.amina, at=now) for _ in range(3)]
    allocate(person_id=twins[2].pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=TODAY, by=cast.ben, at=now)
    assert first("mary ogden", cast) == twins[2].pk


def test_among_namesakes_who_bears_no_other_name_comes_first(cast: Cast, now: datetime) -> None:
    made = [
        people.register_person(forenames=forenames, surname="Quilter", born_on=None, birth_known="unknown", by=cast.amina, at=now).pk
        for forenames in ("Laura Jane", "Laura")
    ]
    assert [found.card.id for found in search("laura quilter", seen_by=cast.amina, today=now.date()).results] == [made[1], made[0]]


def test_whoever_may_not_search_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal):
        search("smith", seen_by=cast.ada, today=TODAY)


def test_who_bears_the_rarer_of_two_names_comes_first(cast: Cast, now: datetime) -> None:
    def person(forenames: str, surname: str) -> Person:
        return people.register_person(forenames=forenames, surname=surname, by=cast.amina, at=now)

    for surname in ("Ash", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Kauri", "Larch"):
        person("Benjamin", surname)
    rare = person("Silas", "Constancio")
    recount_words(by=cast.amina, at=now)
    assert next(found.card.id for found in search("benjamin constancio", seen_by=cast.amina, today=TODAY).results) == rare.pk


def test_a_corrected_date_of_birth_is_found_at_once(known: Known, cast: Cast, now: datetime) -> None:
    people.correct_person(
        person_id=known.jonathan.pk, born_on=date(2014, 4, 13), birth_known="exact", expected_on=None, sex="M", died_on=None,
        reason="Birth certificate", by=cast.amina, at=now,
    )  # fmt: skip
    assert "date of birth matches" in search("jonathan smith 13/4/2014", seen_by=cast.amina, today=TODAY).results[0].why
