"""An entry about several people: what each reader is told, from whichever record they come, and never of somebody hidden."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.access.rules import Level
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import finish_entry, save_draft, start_draft
from kith.practice.recording.models import Entry
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@dataclass(frozen=True)
class Siblings:
    """Ella and Noah, who were visited together."""

    ella: Person
    noah: Person
    visit: Entry


def _child(name: str, cast: Cast, now: datetime) -> Person:
    born = date(2014, 4, 3)
    return register_person(forenames=name, surname="O'Donnell", born_on=born, birth_known="exact", by=cast.amina, at=now)


def _written(people: list[Person], cast: Cast, now: datetime, **said: str) -> Entry:
    draft = start_draft(kind="note", person_ids=[person.pk for person in people], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={name: [text] for name, text in said.items()}, revision=1, by=cast.amina, at=now)
    return finish_entry(draft_id=draft.pk, by=cast.amina, at=now)


@pytest.fixture
def siblings(cast: Cast, now: datetime) -> Siblings:
    ella, noah = _child("Ella", cast, now), _child("Noah", cast, now)
    said = {f"part_{ella.pk}_text": "She hid.", f"part_{noah.pk}_text": "He drew a cat.", "text": "Both were at home."}
    return Siblings(ella, noah, _written([ella, noah], cast, now, **said))


def _hide(person: Person, cast: Cast, now: datetime, level: Level = Level.HIDDEN) -> None:
    restrict(
        person_id=person.pk, kind="safety", level=level, reason="Threats", contact="Ring Ben", review_on=date(2027, 1, 1), workers=[cast.amina.pk],
        teams=[], by=cast.ben, at=now,
    )  # fmt: skip


def _page(client: Client, entry: Entry, whose: Person | None = None) -> BeautifulSoup:
    asked = {"of": str(whose.pk)} if whose else {}
    return BeautifulSoup(client.get(reverse("entry", kwargs={"entry_id": entry.pk}), asked).content, "html.parser")


def _main(page: BeautifulSoup) -> str:
    found = page.select_one("main")
    assert found
    return " ".join(found.get_text(" ").split())


def test_it_says_about_whom_it_is_whichever_record_one_comes_from(siblings: Siblings, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    for whose in (siblings.ella, siblings.noah):
        page = _page(client, siblings.visit, whose)
        assert "This is about" in _main(page)
        assert "it is on the record of each" in _main(page)
        assert "only about" not in _main(page).lower()
        assert page.select("section.kith-part h2 a")[0].get_text() == whose.name, "whose record led here stands first"
        assert f"Story of {whose.name}" in str(page.select_one(".govuk-back-link"))


def test_the_story_leads_to_it_by_way_of_the_person(siblings: Siblings, cast: Cast, client_of: ClientOf) -> None:
    story = client_of(cast.amina).get(reverse("story", kwargs={"person_id": siblings.noah.pk})).content.decode()
    assert f'/entries/{siblings.visit.pk}?of={siblings.noah.pk}"' in story


def test_an_address_made_up_by_hand_names_nobody_who_is_not_in_it(
    siblings: Siblings, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    stranger = _child("Zebedee", cast, now)
    for asked in (str(stranger.pk), "x", "-1", "9" * 40):
        page = client_of(cast.amina).get(reverse("entry", kwargs={"entry_id": siblings.visit.pk}), {"of": asked}).content.decode()
        assert "Zebedee" not in page
        assert "Story of Ella" in page


def test_who_may_see_one_part_reads_it_whole_and_whom_to_ask(siblings: Siblings, cast: Cast, client_of: ClientOf, now: datetime) -> None:
    _hide(siblings.noah, cast, now)
    said = _main(_page(client_of(cast.cerys), siblings.visit, siblings.ella))
    assert "She hid." in said
    assert "What was written of Ella O'Donnell is all that is shown to you here. If you need more, ask Amina Yusuf, who wrote it." in said
    for telling in ("Noah", "cat", "Both were", "restricted", "somebody else", "release"):
        assert telling not in said


def test_a_part_beside_a_hidden_ones_looks_like_an_entry_that_has_nothing_else(
    siblings: Siblings, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    alone = _written([siblings.ella], cast, now, **{f"part_{siblings.ella.pk}_text": "She hid."})
    _hide(siblings.noah, cast, now)
    client = client_of(cast.cerys)
    shared, own = (_main(_page(client, entry, siblings.ella)) for entry in (siblings.visit, alone))
    assert shared == own
    lines = [
        " ".join(line.get_text(" ").split())
        for line in BeautifulSoup(client.get(reverse("story", kwargs={"person_id": siblings.ella.pk})).content, "html.parser").select(
            ".kith-story > li"
        )
        if "She hid" in line.get_text()
    ]
    assert len(lines) == 2
    assert lines[0] == lines[1]


def test_the_form_says_who_reads_what(siblings: Siblings, cast: Cast, client_of: ClientOf, now: datetime) -> None:
    client = client_of(cast.amina)

    def form() -> str:
        draft = start_draft(kind="visit", person_ids=[siblings.ella.pk, siblings.noah.pk], by=cast.amina, at=now)
        return client.get(reverse("draft", kwargs={"draft_id": draft.pk})).content.decode()

    assert "this person's record only" not in form()
    assert "until you release it" not in form()
    _hide(siblings.noah, cast, now, Level.LOCKED)
    assert "only who may open all of them reads it, until you release it" in form()


def test_the_story_says_the_same_where_a_shared_part_is_withheld_and_where_there_is_none(
    siblings: Siblings, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    """A line without a word looks like a fault; which of the two it is must not be told."""
    _written([siblings.ella], cast, now, **{f"part_{siblings.ella.pk}_text": "She sang."})
    _written([siblings.ella, siblings.noah], cast, now, text="A talk at the door.")
    client, address = client_of(cast.cerys), reverse("story", kwargs={"person_id": siblings.ella.pk})

    def said() -> list[tuple[bool, bool]]:
        items = BeautifulSoup(client.get(address).content, "html.parser").select(".kith-story > li")
        words = [item.get_text() for item in items if item.select('a[href*="/entries/"]')]
        return [
            ("drew" in each or "door" in each or "at home" in each, "What was written of Ella O'Donnell is all that is shown here." in each)
            for each in words
        ]

    client.post(reverse("why", kwargs={"person_id": siblings.ella.pk}), {"reason": "Duty"})
    assert said() == [(True, False), (False, True), (False, False)]
    _hide(siblings.noah, cast, now)
    assert said() == [(False, True)] * 3
