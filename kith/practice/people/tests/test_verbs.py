"""What may and may not be done to what is known of people."""

from datetime import date, datetime, timedelta

import pytest

from kith.foundations.access.rules import Refusal
from kith.practice.people import commands as people
from kith.practice.people.models import Fact, IdentifierClash, Name, Person, Residence
from kith.practice.people.queries import circle_of, household_of, relations_of, siblings_and_household
from tests.cast import Cast


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return people.register_person(
        forenames="Ella", surname="O'Donnell", born_on=date(2014, 4, 3), birth_known="exact", sex="F", by=cast.amina, at=now
    )


def _move(person: Person, cast: Cast, now: datetime, lines: str, since: date, **more: object) -> Residence:
    return people.move_to(person_id=person.pk, lines=lines, postcode_text="LS8 1AB", starts_on=since, by=cast.amina, at=now, **more)  # type: ignore[arg-type]  # only known options


def test_moving_ends_the_home_before_and_keeps_it(ella: Person, cast: Cast, now: datetime) -> None:
    first = _move(ella, cast, now, "1 Elm Road", date(2020, 1, 1))
    _move(ella, cast, now, "2 Oak Road", date(2024, 5, 1))
    first.refresh_from_db()
    assert first.ends_on == date(2024, 5, 1)
    assert Residence.objects.filter(person=ella).count() == 2


def test_two_main_homes_at_once_are_refused_with_what_to_do(ella: Person, cast: Cast, now: datetime) -> None:
    _move(ella, cast, now, "1 Elm Road", date(2024, 1, 1))
    with pytest.raises(Refusal, match=r"from 1 January 2024.*shared care"):
        _move(ella, cast, now, "2 Oak Road", date(2023, 1, 1))
    assert Residence.objects.filter(person=ella).count() == 1


def test_shared_care_has_two_homes(ella: Person, cast: Cast, now: datetime) -> None:
    for lines in ("1 Elm Road", "2 Oak Road"):
        _move(ella, cast, now, lines, date(2024, 1, 1), kind="shared_care")
    assert Residence.objects.filter(person=ella, ends_on=None).count() == 2


def test_a_number_on_two_records_is_told_to_the_guardian_and_not_to_the_worker(ella: Person, cast: Cast, now: datetime) -> None:
    other = people.register_person(forenames="Ela", surname="Donell", by=cast.cerys, at=now)
    for person in (ella, other):
        people.give_identifier(person_id=person.pk, scheme="nhs_number", value="943 476 5919", by=cast.amina, at=now)
    clash = IdentifierClash.objects.get()
    assert {clash.first_id, clash.second_id} == {ella.pk, other.pk}


def test_an_nhs_number_that_fails_its_check_is_a_sentence(ella: Person, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="fails its check digit"):
        people.give_identifier(person_id=ella.pk, scheme="nhs_number", value="9434765918", by=cast.amina, at=now)


def test_an_unborn_child_is_born_in_place(cast: Cast, now: datetime) -> None:
    unborn = people.register_person(
        forenames="Unborn", surname="Price", is_unborn=True, expected_on=now.date() + timedelta(days=40), by=cast.amina, at=now
    )
    born = people.record_birth(person_id=unborn.pk, born_on=now.date(), sex="F", forenames="Maya", surname="Price", by=cast.amina, at=now)
    assert (born.pk, born.name, born.is_unborn, born.sex) == (unborn.pk, "Maya Price", False, "F")
    assert {name.full for name in Name.objects.filter(person=born)} == {"Unborn Price", "Maya Price"}


def test_a_new_legal_name_keeps_the_old_one(ella: Person, cast: Cast, now: datetime) -> None:
    people.give_name(
        person_id=ella.pk, kind="legal", forenames="Ella", surname="Nightingale", starts_on=date(2025, 1, 1), by=cast.amina, at=now
    )
    ella.refresh_from_db()
    assert ella.name == "Ella Nightingale"
    assert Name.objects.get(person=ella, surname="O'Donnell").ends_on == date(2025, 1, 1)


