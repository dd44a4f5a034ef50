"""After an adoption the two identities never meet, but for those who are let in: through pages, and round the code."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.commands import break_glass
from kith.foundations.access.models import Restriction
from kith.foundations.access.queries import things_shut
from kith.foundations.access.rules import NotThere, Refusal
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import search
from kith.practice.people import commands as people
from kith.practice.people.models import Adoption, Alert, IdentifierClash, Person, Residence
from kith.practice.people.queries import other_identities
from kith.practice.recording.commands import finish_entry, save_draft, start_draft
from tests.access.world import a_date
from tests.cast import Cast
from tests.eyes import looking_as
from tests.pages import TABS

ClientOf = Callable[[Worker], Client]
ORDER = date(2026, 11, 2)
NHS = "943 476 5919"
OLD, NEW = "Vexforth", "Marlowe"
BORN = date(2019, 3, 9)


@pytest.fixture
def before(cast: Cast, now: datetime) -> Person:
    """Known at the adopters' address already, with a number, an alert, a birth mother and a sibling, and a note."""
    by = cast.amina
    child = people.register_person(forenames="Kit", surname=OLD, born_on=BORN, birth_known="exact", sex="M", by=by, at=now)
    mother = people.register_person(forenames="Rose", surname="Birthmother", sex="F", by=by, at=now)
    people.relate(person_id=mother.pk, other_id=child.pk, kind="parent", has_pr=True, by=by, at=now)
    people.move_to(person_id=child.pk, lines="7 Elm Road", postcode_text="LS8 1AB", starts_on=date(2025, 1, 1), by=by, at=now)
    people.give_identifier(person_id=child.pk, scheme="nhs_number", value=NHS, by=by, at=now)
    day = now.date()
    people.raise_alert(
        person_id=child.pk, kind="dog", reason=f"{OLD} dog", review_on=day + timedelta(days=9), starts_on=date(2025, 1, 1), by=by, at=now
    )
    draft = start_draft(kind="note", person_ids=[child.pk, mother.pk], by=by, at=now)
    save_draft(draft_id=draft.pk, fields={"text": [f"{OLD} said goodbye"]}, revision=1, by=by, at=now)
    finish_entry(draft_id=draft.pk, by=by, at=now)
    return child


@pytest.fixture
def after(before: Person, cast: Cast, now: datetime) -> Person:
    with looking_as(cast.ben):
        made = people.register_adopted(
            person_id=before.pk, forenames="Christopher", surname=NEW, adopted_on=ORDER, reason="Adoption order", workers=[cast.amina.pk], by=cast.ben, at=now
        )  # fmt: skip
    people.move_to(person_id=made.pk, lines="7 Elm Road", postcode_text="LS8 1AB", starts_on=ORDER, by=cast.cerys, at=now)
    return made


def _mother() -> int:
    return Person.objects.get(name="Rose Birthmother").pk


def test_the_old_record_is_sealed_and_what_was_so_has_ended(before: Person, after: Person) -> None:
    sealed = Restriction.objects.get(person_id=before.pk, lifted_at=None)
    assert (sealed.level, sealed.kind) == ("sealed", "adoption")
    assert Person.objects.get(pk=before.pk).restriction == "sealed"
    assert set(Residence.objects.filter(person=before).values_list("ends_on", flat=True)) == {ORDER}
    assert not Alert.objects.filter(person=before, ends_on=None).exists()
    assert (after.born_on, after.sex) == (before.born_on, before.sex)
    assert not after.identifiers.exists(), "no number comes along"


OTHERS = pytest.mark.parametrize("name", ["ben", "cerys", "dev", "eve", "olu", "gwen"])


