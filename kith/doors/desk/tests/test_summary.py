"""The summary: is anyone in danger, and what happened last. What was merely typed into the details is in the story only."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.doors.desk.pages.family import _fit
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.commands import finish_entry, save_draft, start_draft
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    """Ella, with a note, many details, and her mother's dog."""
    ella = people.register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)
    mother = people.register_person(forenames="Siobhan", surname="O'Donnell", by=cast.amina, at=now)
    for person in (ella, mother):
        people.move_to(person_id=person.pk, lines="1 Elm Road", postcode_text="LS8 1AB", starts_on=date(2025, 1, 1), by=cast.amina, at=now)
    people.raise_alert(
        person_id=mother.pk, kind="dog", reason="Large dog, shut it away first", review_on=now.date() + timedelta(days=90), told="yes",
        is_risk_to_workers=True, starts_on=now.date(), by=cast.amina, at=now,
    )  # fmt: skip
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["She was seen at school."]}, revision=1, by=cast.amina, at=now)
    finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    for number in range(8):
        people.add_professional(person_id=ella.pk, role="other", name=f"Dr {number}", by=cast.amina, at=now + timedelta(hours=1))
    return ella


def test_what_happened_last_is_not_buried_under_details(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    summary = client.get(reverse("record", kwargs={"person_id": ella.pk})).content.decode()
    assert "She was seen at school." in summary
    assert "<h3>Professional</h3>" not in " ".join(summary.split())
    assert "Professional" in client.get(reverse("story", kwargs={"person_id": ella.pk})).content.decode()


def test_a_danger_in_the_household_stands_at_the_top(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    page = BeautifulSoup(client_of(cast.amina).get(reverse("record", kwargs={"person_id": ella.pk})).content, "html.parser")
    alerts = page.select_one(".kith-risks")
    assert alerts
    assert "Large dog, shut it away first" in alerts.get_text()
    involved = page.find("h2", string="Who is involved")
    assert str(page).index(str(alerts)) < str(page).index(str(involved))


@pytest.mark.parametrize(
    ("words", "shown"), [("Okonkwo", "Okonkwo"), ("Okonkwo-Featherstonehaugh", "Okonkwo-Feath…"), ("Featherstone-Haugh", "Featherstone…")]
)
def test_a_long_name_in_the_genogram_shows_its_beginning(words: str, shown: str) -> None:
    assert _fit(words) == shown