@pytest.mark.parametrize(("forenames", "said"), [("", "Enter a first name"), ("x" * 10_000, "150 characters or fewer; this one has 10000")])
def test_a_name_that_is_none_is_refused(forenames: str, said: str, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match=said):
        people.register_person(forenames=forenames, surname="", by=cast.amina, at=now)


@pytest.mark.parametrize("name", ["Zoë 🌻", "محمد", "Nguyễn Thị", "O'Neill", "Prince"])
def test_names_of_all_kinds_are_kept_as_they_are(name: str, cast: Cast, now: datetime) -> None:
    assert people.register_person(forenames=name, surname="", by=cast.amina, at=now).name == name


def test_a_fact_changes_and_the_value_before_stays(ella: Person, cast: Cast, now: datetime) -> None:
    people.set_fact(person_id=ella.pk, kind="religion", code="christian", by=cast.amina, at=now)
    people.set_fact(person_id=ella.pk, kind="religion", code="none", starts_on=date(2026, 1, 1), by=cast.amina, at=now)
    assert [(fact.code, fact.ends_on) for fact in Fact.objects.filter(person=ella, kind="religion").order_by("id")] == [
        ("christian", date(2026, 1, 1)), ("none", None),
    ]  # fmt: skip


def test_a_relationship_is_read_from_both_sides(ella: Person, cast: Cast, now: datetime) -> None:
    mother = people.register_person(forenames="Siobhan", surname="O'Donnell", sex="F", by=cast.amina, at=now)
    people.relate(person_id=mother.pk, other_id=ella.pk, kind="parent", has_pr=True, by=cast.amina, at=now)
    assert [(view.word, view.has_pr) for view in relations_of(ella.pk, seen_by=cast.amina)] == [("mother", True)]
    assert [view.word for view in relations_of(mother.pk, seen_by=cast.amina)] == ["daughter"]
    with pytest.raises(Refusal, match="already recorded"):
        people.relate(person_id=ella.pk, other_id=mother.pk, kind="child", by=cast.amina, at=now)


def test_children_of_one_parent_are_siblings_whether_or_not_anybody_wrote_it(ella: Person, cast: Cast, now: datetime) -> None:
    mother, noah, obi = (
        people.register_person(forenames=name, surname="O'Donnell", sex="M", by=cast.amina, at=now) for name in ("Siobhan", "Noah", "Obi")
    )
    for child in (ella, noah):
        people.relate(person_id=mother.pk, other_id=child.pk, kind="parent", by=cast.amina, at=now)
    wrong = people.relate(person_id=obi.pk, other_id=mother.pk, kind="child", by=cast.amina, at=now)
    people.relate(person_id=obi.pk, other_id=ella.pk, kind="half_sibling", by=cast.amina, at=now)
    words = {near.card.name.split()[0]: near.word for near in circle_of(ella.pk, seen_by=cast.amina)}
    assert words == {"Siobhan": "father", "Noah": "brother by a parent in common", "Obi": "half-brother"}
    assert {card.id for card in siblings_and_household(ella.pk, seen_by=cast.amina)} == {noah.pk, obi.pk}
    people.strike_out(row=wrong, reason="Another Obi", by=cast.amina, at=now)
    assert {near.card.id for near in circle_of(noah.pk, seen_by=cast.amina)} == {mother.pk, ella.pk}


def test_the_household_is_who_lives_there_now(ella: Person, cast: Cast, now: datetime) -> None:
    lodger = people.register_person(forenames="Tom", surname="Lodge", by=cast.amina, at=now)
    for person in (ella, lodger):
        _move(person, cast, now, "1 Elm Rd", date(2024, 1, 1))
    assert {member.card.name for member in household_of(ella.pk, seen_by=cast.amina)} == {"Ella O'Donnell", "Tom Lodge"}
    _move(lodger, cast, now, "9 Ash Lane", date(2026, 1, 1))
    assert [member.card.name for member in household_of(ella.pk, seen_by=cast.amina)] == ["Ella O'Donnell"]