@OTHERS
def test_round_the_code_nobody_else_finds_the_old_one_or_the_link(name: str, before: Person, after: Person, cast: Cast) -> None:
    asked = {
        "people_person": "id", "people_name": "person_id", "people_residence": "person_id", "people_alert": "person_id", "people_identifier": "person_id",
        "people_relationship": "other_id", "recording_entrypart": "person_id", "recording_storyline": "person_id", "finding_person": "person_id",
        "people_adoption": "before_id", "ledger_entry": "person_id", "access_grant": "person_id", "access_givenreason": "person_id",
    }  # fmt: skip
    worker = getattr(cast, name)
    with looking_as(worker), connection.cursor() as cursor:
        for table, column in asked.items():
            cursor.execute(f"select count(*) from {table} where {column} = %s", [before.pk])
            assert cursor.fetchone() == (0,), table
        cursor.execute("select count(*) from people_person where id = %s", [after.pk])
        assert cursor.fetchone() == (1,)
        if name != "ben":
            cursor.execute("select count(*) from access_restriction where person_id = %s", [before.pk])
            assert cursor.fetchone() == (0,), "but who placed it, of which it says no more than they wrote"


def test_who_is_let_in_sees_both_and_that_they_are_one(before: Person, after: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    assert f"/people/{after.pk}" in client.get(f"/people/{before.pk}/details").content.decode()
    page = client.get(f"/people/{after.pk}/details").content.decode()
    assert f"/people/{before.pk}" in page
    assert "Before the adoption" in page
    with looking_as(cast.amina):
        assert [one.is_before for one in other_identities(after.pk, seen_by=cast.amina)] == [True]
    for page in ("/brief.pdf", "/chronology.docx", "/family"):
        assert OLD.encode() not in client.get(f"/people/{after.pk}{page}").content


@OTHERS
def test_no_page_of_anybody_tells_of_the_old_one(name: str, before: Person, after: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(getattr(cast, name))
    told = [f"/people/{person}{tab}" for person in (after.pk, _mother()) for tab in [*TABS, "/who-has-looked"]]
    questions = (OLD, "7 Elm Road", f"Kit {OLD} 9/3/2019")
    told += [f"{reverse(page)}?q={one}&words={one}" for page in ("find", "find_entries", "pick_person") for one in questions]
    for address in told:
        said = (
            client.get(address).content.decode("utf-8", "replace").replace(f'value="{OLD}"', "").replace(f'value="Kit {OLD} 9/3/2019"', "")
        )
        assert f'/people/{before.pk}"' not in said, address
        assert f"{OLD} dog" not in said, address
        assert "goodbye" not in said, address
    for address in (f"/people/{before.pk}", f"/people/{before.pk}/i-know"):
        assert client.get(address).status_code == 404


def test_the_sealed_is_not_opened_by_duty_nor_told_to_it(before: Person, after: Person, cast: Cast) -> None:
    with looking_as(cast.eve):
        with pytest.raises(NotThere):
            break_glass(person_id=before.pk, reason="Police at the door", by=cast.eve, at=timezone.now())
        assert things_shut(after.pk, seen_by=cast.eve) == []


def test_the_old_number_on_the_new_record_clashes_with_nothing(
    before: Person, after: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    with looking_as(cast.cerys):
        people.give_identifier(person_id=after.pk, scheme="nhs_number", value=NHS, by=cast.cerys, at=now)
    assert not IdentifierClash.objects.exists(), "the guardian is not shown the two side by side"
    assert "There are none" in client_of(cast.gwen).get("/identifier-clashes").content.decode()
    with looking_as(cast.cerys):
        found = search(NHS, seen_by=cast.cerys, today=now.date()).results
    assert [one.card.id for one in found] == [after.pk]


def test_a_clash_that_was_told_before_the_sealing_is_told_no_longer(before: Person, cast: Cast, now: datetime) -> None:
    other = people.register_person(forenames="Una", surname="Vale", by=cast.amina, at=now)
    people.give_identifier(person_id=other.pk, scheme="nhs_number", value=NHS, by=cast.amina, at=now)
    with looking_as(cast.gwen):
        assert IdentifierClash.objects.count() == 1
    people.register_adopted(
        person_id=before.pk,
        forenames="Christopher",
        surname=NEW,
        adopted_on=ORDER,
        reason="x",
        workers=[cast.amina.pk],
        by=cast.ben,
        at=now,
    )
    with looking_as(cast.gwen):
        assert IdentifierClash.objects.count() == 0


def test_find_or_add_says_nothing_of_the_old_one_when_somebody_like_them_is_added(
    before: Person, after: Person, cast: Cast, client_of: ClientOf
) -> None:
    said = client_of(cast.cerys).get(reverse("add_person"), {"q": f"Kit {OLD} 9 3 2019"}).content.decode()
    assert f'/people/{before.pk}"' not in said


def test_no_row_of_the_ledger_names_both(before: Person, after: Person, cast: Cast) -> None:
    for row in LedgerEntry.objects.filter(person_id=after.pk):
        assert str(before.pk) not in (row.subject, row.reason), row.event
        assert "adopt" not in f"{row.subject} {row.reason} {row.event}".lower()
    assert not LedgerEntry.objects.filter(person_id=before.pk, subject__endswith=f"Person:{after.pk}").exists()


@pytest.mark.parametrize(
    ("adopted_on", "sentence"),
    [
        (date(2026, 12, 31), "must have been made"),
        (date(2019, 3, 8), "cannot be older than the child"),
        (date(2038, 3, 9), "must have been made"),
    ],
)
def test_a_day_on_which_nobody_is_adopted_is_refused(adopted_on: date, sentence: str, before: Person, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match=sentence):
        people.register_adopted(
            person_id=before.pk, forenames="C", surname=NEW, adopted_on=adopted_on, reason="x", workers=[cast.amina.pk], by=cast.ben, at=now
        )
    assert not Adoption.objects.exists()


def test_nobody_over_nineteen_nobody_unborn_and_nobody_twice(before: Person, after: Person, cast: Cast, now: datetime) -> None:
    grown = people.register_person(forenames="Al", surname="Old", born_on=date(2000, 1, 1), birth_known="exact", by=cast.amina, at=now)
    unborn = people.register_person(forenames="", surname="Soon", is_unborn=True, expected_on=date(2027, 2, 1), by=cast.amina, at=now)
    for person, sentence in ((grown, "19th birthday"), (unborn, "unborn child"), (before, "registered already")):
        with pytest.raises(Refusal, match=sentence):
            people.register_adopted(
                person_id=person.pk,
                forenames="C",
                surname="D",
                adopted_on=ORDER,
                reason="x",
                workers=[cast.amina.pk],
                by=cast.machine,
                at=now,
            )


def test_adopted_again_the_second_identity_is_sealed_too(before: Person, after: Person, cast: Cast, now: datetime) -> None:
    third = people.register_adopted(
        person_id=after.pk,
        forenames="Chris",
        surname="Third",
        adopted_on=now.date(),
        reason="x",
        workers=[cast.ben.pk],
        by=cast.ben,
        at=now,
    )
    with looking_as(cast.amina):
        assert other_identities(third.pk, seen_by=cast.amina) == [], "let into the first, not the second"


def test_through_the_page(before: Person, cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.ben), f"/people/{before.pk}/adoption"
    assert "Register an adoption" in client.get(address).content.decode()
    said = {
        "forenames": "Christopher",
        "surname": NEW,
        "known_as": "",
        "reason": "Adoption order",
        "worker_1": cast.amina.pk,
        **a_date("adopted_on", ORDER),
    }
    answer = client.post(address, said)
    made = Adoption.objects.get()
    assert answer["Location"] == f"/people/{made.after_id}"
    assert client.post(address, said).status_code == 404, "the second click: the record is sealed to who sealed it"
    nobody = {**said, "worker_1": "", "team": ""}
    other = f"/people/{made.after_id}/adoption"
    assert "Let in at least one" in client.post(other, nobody).content.decode()
    assert client.get(other).content.decode().count(OLD) == 0
