"""The search, find-or-add and the look-up for other forms, as a browser asks for them."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
NEW = {
    "forenames": "Ella",
    "surname": "Okonkwo",
    "sex": "F",
    "birth_known": "exact",
    "born_on_day": "3",
    "born_on_month": "4",
    "born_on_year": "2014",
}


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return people.register_person(
        forenames="Ella", surname="Okonkwo", born_on=date(2014, 4, 3), birth_known="exact", sex="F", by=cast.amina, at=now
    )


def page(client: Client, url_name: str, **query: str) -> str:
    answer = client.get(reverse(url_name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_best_is_first_with_a_link_to_the_record_and_the_search_is_in_the_ledger(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    said = page(client_of(cast.amina), "find", q="ela okonkwo 3/4/14")
    assert reverse("record", kwargs={"person_id": ella.pk}) in said
    assert "date of birth matches" in said
    assert LedgerEntry.objects.filter(worker_id=cast.amina.pk, event="search", reason="ela okonkwo 3/4/14").exists()


def test_nobody_found_leads_to_another_try_or_adding(cast: Cast, client_of: ClientOf) -> None:
    said = page(client_of(cast.amina), "find", q="zzyzx & co")
    assert "Nobody" in said
    assert f"{reverse('add_person')}?q=zzyzx%20%26%20co" in said


@pytest.mark.parametrize("way_back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_look_up_leads_back_only_into_kith(way_back: str, ella: Person, cast: Cast, client_of: ClientOf) -> None:
    said = page(client_of(cast.amina), "pick_person", q="ella okonkwo", next=way_back)
    assert f'href="/?person={ella.pk}"' in said
    assert 'href="https://elsewhere' not in said
    assert 'href="javascript' not in said


def test_the_look_up_adds_the_person_to_the_address_that_asked(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    said = page(client_of(cast.amina), "pick_person", q="ella okonkwo", next="/record-something?kind=visit")
    assert f'href="/record-something?kind=visit&amp;person={ella.pk}"' in said


def test_who_is_near_is_shown_before_anybody_is_added(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    first = client.post(f"{reverse('add_person')}?q=ella+okonkwo", NEW)
    assert first.status_code == 200
    assert "none of the people above" in first.content.decode()
    assert Person.objects.count() == 1
    second = client.post(f"{reverse('add_person')}?q=ella+okonkwo", {**NEW, "none_of_these": "yes"})
    added = Person.objects.exclude(pk=ella.pk).get()
    assert second.headers["Location"] == reverse("record", kwargs={"person_id": added.pk})


def test_adding_begins_with_a_search_and_takes_over_what_was_typed(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    assert client.get(reverse("add_person")).headers["Location"] == reverse("find")
    said = page(client, "add_person", q="ella okonkwo 3/4/2014")
    for value in ("Ella", "Okonkwo", "2014"):
        assert f'value="{value}"' in said


@pytest.mark.parametrize("person", ["x", "²", "9" * 40, "-1", "1.5"])
def test_a_search_in_entries_about_nobody_is_a_page(person: str, cast: Cast, client_of: ClientOf) -> None:
    assert "Nothing was found" in page(client_of(cast.amina), "find_entries", words="bru\x00ise", person=person, scope="person")


def test_an_administrator_of_the_system_looks_up_nobody(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.ada).get(reverse("find"), {"q": "smith"}).status_code == 403


def test_while_somebody_types_the_best_few_come_as_a_part_of_a_page(client_of: ClientOf, cast: Cast, ella: Person) -> None:
    client = client_of(cast.amina)
    answer = client.get(reverse("find"), {"q": "ela okonkwo"}, headers={"HX-Request": "true"})
    said = answer.content.decode()
    assert reverse("record", kwargs={"person_id": ella.pk}) in said
    assert "<html" not in said
    assert "HX-Request" in answer["Vary"]
    assert "data-result" not in client.get(reverse("find"), {"q": "el"}, headers={"HX-Request": "true"}).content.decode()
