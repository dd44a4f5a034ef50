"""A contact about a family who are partly on record: found, added, housed and related in one page, and the contact begins."""

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import Step, StepPerson
from kith.practice.people import commands as people
from kith.practice.people.models import Person, Relationship, Residence
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
NAMES = {"child": ["Lily Marsh 3/4/2015", "Tom Marsh 2018", ""], "adult": ["Sarah Marsh", "Joe O'Brien"]}


@pytest.fixture
def sarah(cast: Cast, now: datetime) -> Person:
    mother = people.register_person(forenames="Sarah", surname="Marsh", born_on=date(1990, 1, 1), birth_known="exact", sex="F", by=cast.amina, at=now)
    people.move_to(person_id=mother.pk, lines="4 Mill Lane", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=cast.amina, at=now)
    return mother


def asked_by(client: Client) -> tuple[str, BeautifulSoup]:
    address = f"{reverse('new_contact')}?{urlencode(NAMES, doseq=True)}"
    return address, BeautifulSoup(client.get(address).content, "html.parser")


def filled(soup: BeautifulSoup, **said: str) -> dict[str, str]:
    """What a browser would send of the page's form, with these answers."""
    form = soup.select_one("main form")
    assert form
    found = {}
    for box in form.select("input[name], select[name]"):
        if box.get("type") in ("radio", "checkbox") and not box.has_attr("checked"):
            continue
        found[str(box["name"])] = str(box.get("value", "on" if box.get("type") == "checkbox" else ""))
    return {**found, **said}


def test_a_family_is_gathered_and_the_contact_begins(sarah: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    address, soup = asked_by(client)
    home = str(soup.select_one("input[name=home]")["value"])  # type: ignore[index]  # it is there
    answers = {"a0-who": str(sarah.pk), "a0-kin": "parent", "a0-has_pr": "yes", "a1-kin": "step_parent", "a1-lives_here": "", "home": home}
    posted = filled(soup, **answers, **{"c0-sex": "F", "c1-sex": "M"})
    assert "a0-has_pr" in posted
    assert "c0-has_pr" not in soup.text, "of a child it is not asked"
    answer = client.post(address, posted)
    assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").select(".govuk-error-summary")
    lily, tom, joe = (Person.objects.get(name=name) for name in ("Lily Marsh", "Tom Marsh", "Joe O'Brien"))
    assert (lily.born_on, tom.birth_known) == (date(2015, 4, 3), "year")
    assert {(row.person_id, row.kind, row.other_id, row.has_pr) for row in Relationship.objects.all()} == {
        (lily.pk, "sibling", tom.pk, None), (sarah.pk, "parent", lily.pk, True), (sarah.pk, "parent", tom.pk, True),
        (joe.pk, "step_parent", lily.pk, None), (joe.pk, "step_parent", tom.pk, None),
    }  # fmt: skip
    assert set(Residence.objects.filter(place__lines="4 Mill Lane").values_list("person_id", flat=True)) == {sarah.pk, lily.pk, tom.pk}
    step = Step.objects.get(kind="contact")
    assert answer["Location"] == reverse("step", kwargs={"step_id": step.pk})
    assert set(StepPerson.objects.filter(step=step).values_list("person_id", flat=True)) == {lily.pk, tom.pk}


def test_a_second_click_adds_nobody_twice(sarah: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    address, soup = asked_by(client)
    posted = filled(soup, **{"a0-who": str(sarah.pk), "a0-kin": "parent"})
    first, second = client.post(address, posted), client.post(address, posted)
    assert first["Location"] == second["Location"]
    assert Person.objects.count() == 4
    assert Step.objects.filter(kind="contact").count() == 1
    assert Relationship.objects.count() == 3


def test_who_is_near_must_be_chosen_or_turned_down_and_nothing_is_kept_of_half_a_family(sarah: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    address, soup = asked_by(client)
    said = client.post(address, filled(soup)).content.decode()
    assert "Choose who “Sarah Marsh” is: one of those on record, or none of them" in said
    assert 'value="Lily"' in said, "what was typed is kept"
    assert Person.objects.count() == 1
    wrong = filled(soup, **{"a0-who": "new", "c0-born_on_year": "2199"})
    refused = client.post(address, wrong).content.decode()
    assert "There is a problem" in refused
    assert Person.objects.count() == 1


def test_nobody_typed_is_asked_for_and_more_lines_keep_what_was_typed(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    assert "Enter at least one name" in client.get(reverse("new_contact"), {"child": ["", ""]}).content.decode()
    more = client.get(reverse("new_contact"), {"child": ["a b", "c d", "e f"], "more": "yes"}).content.decode()
    assert more.count('name="child"') == 5
    assert 'value="c d"' in more
