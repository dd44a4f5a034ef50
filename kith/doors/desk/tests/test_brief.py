"""The brief: what a worker who has never met the family needs at their door at night, on one page."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.staff.commands import add_team
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.commands import finish_entry, save_draft, start_draft
from kith.practice.work.commands import allocate
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@dataclass(frozen=True)
class Registrar:
    """Writes down the family."""

    cast: Cast
    now: datetime

    def somebody(self, forenames: str, born: date | None, sex: str) -> Person:
        known = "exact" if born else "unknown"
        return people.register_person(
            forenames=forenames, surname="Okonkwo", born_on=born, birth_known=known, sex=sex, by=self.cast.amina, at=self.now
        )

    def lives(self, person: Person, lines: str, kind: str = "main", *, confidential: bool = False) -> None:
        people.move_to(
            person_id=person.pk, lines=lines, postcode_text="LS8 1AB", kind=kind, starts_on=date(2024, 1, 1), is_confidential=confidential,
            by=self.cast.amina, at=self.now,
        )  # fmt: skip

    def related(self, person: Person, kind: str, other: Person, *, ends_on: date | None = None) -> None:
        has_pr = True if kind == "parent" else None
        people.relate(
            person_id=person.pk, other_id=other.pk, kind=kind, has_pr=has_pr, starts_on=date(2020, 1, 1), ends_on=ends_on,
            by=self.cast.amina, at=self.now,
        )  # fmt: skip

    def alert(self, person: Person, kind: str, reason: str) -> None:
        people.raise_alert(
            person_id=person.pk, kind=kind, reason=reason, review_on=self.now.date() + timedelta(days=90), told="yes",
            starts_on=self.now.date(), by=self.cast.amina, at=self.now,
        )  # fmt: skip

    def seen_alone(self, person: Person) -> None:
        draft = start_draft(kind="visit", person_ids=[person.pk], by=self.cast.amina, at=self.now)
        seen = {f"part_{person.pk}_seen": ["yes"], f"part_{person.pk}_alone": ["yes"], "text": ["Well."]}
        save_draft(draft_id=draft.pk, fields=seen, revision=1, by=self.cast.amina, at=self.now)
        finish_entry(draft_id=draft.pk, by=self.cast.amina, at=self.now)


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    """Ella with her mother, a brother and her mother's partner at home, a father elsewhere, a former stepfather who poses a risk."""
    write, by = Registrar(cast, now), cast.amina
    ella, noah = write.somebody("Ella", date(2014, 4, 3), "F"), write.somebody("Noah", date(2016, 9, 21), "M")
    mother, partner = write.somebody("Siobhan", date(1990, 2, 11), "F"), write.somebody("Liam", None, "M")
    father, former = write.somebody("Emeka", date(1988, 5, 5), "M"), write.somebody("Ian", date(1980, 1, 1), "M")
    for person in (ella, noah, mother, partner):
        write.lives(person, "14 Elm Road")
    write.lives(ella, "2 Gran Street", kind="other")
    write.lives(father, "9 Secret Close", confidential=True)
    for parent, child in ((mother, ella), (father, ella), (mother, noah)):
        write.related(parent, "parent", child)
    write.related(ella, "sibling", noah)
    write.related(former, "partner", mother, ends_on=date(2025, 1, 1))
    write.alert(partner, "dog", "A large dog, shut it away first")
    write.alert(former, "poses_risk", "Threatened to come back")
    people.give_contact_point(person_id=mother.pk, kind="mobile", value="07700 900123", safe="no", note="He reads it", by=by, at=now)
    people.add_professional(person_id=ella.pk, role="school", organisation="Elm Primary", phone_text="0113 496 0777", by=by, at=now)
    people.add_professional(person_id=ella.pk, role="gp", name="Dr Patel", phone_text="0113 496 0888", by=by, at=now)
    people.add_vehicle(person_id=partner.pk, registration_text="R647 XKW", description="red Fiesta", by=by, at=now)
    people.set_fact(person_id=mother.pk, kind="communication_need", code="", text="Lip-reads", by=by, at=now)
    add_team(name="Emergency Duty", phone="0113 496 0999", by=cast.ada, at=now)
    allocate(person_id=ella.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    Worker.objects.filter(pk=cast.amina.pk).update(phone="0113 496 0555")
    write.seen_alone(ella)
    return ella


NEEDED = [
    "Siobhan Okonkwo", "mother", "Noah Okonkwo", "brother", "Liam Okonkwo", "relationship not recorded", "Emeka Okonkwo", "holds parental responsibility",
    "A large dog, shut it away first", "Ian Okonkwo", "Threatened to come back",
    "23 November 2026", "alone, by Amina Yusuf",
    "0113 496 0555", "North safeguarding", "0113 496 0001", "Emergency Duty", "0113 496 0999", "Elm Primary", "0113 496 0777", "Dr Patel", "0113 496 0888",
    "07700 900123", "not safe to use; He reads it",
    "2 Gran Street", "Legal status: nothing recorded", "Plan: nothing recorded", "Lip-reads", "R647XKW, red Fiesta",
]  # fmt: skip


@pytest.mark.parametrize("words", NEEDED)
def test_the_page_has_what_the_doorstep_needs(words: str, cast: Cast, ella: Person, client_of: ClientOf) -> None:
    assert words in client_of(cast.eve).get(reverse("brief", kwargs={"person_id": ella.pk})).content.decode()


def test_the_print_has_all_of_it_on_one_page(cast: Cast, ella: Person, client_of: ClientOf) -> None:
    content = client_of(cast.eve).get(reverse("brief_pdf", kwargs={"person_id": ella.pk})).content
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    said = " ".join(pages[0].extract_text().split())
    assert [words for words in [*NEEDED, "14 Elm Road"] if words not in said] == []
    assert len(pages) == 1


def test_a_confidential_address_is_on_its_own_persons_brief_only(cast: Cast, ella: Person, client_of: ClientOf) -> None:
    client = client_of(cast.eve)
    page = client.get(reverse("brief", kwargs={"person_id": ella.pk})).content.decode()
    assert "Secret Close" not in page
    assert "address confidential" in page
    father = Person.objects.get(name="Emeka Okonkwo")
    own = client.get(reverse("brief", kwargs={"person_id": father.pk})).content.decode()
    assert "9 Secret Close" in own
    assert "Confidential address" in own


def test_a_person_of_whom_little_is_known_has_a_brief_that_says_so(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    person = people.register_person(forenames="Zed", surname="", by=cast.amina, at=now)
    page = client_of(cast.eve).get(reverse("brief", kwargs={"person_id": person.pk})).content.decode()
    for words in (
        "No alert is recorded",
        "Nobody else is recorded",
        "Nobody is allocated",
        "ask your administrator to add it",
        "No visit that saw Zed",
    ):
        assert words in page
