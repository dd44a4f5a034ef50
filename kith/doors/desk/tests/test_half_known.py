"""Dates of which only the year, or month and year, is known; births that are far from what was expected."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import search
from kith.practice.people import commands as people
from kith.practice.people.models import ContactPoint, Fact, Name, Person, Professional, Relationship, Residence
from kith.practice.people.rules.ages import age_in_words, birth_in_words
from kith.practice.people.rules.doubts import Doubt
from kith.practice.people.rules.half_known import in_words, middle
from kith.practice.people.rules.pregnancy import far_from_expected
from kith.practice.recording.models import StoryLine
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
TODAY = date(2026, 11, 23)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.booleans(), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_the_middle_is_within_what_is_known_and_not_yet_to_come(on: date, with_month: bool, today: date) -> None:
    found = middle(on.year, on.month if with_month else None, today=today)
    assert found.year == on.year
    assert not with_month or found.month == on.month
    assert found <= today or date(on.year, on.month if with_month else 1, 1) > today


def test_it_is_said_as_far_as_it_is_known() -> None:
    assert [in_words(date(2015, 5, 16), known) for known in ("day", "month", "year")] == ["16 May 2015", "May 2015", "2015"]
    assert birth_in_words(date(1984, 7, 1), "year") == "about 1984"
    assert birth_in_words(date(2015, 5, 16), "month") == "May 2015"
    assert age_in_words(date(2017, 7, 1), "year", TODAY, unborn=False, expected=None, died=None) == "about 9 years"


@pytest.fixture
def kim(cast: Cast, now: datetime, client_of: ClientOf) -> Person:
    person = people.register_person(forenames="Kim", surname="Quillfeather", by=cast.amina, at=now)
    page = reverse("correct_person", kwargs={"person_id": person.pk})
    typed = {
        "born_on_day": "",
        "born_on_month": "5",
        "born_on_year": "2015",
        "birth_known": "exact",
        "sex": "F",
        "reason": "Her aunt says so",
    }
    assert client_of(cast.amina).post(page, typed).status_code == 302
    person.refresh_from_db()
    return person


def test_a_birth_is_kept_with_how_much_is_known(kim: Person, cast: Cast, client_of: ClientOf) -> None:
    assert (kim.born_on, kim.birth_known) == (date(2015, 5, 16), "month")
    client = client_of(cast.amina)
    assert "born May 2015" in client.get(reverse("record", kwargs={"person_id": kim.pk})).content.decode()
    form = client.get(reverse("correct_person", kwargs={"person_id": kim.pk})).content.decode()
    assert 'name="born_on_month" type="text" inputmode="numeric" value="5"' in form
    assert 'name="born_on_day" type="text" inputmode="numeric">' in form


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("kim quillfeather 3/5/2015", "month and year of birth match, the day is not known"),
        ("kim quillfeather may 2015", "month and year of birth match"),
        ("kim quillfeather 2015", "year of birth matches"),
        ("kim quillfeather aged 11", "age matches"),
    ],
)
def test_search_says_how_much_fits(asked: str, why: str, kim: Person, cast: Cast) -> None:
    best = search(asked, seen_by=cast.amina, today=TODAY).results[0]
    assert best.card.id == kim.pk
    assert why in best.why
    assert "date of birth matches" not in search("16/5/2015 kim", seen_by=cast.amina, today=TODAY).results[0].why


def test_a_child_is_added_with_the_year_alone(cast: Cast, client_of: ClientOf) -> None:
    page = f"{reverse('add_person')}?q=zed+quux+1984"
    form = client_of(cast.amina).get(page).content.decode()
    assert 'value="1984"' in form
    typed = {"forenames": "Zed", "surname": "Quux", "born_on_year": "1984", "birth_known": "exact", "sex": "U"}
    client_of(cast.amina).post(page, typed)
    person = Person.objects.get(name="Zed Quux")
    assert (person.born_on, person.birth_known) == (date(1984, 7, 1), "year")
    assert Name.objects.get(person=person).since == "1984"


def test_a_move_and_a_name_keep_how_much_is_known_and_say_what_ended(kim: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    people.move_to(person_id=kim.pk, lines="1 Elm Road", starts_on=date(2020, 1, 1), by=cast.amina, at=now)
    client, page = client_of(cast.amina), reverse("add_fact", kwargs={"person_id": kim.pk, "what": "address"})
    assert "The main home is 1 Elm Road. A new main home ends it" in client.get(page).content.decode()
    said = client.post(
        page, {"kind": "main", "lines": "2 Oak Road", "starts_on_month": "5", "starts_on_year": "2024"}, follow=True
    ).content.decode()
    assert "The main home before it (1 Elm Road) was so until May 2024" in said
    assert "from May 2024" in said
    assert Residence.objects.get(place__lines="1 Elm Road").ends_known == "month"
    client.post(
        reverse("add_fact", args=[kim.pk, "name"]), {"kind": "alias", "forenames": "Kimmy", "surname": "Q", "starts_on_year": "2019"}
    )
    assert Name.objects.get(forenames="Kimmy").since == "2019"


@pytest.mark.parametrize(
    ("typed", "said"), [({"starts_on_day": "3", "starts_on_year": "2024"}, "must include a month"), ({"starts_on_month": "5"}, "a year")]
)
def test_a_day_without_its_month_is_asked_for(typed: dict[str, str], said: str, kim: Person, cast: Cast, client_of: ClientOf) -> None:
    page = reverse("add_fact", kwargs={"person_id": kim.pk, "what": "address"})
    assert said in client_of(cast.amina).post(page, {"kind": "other", "lines": "2 Oak Road", **typed}).content.decode()


@pytest.mark.parametrize(("weeks", "asked"), [(-23, True), (-19, False), (0, False), (3, False), (5, True)])
def test_a_birth_far_from_the_expected_date_is_asked_about(weeks: int, asked: bool) -> None:
    assert bool(far_from_expected(TODAY + timedelta(weeks=weeks), TODAY)) is asked


def test_the_form_of_a_birth_asks_and_takes_yes(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    unborn = people.register_person(
        forenames="Unborn", surname="Price", is_unborn=True, expected_on=now.date() + timedelta(weeks=30), by=cast.amina, at=now
    )
    page, day = reverse("record_birth", kwargs={"person_id": unborn.pk}), now.date()
    typed = {
        "forenames": "Maya",
        "surname": "Price",
        "sex": "F",
        "born_on_day": str(day.day),
        "born_on_month": str(day.month),
        "born_on_year": str(day.year),
    }
    asked = client_of(cast.amina).post(page, typed).content.decode()
    assert "30 weeks before it" in asked
    assert 'name="is_sure"' in asked
    client_of(cast.amina).post(page, {**typed, "is_sure": "on"})
    unborn.refresh_from_db()
    assert unborn.born_on == day


def test_an_expected_date_long_past_asks_whether_the_baby_is_born(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    with pytest.raises(Doubt, match="has the baby been born"):
        people.register_person(forenames="Unborn", surname="Price", is_unborn=True, expected_on=date(2026, 3, 4), by=cast.amina, at=now)
    unborn = people.register_person(
        forenames="Unborn", surname="Price", is_unborn=True, expected_on=date(2026, 3, 4), is_sure=True, by=cast.amina, at=now
    )
    said = client_of(cast.amina).get(reverse("record", kwargs={"person_id": unborn.pk})).content.decode()
    assert "expected 4 March 2026: has the baby been born?" in said
    for far in (date(2030, 1, 1), now.date() + timedelta(days=311)):
        with pytest.raises(Refusal, match="more than ten months away"):
            people.register_person(forenames="Unborn", surname="Price", is_unborn=True, expected_on=far, by=cast.amina, at=now)


def test_one_number_with_two_answers_shows_the_careful_one(kim: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    mother = people.register_person(forenames="Siobhan", surname="Quillfeather", by=cast.amina, at=now)
    people.give_contact_point(person_id=mother.pk, kind="mobile", value="07700 900 123", safe="no", by=cast.amina, at=now)
    page = reverse("add_fact", kwargs={"person_id": kim.pk, "what": "contact"})
    said = client_of(cast.amina).post(page, {"kind": "mobile", "value": "07700900123", "safe": "yes"}, follow=True).content.decode()
    assert "not safe to use, on the record of Siobhan Quillfeather" in said
    for name in ("record", "brief", "details"):
        shown = client_of(cast.amina).get(reverse(name, kwargs={"person_id": kim.pk})).content.decode()
        assert "not safe to use" in shown, name
        assert "the record has two answers" in shown, name
    alone = people.register_person(forenames="Al", surname="One", by=cast.amina, at=now)
    for safe in ("yes", "no"):
        people.give_contact_point(person_id=alone.pk, kind="mobile", value="07700 900 555", safe=safe, by=cast.amina, at=now)
    top = client_of(cast.amina).get(reverse("record", kwargs={"person_id": alone.pk})).content.decode()
    assert top.count("07700 900 555") == 1
    assert "not safe to use" in top


def test_the_story_names_no_day_that_nobody_knows(kim: Person, cast: Cast, now: datetime) -> None:
    exact = people.move_to(person_id=kim.pk, lines="1 Elm Road", starts_on=date(2020, 1, 1), by=cast.amina, at=now)
    rough = people.move_to(person_id=kim.pk, lines="2 Oak Road", starts_on=date(2024, 5, 16), starts_known="month", by=cast.amina, at=now)
    told = {line.source_id: line.happened_at.date() for line in StoryLine.objects.filter(person_id=kim.pk, source="people.Residence")}
    assert told == {exact.pk: date(2020, 1, 1), rough.pk: now.date()}


def test_a_month_is_enough_for_whatever_is_added(kim: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    mother = people.register_person(forenames="Siobhan", surname="Quillfeather", sex="F", by=cast.amina, at=now)
    client, since = client_of(cast.amina), {"starts_on_month": "5", "starts_on_year": "2024"}
    added: dict[str, dict[str, str]] = {
        f"relationship?person={mother.pk}": {"kind": "parent", "has_pr": "yes"},
        "contact": {"kind": "mobile", "value": "07700 900124", "safe": "yes"},
        "professional": {"role": "gp", "name": "Dr Ash"},
        "fact": {"kind": "religion", "text": "Quaker"},
    }
    for what, typed in added.items():
        path, _, asked = what.partition("?")
        page = reverse("add_fact", kwargs={"person_id": kim.pk, "what": path}) + (f"?{asked}" if asked else "")
        assert client.post(page, {**typed, **since}).status_code == 302, what
    family = client.get(reverse("family", kwargs={"person_id": kim.pk})).content.decode()
    assert "May 2024" in family
    assert "16 May 2024" not in family
    for table in (Relationship, ContactPoint, Professional, Fact):
        assert table.objects.filter(starts_known="month", starts_on=date(2024, 5, 16)).count() == 1, table.__name__
