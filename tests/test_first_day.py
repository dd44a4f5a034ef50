"""The first day, without a browser: find a child by a misspelt name, open the record, write a visit to three siblings, find the words again."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import search
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.models import Draft, Entry, EntryPart
from kith.practice.work.commands import allocate
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@dataclass(frozen=True)
class Family:
    """Three siblings, their mother, and where they live."""

    ella: Person
    noah: Person
    maya: Person
    mother: Person


@pytest.fixture
def family(cast: Cast, now: datetime) -> Family:
    def child(forenames: str, born: date, sex: str) -> Person:
        return people.register_person(
            forenames=forenames, surname="O'Donnell-Price", born_on=born, birth_known="exact", sex=sex, by=cast.amina, at=now
        )

    made = Family(
        ella=child("Ella Rose", date(2014, 4, 3), "F"),
        noah=child("Noah", date(2016, 9, 21), "M"),
        maya=child("Maya", date(2024, 1, 30), "F"),
        mother=people.register_person(
            forenames="Siobhan", surname="O'Donnell", born_on=date(1990, 2, 11), birth_known="exact", sex="F", by=cast.amina, at=now
        ),
    )
    for each in (made.ella, made.noah, made.maya, made.mother):
        people.move_to(
            person_id=each.pk, lines="14 Elm Road, Northgate", postcode_text="LS8 1AB", starts_on=date(2024, 2, 1), by=cast.amina, at=now
        )
    for each in (made.ella, made.noah, made.maya):
        people.relate(person_id=made.mother.pk, other_id=each.pk, kind="parent", has_pr=True, by=cast.amina, at=now)
    people.relate(person_id=made.ella.pk, other_id=made.noah.pk, kind="sibling", by=cast.amina, at=now)
    people.raise_alert(
        person_id=made.mother.pk, kind="dog", reason="Large dog, shut it away first", review_on=now.date() + timedelta(days=90), told="yes",
        starts_on=now.date(), by=cast.amina, at=now,
    )  # fmt: skip
    allocate(person_id=made.ella.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    return made


@pytest.mark.parametrize(
    "asked",
    [
        "ela odonnel price", "Ella O'Donnell-Price 3/4/14", "odonnell price ella 03042014", "ella 4/3/2014", "ellla price 3 apr 2014",
        "ella price 3/4/15", "price ls8 1ab", "elm road ella", "ella rose aged 12", "e price 3.4.2014",
    ],
)  # fmt: skip
def test_a_child_is_found_however_she_is_asked_for(asked: str, cast: Cast, family: Family) -> None:
    answer = search(asked, seen_by=cast.amina, today=date(2026, 11, 23))
    assert family.ella.pk in [found.card.id for found in answer.results[:3]], [found.card.name for found in answer.results]


def test_who_is_found_is_found_for_a_reason(cast: Cast, family: Family) -> None:
    best = search("ela odonnell price 4/3/14", seen_by=cast.amina, today=date(2026, 11, 23)).results[0]
    assert best.card.id == family.ella.pk
    assert "day and month swapped" in best.why


@pytest.mark.parametrize("page", ["record", "story", "chronology", "family", "addresses", "documents", "details", "brief"])
def test_every_tab_of_a_record_opens_and_leaves_a_trace(page: str, cast: Cast, family: Family, client_of: ClientOf) -> None:
    answer = client_of(cast.amina).get(reverse(page, kwargs={"person_id": family.ella.pk}))
    assert answer.status_code == 200
    assert "Ella Rose O&#39;Donnell-Price" in answer.content.decode()
    assert LedgerEntry.objects.filter(kind="looked", event=page, person_id=family.ella.pk, worker_id=cast.amina.pk).count() == 1


@pytest.mark.parametrize("page", ["home", "my_list", "find", "find_entries", "choose_entry", "my_drafts"])
def test_every_page_of_the_day_opens(page: str, cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.amina).get(reverse(page), follow=True).status_code == 200


@pytest.mark.parametrize("what", ["name", "number", "address", "contact", "professional", "vehicle", "alert", "fact"])
def test_every_form_of_the_details_opens_and_keeps_what_was_typed(what: str, cast: Cast, family: Family, client_of: ClientOf) -> None:
    address = reverse("add_fact", kwargs={"person_id": family.ella.pk, "what": what})
    client = client_of(cast.amina)
    assert client.get(address).status_code == 200
    answer = client.post(
        address, {"source": "kept words", "note": "kept words", "description": "kept words", "reason": "kept words", "name": "kept words"}
    )
    assert "There is a problem" in answer.content.decode()


def test_a_visit_to_three_siblings_is_one_entry(cast: Cast, family: Family, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    begun = client.post(reverse("choose_entry"), {"kind": "visit", "person": family.ella.pk})
    draft = Draft.objects.get(worker=cast.amina)
    form = client.get(begun["Location"]).content.decode()
    assert "Noah" in form
    assert "Maya" in form
    saved = client.post(
        reverse("save_draft", kwargs={"draft_id": draft.pk}), {"revision": "1", "text": "Half a sen"}, HTTP_ACCEPT="application/json"
    )
    assert json.loads(saved.content)["revision"] == 2
    fields = {
        "revision": "2",
        "happened_on_day": "20",
        "happened_on_month": "11",
        "happened_on_year": "2026",
        "shown": ["people", "mentioned"],
    }
    fields |= {
        "people": [str(each.pk) for each in (family.ella, family.noah, family.maya)],
        "text": "Home was warm; the kittens were asleep.",
    }
    fields |= {f"part_{each.pk}_seen": "yes" for each in (family.ella, family.noah, family.maya)}
    fields |= {f"part_{family.ella.pk}_wishes": "I want to stay at my school", "do": "finish"}
    finished = client.post(reverse("draft", kwargs={"draft_id": draft.pk}), fields)
    entry = Entry.objects.get()
    assert finished["Location"] == reverse("entry", kwargs={"entry_id": entry.pk})
    assert EntryPart.objects.filter(entry=entry).count() == 3
    assert "I want to stay at my school" in client.get(finished["Location"]).content.decode()
    for each in (family.noah, family.maya):
        assert "kittens" in client.get(reverse("story", kwargs={"person_id": each.pk})).content.decode()
    found = client.get(reverse("find_entries"), {"words": "kitten"}).content.decode()
    assert "<mark>kittens</mark>" in found


def test_a_second_click_on_finish_finds_the_entry(cast: Cast, family: Family, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    client.post(reverse("choose_entry"), {"kind": "note", "person": family.ella.pk})
    draft = Draft.objects.get()
    client.post(reverse("draft", kwargs={"draft_id": draft.pk}), {"revision": "1", "text": "A note", "do": "finish"})
    client.post(reverse("draft", kwargs={"draft_id": draft.pk}), {"revision": "2", "text": "A note", "do": "finish"})
    assert Entry.objects.count() == 1


def test_two_windows_on_one_draft_meet_a_page_with_both_texts(cast: Cast, family: Family, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    client.post(reverse("choose_entry"), {"kind": "note", "person": family.ella.pk})
    draft = Draft.objects.get()
    address = reverse("draft", kwargs={"draft_id": draft.pk})
    client.post(reverse("save_draft", kwargs={"draft_id": draft.pk}), {"revision": "1", "text": "From the other window"})
    conflict = client.post(address, {"revision": "1", "text": "From this window", "do": "leave"})
    assert conflict.status_code == 409
    page = conflict.content.decode()
    assert "From the other window" in page
    assert "From this window" in page
    copy = Draft.objects.exclude(pk=draft.pk).get()  # whoever leaves the page loses nothing
    assert copy.fields["text"] == ["From this window"]
    kept = {"keep:text": "both", "mine:text": "From this window", "theirs:text": "From the other window"}
    client.post(address, {"revision": "2", "do": "resolve", "copy": str(copy.pk), **kept})
    draft.refresh_from_db()
    copy.refresh_from_db()
    assert draft.fields["text"] == ["From the other window\n\nFrom this window"]
    assert copy.put_away_at
