"""A number that stands on two records: said to whoever may see both, and to nobody else; and a postcode that is nowhere."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import IdentifierClash, Person
from kith.practice.people.queries import identifiers_also_on, said_also_on
from kith.practice.work.commands import allocate
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
NHS = "9434765919"


@pytest.fixture
def two(cast: Cast, now: datetime) -> tuple[Person, Person]:
    """Ella, of Amina's; and Maya, whose number is to be given to Ella as well."""

    def somebody(name: str, born: date) -> Person:
        made = people.register_person(
            forenames=name, surname="O'Donnell", born_on=born, birth_known="exact", sex="F", by=cast.amina, at=now
        )
        allocate(person_id=made.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
        return made

    ella, maya = somebody("Ella", date(2014, 4, 3)), somebody("Maya", date(2024, 1, 30))
    people.give_identifier(person_id=maya.pk, scheme="nhs_number", value=NHS, is_verified=True, by=cast.amina, at=now)
    return ella, maya


def _text(client: Client, address: str) -> str:
    return " ".join(BeautifulSoup(client.get(address).content, "html.parser").select_one("main").get_text(" ").split())  # type: ignore[union-attr]  # every page has one


def _give(client: Client, person: Person) -> str:
    """The page after Ella was given the number."""
    address = reverse("add_fact", kwargs={"person_id": person.pk, "what": "number"})
    answer = client.post(address, {"scheme": "nhs_number", "value": NHS}, follow=True)
    return str(BeautifulSoup(answer.content, "html.parser").select_one(".govuk-notification-banner__heading").get_text())  # type: ignore[union-attr]  # "The number was added"


def test_whoever_may_see_both_is_told_when_it_is_added_and_afterwards(two: tuple[Person, Person], cast: Cast, client_of: ClientOf) -> None:
    ella, maya = two
    client = client_of(cast.amina)
    assert "the same number stands on the record of Maya O'Donnell too" in _give(client, ella)
    for page in ("record", "details"):
        text = _text(client, reverse(page, kwargs={"person_id": ella.pk}))
        assert "not verified" in text, page
        assert "also on the record of Maya O'Donnell" in text, page
    assert "also on the record of Ella O'Donnell" in _text(client, reverse("record", kwargs={"person_id": maya.pk}))
    assert IdentifierClash.objects.count() == 1


def test_whoever_may_not_see_the_other_is_told_nothing_and_the_guardian_all_the_same(
    two: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    ella, maya = two
    restrict(person_id=maya.pk, kind="staff", level="hidden", reason="A colleague's", workers=[cast.cerys.pk], by=cast.ben, at=now)
    client = client_of(cast.amina)
    assert _give(client, ella) == "The number was added."
    for page in ("record", "details"):
        text = _text(client, reverse(page, kwargs={"person_id": ella.pk}))
        assert "also on" not in text, page
        assert "Maya" not in text, page
    assert IdentifierClash.objects.count() == 1


def test_of_a_locked_record_nothing_is_said_either(two: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    ella, maya = two
    restrict(person_id=maya.pk, kind="staff", level="locked", reason="A colleague's", workers=[cast.cerys.pk], contact="Ben", by=cast.ben, at=now)
    assert _give(client_of(cast.amina), ella) == "The number was added."


def test_what_two_may_share_is_no_matter(two: tuple[Person, Person], cast: Cast, now: datetime) -> None:
    for one in two:
        people.give_identifier(person_id=one.pk, scheme="court", value="LS24C00017", by=cast.amina, at=now)
    assert identifiers_also_on(two[0].pk, seen_by=cast.amina) == {}
    assert said_also_on(two[0].pk, seen_by=cast.amina) == ""


def test_a_postcode_that_is_nowhere_is_kept_and_said(two: tuple[Person, Person], client_of: ClientOf, cast: Cast) -> None:
    client, ella = client_of(cast.amina), two[0]
    address = reverse("add_fact", kwargs={"person_id": ella.pk, "what": "address"})
    answer = client.post(address, {"kind": "main", "lines": "1 Elm Road", "postcode_text": "qq1 1aa"}, follow=True)
    assert "The postcode QQ1 1AA is kept as it was typed, but check it: there is no postcode area QQ." in answer.content.decode()
    assert "1 Elm Road, QQ1 1AA main home (there is no postcode area QQ)" in _text(client, reverse("details", kwargs={"person_id": ella.pk}))


def test_adding_a_person_says_both(two: tuple[Person, Person], client_of: ClientOf, cast: Cast) -> None:
    client = client_of(cast.amina)
    asked = reverse("add_person") + "?q=zed+quux"
    said = {
        "forenames": "Zed", "surname": "Quux", "birth_known": "exact", "sex": "M", "nhs_number": NHS, "postcode": "QQ1 1AA", "none_of_these": "1",
    }  # fmt: skip
    text = client.post(asked, said, follow=True).content.decode()
    assert "But the same number stands on the record of Maya O&#39;Donnell too." in text
    assert "there is no postcode area QQ" in text
