"""An address that somebody must not learn stands on none of their records, nor on those of their family, on no page and in no print."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.access.rules import Level, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import search
from kith.practice.people import commands as people
from kith.practice.people.models import KeptFrom, Person, Residence
from kith.practice.people.queries import kept_from
from kith.practice.recording.commands import write_event
from tests.cast import Cast
from tests.eyes import looking_as
from tests.pages import TABS

ClientOf = Callable[[Worker], Client]
STREET, POSTCODE = "Hollyhock", "LS9 7ZZ"


@dataclass(frozen=True)
class Family:
    """Siobhan has fled with Ella to her aunt; Emeka must not learn where. His mother Ngozi and his son Obi live with him."""

    siobhan: Person
    ella: Person
    emeka: Person
    ngozi: Person
    obi: Person
    aunt: Person
    refuge: Residence


@pytest.fixture
def family(cast: Cast, now: datetime) -> Family:
    def somebody(name: str, sex: str, born: date) -> Person:
        return people.register_person(forenames=name, surname="Okonkwo", sex=sex, born_on=born, birth_known="exact", by=cast.amina, at=now)

    siobhan, ella = somebody("Siobhan", "F", date(1990, 1, 1)), somebody("Ella", "F", date(2015, 1, 1))
    emeka, ngozi, obi = (
        somebody("Emeka", "M", date(1988, 1, 1)),
        somebody("Ngozi", "F", date(1960, 1, 1)),
        somebody("Obi", "M", date(2017, 1, 1)),
    )
    aunt = somebody("Aoife", "F", date(1970, 1, 1))
    parents = [(siobhan, ella), (emeka, ella), (emeka, obi), (siobhan, obi), (ngozi, emeka)]
    ties = [*((elder, younger, "parent") for elder, younger in parents), (aunt, siobhan, "aunt_uncle"), (aunt, obi, "other")]
    for person, other, kind in ties:
        people.relate(person_id=person.pk, other_id=other.pk, kind=kind, by=cast.amina, at=now)
    for person in (emeka, ngozi, obi):
        people.move_to(person_id=person.pk, lines="4 Mill Lane", postcode_text="LS8 1AA", starts_on=date(2020, 1, 1), by=cast.amina, at=now)
    for person in (aunt, ella):
        people.move_to(
            person_id=person.pk, lines=f"9 {STREET} Close", postcode_text=POSTCODE, starts_on=date(2024, 1, 1), by=cast.amina, at=now
        )
    refuge = people.move_to(
        person_id=siobhan.pk, lines=f"9 {STREET} Close", postcode_text=POSTCODE, starts_on=date(2024, 1, 1), kept_from_ids=[emeka.pk],
        by=cast.amina, at=now,
    )  # fmt: skip
    return Family(siobhan, ella, emeka, ngozi, obi, aunt, refuge)


@pytest.mark.parametrize("whose", ["emeka", "ngozi", "obi"])
def test_the_address_is_on_no_page_of_those_who_must_not_learn_it(
    whose: str, family: Family, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    client, person = client_of(cast.amina), getattr(family, whose)
    write_event(person_id=person.pk, happened_on=date(2024, 5, 1), what_happened="Moved", impact="", by=cast.amina, at=now)
    for tab in [*TABS, "/who-has-looked"]:
        said = client.get(f"/people/{person.pk}{tab}").content.decode()
        assert STREET not in said, tab
        assert POSTCODE not in said, tab


@pytest.mark.parametrize("whose", ["emeka", "ngozi", "obi"])
def test_the_address_is_in_none_of_their_prints(whose: str, family: Family, cast: Cast, client_of: ClientOf) -> None:
    client, person = client_of(cast.eve), getattr(family, whose)
    for name in ("brief_pdf", "chronology_pdf"):
        pages = pypdf.PdfReader(io.BytesIO(client.get(reverse(name, kwargs={"person_id": person.pk})).content)).pages
        assert STREET not in " ".join(page.extract_text() for page in pages), name
    word = zipfile.ZipFile(io.BytesIO(client.get(reverse("chronology_word", kwargs={"person_id": person.pk})).content))
    assert all(STREET.encode() not in word.read(part) for part in word.namelist())


@pytest.mark.parametrize("asked", [f"9 {STREET.lower()} close", STREET, POSTCODE, f"okonkwo {POSTCODE}", f"ella okonkwo {STREET}"])
def test_nobody_is_found_by_it_and_no_reason_tells_it(asked: str, family: Family, cast: Cast, client_of: ClientOf) -> None:
    answer = search(asked, seen_by=cast.amina, today=date(2026, 11, 23))
    told = " ".join(reason for found in answer.results for reason in found.why)
    assert "address" not in told
    assert "postcode" not in told
    said = client_of(cast.amina).get(reverse("find"), {"q": asked}).content.decode().split("<main")[1].replace(asked, "")
    assert f"{STREET} Close" not in said


def test_their_own_record_shows_it_short_and_says_from_whom_it_is_kept(family: Family, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    for person in (family.siobhan, family.ella, family.aunt):
        top = client.get(reverse("record", kwargs={"person_id": person.pk})).content.decode()
        before, _, shown = top.partition('<details class="kith-confidential">')
        assert STREET not in before
        assert f"9 {STREET} Close, {POSTCODE}. Must not become known to Emeka Okonkwo." in shown
    brief = client.get(reverse("brief", kwargs={"person_id": family.ella.pk})).content.decode()
    assert "must not become known to Emeka Okonkwo" in brief
    assert "Emeka Okonkwo" in client.get(reverse("addresses", kwargs={"person_id": family.siobhan.pk})).content.decode()


def test_who_must_not_know_it_is_changed_and_ended_and_stays_on_record(family: Family, cast: Cast, client_of: ClientOf) -> None:
    client, page = client_of(cast.amina), reverse("kept_from", args=[family.siobhan.pk, family.refuge.pk])
    form = client.get(page, {"person": family.ngozi.pk}).content.decode()
    assert "Emeka Okonkwo" in form
    assert "Ngozi Okonkwo, 66 years" in form
    client.post(page, {"is_confidential": "on", "kept_from_ids": [family.ngozi.pk, family.emeka.pk]})
    kept = kept_from([family.refuge.pk], about=family.siobhan.pk, seen_by=cast.amina)[family.refuge.pk]
    assert {card.id for card in kept} == {family.ngozi.pk, family.emeka.pk}
    client.post(page, {})
    assert kept_from([family.refuge.pk], about=family.siobhan.pk, seen_by=cast.amina) == {}
    assert KeptFrom.objects.filter(ended_by=cast.amina).count() == 2
    found = search(f"9 {STREET.lower()} close", seen_by=cast.amina, today=date(2026, 11, 23)).results
    assert {family.siobhan.pk, family.ella.pk, family.aunt.pk} <= {one.card.id for one in found}, (
        "open again, all who live there are found by it"
    )


def test_the_form_of_an_address_offers_those_around_by_name_and_age(family: Family, cast: Cast, client_of: ClientOf) -> None:
    client, page = client_of(cast.amina), reverse("add_fact", kwargs={"person_id": family.ella.pk, "what": "address"})
    form = client.get(page).content.decode()
    assert "Emeka Okonkwo, father, 38 years" in form
    typed = {"kind": "other", "lines": "2 Other Street", "kept_from_ids": [family.emeka.pk]}
    client.post(page, typed)
    kept = KeptFrom.objects.get(residence__person=family.ella)
    assert (kept.person_id, kept.residence.is_confidential, kept.kept_by_id) == (family.emeka.pk, True, cast.amina.pk)
    assert "The main home is confidential." in form, "as it is for her mother, who lives there too"
    assert STREET not in form
    moved = client.post(page, {"kind": "main", "lines": "3 New Row", "starts_on_year": "2026"}, follow=True).content.decode()
    assert "The main home before it (confidential) was so until 2026" in moved


def test_from_whom_it_is_kept_is_told_to_none_who_may_not_know_of_them(
    family: Family, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    restrict(
        person_id=family.emeka.pk, kind="staff", level=Level.HIDDEN, reason="Synthetic", contact="Ring Ben", workers=[cast.amina.pk],
        by=cast.ben, at=now,
    )  # fmt: skip
    client = client_of(cast.cerys)
    for tab in TABS:
        assert "Emeka" not in client.get(f"/people/{family.siobhan.pk}{tab}").content.decode(), tab
    page = reverse("kept_from", args=[family.siobhan.pk, family.refuge.pk])
    client.post(page, {})
    assert KeptFrom.objects.get().ended_at is None, "whom she may not know of she cannot set free either"
    with looking_as(cast.cerys), connection.cursor() as cursor:
        cursor.execute("select count(*) from people_keptfrom")
        assert cursor.fetchone() == (0,)


def test_an_address_is_not_kept_from_whoever_lives_there(family: Family, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="lives there by the record"):
        people.keep_address_from(residence=family.refuge, is_confidential=True, kept_from_ids=[family.ella.pk], by=cast.amina, at=now)
