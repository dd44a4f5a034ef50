"""The guardian's page: both people of a clash side by side, settled with a word, and traced."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.doors.desk.pages import identifier_clashes
from kith.foundations.access.rules import Refusal
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import IdentifierClash, Person
from kith.practice.people.queries import clashes
from kith.practice.people.rules.guardian import GUARDIAN
from kith.practice.work.commands import allocate
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
NHS = "9434765919"


@pytest.fixture
def two(cast: Cast, now: datetime) -> tuple[Person, Person]:
    """Ella and Maya, on both of whose records one NHS number stands."""

    def somebody(name: str, born: date, lines: str) -> Person:
        made = people.register_person(
            forenames=name, surname="O'Donnell", born_on=born, birth_known="exact", sex="F", by=cast.amina, at=now
        )
        people.move_to(person_id=made.pk, lines=lines, postcode_text="LS8 1AB", starts_on=date(2025, 1, 1), by=cast.amina, at=now)
        people.give_identifier(person_id=made.pk, scheme="nhs_number", value=NHS, by=cast.amina, at=now)
        return made

    ella, maya = somebody("Ella", date(2014, 4, 3), "1 Elm Road"), somebody("Maya", date(2024, 1, 30), "2 Oak Road")
    people.give_identifier(person_id=maya.pk, scheme="legacy_id", value="A17", by=cast.amina, at=now)
    allocate(person_id=ella.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    return ella, maya


def _page(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("identifier_clashes")).content, "html.parser")


def test_both_people_stand_side_by_side(two: tuple[Person, Person], cast: Cast, client_of: ClientOf) -> None:
    page = _page(client_of(cast.gwen))
    assert [head.get_text() for head in page.select("thead th")] == ["Ella O'Donnell", "Maya O'Donnell"]
    rows = {row.select("th")[0].get_text(): [cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")}
    assert rows["Other names"] == ["none", "none"]
    assert [words.split(" (")[0] for words in rows["Born"]] == ["3 April 2014", "30 January 2024"]
    assert rows["Lives at"] == ["1 Elm Road, LS8 1AB", "2 Oak Road, LS8 1AB"]
    assert rows["Other numbers"] == ["none", "number in an earlier system A17"]


def test_whoever_may_look_at_records_sees_who_is_allocated_and_the_way_there(
    two: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    page = _page(client_of(cast.gwen))
    assert page.select(f"main a[href='/people/{two[0].pk}']")
    assert "Amina Yusuf, North safeguarding" in page.get_text()


def test_whoever_is_shown_is_traced(two: tuple[Person, Person], cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.gwen).get(reverse("identifier_clashes"))
    traced = LedgerEntry.objects.filter(kind="looked", event="identifier clash", worker_id=cast.gwen.pk)
    assert set(traced.values_list("person_id", flat=True)) == {person.pk for person in two}


def test_a_clash_is_settled_with_a_word_and_once(two: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    clash, client = IdentifierClash.objects.get(), client_of(cast.gwen)
    address = reverse("identifier_clashes")
    assert "Say what you found" in client.post(address, {"clash": clash.pk, "outcome": " "}).content.decode()
    assert client.post(address, {"clash": clash.pk, "outcome": "Maya's card was misread"}).status_code == 302
    assert clashes(seen_by=cast.gwen) == ([], 0)
    again = client.post(address, {"clash": clash.pk, "outcome": "Once more"})
    assert "settled already" in again.content.decode()
    clash.refresh_from_db()
    assert clash.outcome == "Maya's card was misread"


@pytest.mark.parametrize("made_up", ["", "0", "x", "99999999"])
def test_a_clash_made_up_by_hand_settles_nothing(made_up: str, two: tuple[Person, Person], cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.gwen).post(reverse("identifier_clashes"), {"clash": made_up, "outcome": "x"}).status_code == 200
    assert IdentifierClash.objects.filter(settled_at=None).count() == 1


def test_page_question_and_command_ask_for_the_same(two: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    assert identifier_clashes.ability == GUARDIAN  # type: ignore[attr-defined]  # set by page_for
    assert client_of(cast.ben).get(reverse("identifier_clashes")).status_code == 403
    with pytest.raises(Refusal):
        clashes(seen_by=cast.ben)
    with pytest.raises(Refusal):
        people.settle_clash(clash_id=IdentifierClash.objects.get().pk, outcome="x", by=cast.ben, at=now)


def test_the_guardians_list_says_how_many_wait_and_nobody_elses_does(
    two: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    def told(worker: Worker) -> list[str]:
        links = BeautifulSoup(client_of(worker).get(reverse("my_list")).content, "html.parser").select("main a")
        return [link.get_text() for link in links if link["href"] == reverse("identifier_clashes")]

    assert told(cast.gwen) == ["One number stands on two records: look into it"]
    assert told(cast.amina) == []
    people.settle_clash(clash_id=IdentifierClash.objects.get().pk, outcome="Mistyped", by=cast.gwen, at=now)
    assert told(cast.gwen) == []
