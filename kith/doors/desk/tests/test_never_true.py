"""What was never true is struck out: kept with its reason for whoever looks at history, and counting nowhere."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.foundations.access.rules import Refusal
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import search
from kith.practice.people import commands as people
from kith.practice.people.models import Alert, Name, Person, Residence
from kith.practice.people.queries import banner, family_graph, known_here, relations_of
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
TODAY = date(2026, 11, 23)


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return people.register_person(
        forenames="Ella", surname="Quillfeather", born_on=date(2014, 4, 3), birth_known="exact", sex="F", by=cast.amina, at=now
    )


def _found(asked: str, person: Person, cast: Cast) -> bool:
    return any(found.card.id == person.pk and found.is_good for found in search(asked, seen_by=cast.amina, today=TODAY).results)


def test_what_was_struck_out_finds_nobody(ella: Person, cast: Cast, now: datetime) -> None:
    by = {"by": cast.amina, "at": now}
    rows = {
        "Ella Wrongname": people.give_name(person_id=ella.pk, kind="alias", forenames="Ella", surname="Wrongname", starts_on=None, **by),  # type: ignore[arg-type]  # as named
        "9 Hollyhock Close": people.move_to(person_id=ella.pk, lines="9 Hollyhock Close", starts_on=None, **by),  # type: ignore[arg-type]  # as above
        "07700 900321": people.give_contact_point(person_id=ella.pk, kind="mobile", value="07700 900321", **by),  # type: ignore[arg-type]  # as above
        "943 476 5919": people.give_identifier(person_id=ella.pk, scheme="nhs_number", value="943 476 5919", **by),  # type: ignore[arg-type]  # as above
        "R647 XKW": people.add_vehicle(person_id=ella.pk, registration_text="R647 XKW", **by),  # type: ignore[arg-type]  # as above
    }
    for asked, row in rows.items():
        assert _found(asked, ella, cast), asked
        people.strike_out(row=row, reason="Another Ella", by=cast.amina, at=now)
        assert not _found(asked, ella, cast), asked
    top = banner(ella.pk, seen_by=cast.amina)
    assert (top.other_names, top.homes, top.phones, top.nhs_number) == ([], [], [], "")


def test_it_is_shown_struck_through_with_the_reason_to_those_who_look_at_history(
    ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    home = people.move_to(person_id=ella.pk, lines="9 Hollyhock Close", starts_on=date(2025, 1, 1), by=cast.amina, at=now)
    client = client_of(cast.amina)
    page = reverse("never_true", args=[ella.pk, "Residence", home.pk])
    assert "9 Hollyhock Close" in client.get(page).content.decode()
    assert "Answer: How do you know" in client.post(page, {"reason": " "}).content.decode()
    assert client.post(page, {"reason": "The letter was about another Ella"}).status_code == 302
    details = BeautifulSoup(client.get(reverse("details", kwargs={"person_id": ella.pk})).content, "html.parser")
    struck = details.select_one(".kith-struck")
    assert struck
    assert struck.get_text() == "9 Hollyhock Close"
    assert "never true: The letter was about another Ella (Amina Yusuf" in details.get_text()
    assert "Hollyhock" not in client.get(reverse("brief", kwargs={"person_id": ella.pk})).content.decode()
    assert "kith-struck" in client.get(reverse("addresses", kwargs={"person_id": ella.pk})).content.decode()
    assert LedgerEntry.objects.filter(reason="never true: The letter was about another Ella", person_id=ella.pk).exists()
    assert client.get(page).status_code == 404, "it is struck out once"


def test_a_move_that_never_was_opens_the_home_before_it_again(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    first = people.move_to(person_id=ella.pk, lines="1 Elm Road", starts_on=date(2020, 1, 1), by=cast.amina, at=now)
    wrong = people.move_to(person_id=ella.pk, lines="2 Oak Road", starts_on=date(2024, 5, 1), by=cast.amina, at=now)
    first.refresh_from_db()
    assert first.ends_on == date(2024, 5, 1)
    answer = client_of(cast.amina).post(
        reverse("never_true", args=[ella.pk, "Residence", wrong.pk]), {"reason": "Wrong child"}, follow=True
    )
    assert "is open again: Main home: 1 Elm Road" in answer.content.decode()
    assert [home.text for home in banner(ella.pk, seen_by=cast.amina).homes] == ["1 Elm Road"]
    people.move_to(person_id=ella.pk, lines="3 Ash Road", starts_on=date(2024, 5, 1), by=cast.amina, at=now)
    assert Residence.objects.filter(person=ella, ends_on=None).get().place.lines == "3 Ash Road"


def test_a_misspelt_name_gives_way_to_the_right_one(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    wrong = Name.objects.get(person=ella)
    page = reverse("never_true", args=[ella.pk, "Name", wrong.pk])
    client = client_of(cast.amina)
    refused = client.post(page, {"forenames": "", "surname": "", "reason": "Typing"}).content.decode()
    assert "Everybody needs a name" in refused
    client.post(page, {"forenames": "Ela", "surname": "Quillfether", "reason": "Birth certificate"})
    ella.refresh_from_db()
    assert ella.name == "Ela Quillfether"
    right = Name.objects.get(person=ella, struck_at=None)
    assert (right.kind, right.starts_on) == ("legal", date(2014, 4, 3))
    assert banner(ella.pk, seen_by=cast.amina).other_names == []


def test_a_relationship_that_never_was_is_in_no_family(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    man = people.register_person(forenames="Ian", surname="Otherman", sex="M", by=cast.amina, at=now)
    tie = people.relate(person_id=man.pk, other_id=ella.pk, kind="parent", by=cast.amina, at=now)
    people.strike_out(row=tie, reason="A paternity test", by=cast.amina, at=now)
    assert relations_of(ella.pk, seen_by=cast.amina) == []
    assert [view.struck_why for view in relations_of(ella.pk, also_struck=True, seen_by=cast.amina)] == ["A paternity test"]
    assert set(family_graph(ella.pk, seen_by=cast.amina).people) == {ella.pk}
    client = client_of(cast.amina)
    for tab in ("family", "record", "brief"):
        assert "Otherman" not in client.get(reverse(tab, kwargs={"person_id": ella.pk})).content.decode(), tab
    assert "never true: A paternity test" in client.get(reverse("details", kwargs={"person_id": man.pk})).content.decode()
    people.relate(person_id=man.pk, other_id=ella.pk, kind="friend", by=cast.amina, at=now)


def test_an_alert_that_was_never_true_warns_nobody(ella: Person, cast: Cast, now: datetime) -> None:
    alert = people.raise_alert(
        person_id=ella.pk, kind="dog", reason="Dog", review_on=now.date() + timedelta(days=9), starts_on=now.date(), by=cast.amina, at=now
    )
    people.strike_out(row=alert, reason="Next door's", by=cast.amina, at=now)
    assert banner(ella.pk, seen_by=cast.amina).alerts == []
    assert Alert.objects.get(pk=alert.pk).struck_by == cast.amina
    with pytest.raises(Refusal, match="struck out already"):
        people.strike_out(row=alert, reason="Again", by=cast.amina, at=now)


def test_who_never_lived_there_is_not_known_there(ella: Person, cast: Cast, now: datetime) -> None:
    other = people.register_person(forenames="Tom", surname="Lodge", by=cast.amina, at=now)
    homes = [people.move_to(person_id=one.pk, lines="1 Elm Road", starts_on=None, by=cast.amina, at=now) for one in (ella, other)]
    place = homes[0].place_id
    assert place in known_here([place], besides=ella.pk, seen_by=cast.amina)
    people.strike_out(row=homes[1], reason="Wrong house", by=cast.amina, at=now)
    assert known_here([place], besides=ella.pk, seen_by=cast.amina) == {}


def test_the_sex_goes_back_to_what_is_known(ella: Person, cast: Cast, now: datetime) -> None:
    fact = people.set_fact(person_id=ella.pk, kind="sex", code="M", starts_on=date(2020, 1, 1), by=cast.amina, at=now)
    people.strike_out(row=fact, reason="Typed wrongly", by=cast.amina, at=now)
    ella.refresh_from_db()
    assert ella.sex == "U"
