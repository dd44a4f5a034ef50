"""The search, find-or-add and the look-up for other forms, as a browser asks for them."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
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


def test_what_was_typed_is_taken_over_as_it_was_typed_and_kept_on_the_record(cast: Cast, client_of: ClientOf) -> None:
    client, typed = client_of(cast.amina), "siobhan o'brien-shaw 31/12/1990 943 476 5919 14 elm road ls8 1ab 07700 900123"
    said = page(client, "add_person", q=typed)
    for value in ("Siobhan", "O&#39;Brien-Shaw", "31", "943 476 5919", "14 Elm Road", "LS8 1AB", "07700900123"):
        assert f'value="{value}"' in said
    assert 'name="phone"' not in page(client, "add_person", q="siobhan o'brien-shaw 943 476 5919")
    filled = {
        **NEW, "forenames": "Siobhan", "surname": "O'Brien-Shaw", "nhs_number": "943 476 5919", "address": "14 Elm Road", "postcode": "LS8 1AB",
        "phone": "07700 900123",
    }  # fmt: skip
    client.post(f"{reverse('add_person')}?q=x", filled)
    added = Person.objects.get()
    for asked in ("obrien shaw", "9434765919", "14 elm rd", "ls8 1ab", "07700900123"):
        assert reverse("record", kwargs={"person_id": added.pk}) in page(client, "find", q=asked)


def test_a_number_that_cannot_be_adds_nobody_and_says_so_beside_it(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.amina).post(f"{reverse('add_person')}?q=x", {**NEW, "nhs_number": "943 476 5910"}).content.decode()
    assert "fails its check digit" in answer
    assert 'href="#id_nhs_number"' in answer
    assert not Person.objects.exists()


def test_an_unborn_child_is_added_as_one(cast: Cast, client_of: ClientOf) -> None:
    said = page(client_of(cast.amina), "add_person", q="unborn okonkwo 9/3/2027")
    assert 'name="expected_on_year" value="2027"' in said or 'value="2027"' in said
    assert "checked" in said.split('name="is_unborn"')[1][:80]


def test_weak_guesses_stand_apart(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    said = page(client, "find", q="zebedee okonkwo")
    assert "Nobody fits well" in said
    assert said.index("Less likely") < said.index(reverse("record", kwargs={"person_id": ella.pk}))
    assert "data-focus-best" not in said
    assert "Not here: add a person" in said
    assert "Less likely" not in page(client, "find", q="ella okonkwo 3/4/14")


def test_a_date_that_cannot_be_is_said(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    said = page(client_of(cast.amina), "find", q="ella okonkwo 31/4/2014")
    assert "31/4/2014 is not a date; looked for dates near it." in said
    assert reverse("record", kwargs={"person_id": ella.pk}) in said


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


def test_search_first_is_told_as_news_and_not_as_something_done(cast: Cast, client_of: ClientOf) -> None:
    said = client_of(cast.amina).get(reverse("add_person"), follow=True).content.decode()
    banner = said.partition("govuk-notification-banner")[2]
    assert "Search first" in banner
    assert "Important" in banner
    assert "--success" not in banner.partition("Search first")[0]


def test_an_expected_date_needs_the_tick_and_a_birth_still_to_come_is_a_sentence(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.amina), f"{reverse('add_person')}?q=zed+quux"
    typed = {"forenames": "Zed", "surname": "Quux", "birth_known": "exact", "sex": "U"}
    expected = {"expected_on_day": "1", "expected_on_month": "1", "expected_on_year": "2027"}
    assert "Tick this if the child is not born yet" in client.post(address, {**typed, **expected}).content.decode()
    born = {"born_on_day": "3", "born_on_month": "4"}
    assert "The date of birth is in the future" in client.post(address, {**typed, **born, "born_on_year": "2030"}).content.decode()
    assert "has the year 1850. Check the year" in client.post(address, {**typed, **born, "born_on_year": "1850"}).content.decode()
    long_past = {"is_unborn": "on", "expected_on_day": "1", "expected_on_month": "3", "expected_on_year": "2026"}
    asked = client.post(address, {**typed, **long_past}).content.decode()
    assert "has the baby been born?" in asked
    assert 'name="is_sure"' in asked
    client.post(address, {**typed, **long_past, "is_sure": "on"})
    assert Person.objects.get(name="Zed Quux").is_unborn


def test_an_unborn_child_needs_an_expected_date_or_the_word_that_there_is_none_and_leads_to_the_mother(
    ella: Person, cast: Cast, client_of: ClientOf
) -> None:
    client, address = client_of(cast.amina), f"{reverse('add_person')}?q=baby+quux"
    typed = {"forenames": "Baby", "surname": "Quux", "birth_known": "exact", "sex": "U", "is_unborn": "on"}
    assert "or tick that it is not known" in client.post(address, typed).content.decode()
    assert not Person.objects.filter(name="Baby Quux").exists()
    added = client.post(address, {**typed, "expected_unknown": "on"})
    child = Person.objects.get(name="Baby Quux")
    record = reverse("record", kwargs={"person_id": child.pk})
    asked = client.get(added["Location"]).content.decode()
    assert "Who is the mother?" in asked
    assert f'href="{record}">Not known, or not now' in asked
    assert f'{reverse("add_fact", kwargs={"person_id": child.pk, "what": "relationship"})}?kind=parent">add the mother' in client.get(record).content.decode()
    found = client.get(added["Location"], {**client.get(added["Location"]).wsgi_request.GET.dict(), "q": "okonkwo"})
    way_on = next(str(link["href"]) for link in BeautifulSoup(found.content, "html.parser").select("[data-result]"))
    form = BeautifulSoup(client.get(way_on).content, "html.parser")
    assert [str(option["value"]) for option in form.select("[name=kind] option[selected]")] == ["parent"]
    client.post(way_on, {"kind": "parent"})
    assert "No mother or father is recorded" not in client.get(record).content.decode()


@pytest.mark.parametrize("asked", ["A" * 3000, "Ella " + "o" * 290, "ﷺ" * 290, "ß" * 300, "1" * 300, "ella@" + "x" * 280 + ".example"])
def test_whatever_is_typed_is_searched_for(asked: str, ella: Person, cast: Cast, client_of: ClientOf) -> None:
    assert page(client_of(cast.amina), "find", q=asked)
