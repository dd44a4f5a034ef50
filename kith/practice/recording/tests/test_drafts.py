"""Drafts: the list of one's own, put away and brought back; what becomes of them when a record is shut; what is said where scripts do not run."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import lift, restrict
from kith.foundations.access.models import Restriction
from kith.foundations.access.rules import Level, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import bring_back_draft, finish_entry, put_away_draft, save_draft, start_draft
from kith.practice.recording.models import Draft
from kith.practice.recording.queries import draft as own_draft
from kith.practice.recording.queries import drafts_put_away, open_drafts
from tests.cast import Cast
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return _child("Ella", cast, now)


def _child(name: str, cast: Cast, now: datetime) -> Person:
    return register_person(forenames=name, surname="O'Donnell", born_on=date(2014, 4, 3), birth_known="exact", by=cast.amina, at=now)


def _drafted(people: list[Person], cast: Cast, now: datetime, **said: str) -> Draft:
    draft = start_draft(kind="note", person_ids=[person.pk for person in people], by=cast.amina, at=now)
    return save_draft(draft_id=draft.pk, fields={name: [text] for name, text in said.items()}, revision=1, by=cast.amina, at=now)


def _shut(person: Person, cast: Cast, now: datetime, level: Level) -> None:
    """Amina, who wrote, is not let in."""
    restrict(
        person_id=person.pk, kind="safety", level=level, reason="Threats", contact="Ring Ben", review_on=date(2027, 1, 1), workers=[cast.ben.pk],
        teams=[], by=cast.ben, at=now,
    )  # fmt: skip


def _read(client: Client, name: str, **parts: object) -> str:
    found = BeautifulSoup(client.get(reverse(name, kwargs=parts)).content, "html.parser").select_one("main")
    assert found
    return " ".join(found.get_text(" ").split())


def test_the_list_says_about_whom_when_and_the_first_words(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    words = "Her aunt rang about the holidays and asked whether the children may come. " * 4
    _drafted([ella, _child("Noah", cast, now)], cast, now, text=words)
    said = _read(client_of(cast.amina), "my_drafts")
    assert "Note: Ella O'Donnell, Noah O'Donnell" in said
    assert "Begun 23 November 2026, 10:00am" in said
    assert "whether the children may come. Begun" in said, "never cut within a word"


def test_what_was_written_of_one_person_alone_is_shown_as_first_words(ella: Person, cast: Cast, now: datetime) -> None:
    _drafted([ella], cast, now, **{f"part_{ella.pk}_text": "She hid."})
    assert [draft.beginning for draft in open_drafts(seen_by=cast.amina)] == ["She hid."]


def test_a_draft_is_put_away_and_brought_back(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    draft, client = _drafted([ella], cast, now, text="Kept words"), client_of(cast.amina)
    client.post(reverse("put_away_draft", kwargs={"draft_id": draft.pk}))
    said = _read(client, "my_drafts")
    assert "You have no unfinished drafts" in said
    assert "Put away (1)" in said
    assert "Kept words" in said
    answer = client.post(reverse("bring_back_draft", kwargs={"draft_id": draft.pk}))
    assert answer.headers["Location"] == reverse("draft", kwargs={"draft_id": draft.pk})
    assert [view.id for view in open_drafts(seen_by=cast.amina)] == [draft.pk]
    assert drafts_put_away(seen_by=cast.amina) == []
    bring_back_draft(draft_id=draft.pk, by=cast.amina, at=now)  # the second click


def test_nobody_brings_back_the_draft_of_another_or_a_finished_one(ella: Person, cast: Cast, now: datetime) -> None:
    draft = _drafted([ella], cast, now, text="Words")
    put_away_draft(draft_id=draft.pk, by=cast.amina, at=now)
    with pytest.raises(Refusal):
        bring_back_draft(draft_id=draft.pk, by=cast.ben, at=now)
    finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    with pytest.raises(Refusal, match="finished already"):
        bring_back_draft(draft_id=draft.pk, by=cast.amina, at=now)
    assert drafts_put_away(seen_by=cast.amina) == []


def test_a_draft_about_somebody_since_hidden_stays_its_writers_and_does_not_tell(
    ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    draft = _drafted([ella], cast, now, text="My own words", **{f"part_{ella.pk}_text": "Hers alone"})
    _shut(ella, cast, now, Level.HIDDEN)
    client = client_of(cast.amina)
    listed = _read(client, "my_drafts")
    assert "Note: no name to show" in listed
    assert "My own words" in listed
    for telling in ("Ella", "estricted", "hidden"):
        assert telling not in listed
    page = client.get(reverse("draft", kwargs={"draft_id": draft.pk})).content.decode()
    assert "My own words" in page
    assert "Hers alone" in page, "nothing that was typed vanishes"
    assert "Ella" not in page
    said = client.post(reverse("draft", kwargs={"draft_id": draft.pk}), {"revision": "2", "shown": "people", "do": "finish"}).content.decode()
    assert "Choose at least one person" in said
    emptied = {"revision": "3", "shown": "people", f"part_{ella.pk}_text": "", "people": str(_child("Noah", cast, now).pk), "do": "finish"}
    assert "/entries/" in client.post(reverse("draft", kwargs={"draft_id": draft.pk}), emptied).headers["Location"]


def test_a_draft_about_somebody_since_locked_says_whom_to_ring_when_it_is_finished(
    ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    draft = _drafted([ella], cast, now, text="My own words")
    _shut(ella, cast, now, Level.LOCKED)
    said = client_of(cast.amina).post(reverse("draft", kwargs={"draft_id": draft.pk}), {"revision": "2", "do": "finish"}).content.decode()
    assert "The record of Ella O&#39;Donnell is restricted: Ring Ben. Untick them to finish without them" in said
    assert "My own words" in said


def test_the_copied_words_of_a_correction_are_shut_with_the_record_and_come_back_with_it(
    ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    entry = finish_entry(draft_id=_drafted([ella, noah := _child("Noah", cast, now)], cast, now, text="Secret words").pk, by=cast.amina, at=now)
    draft = start_draft(kind="note", person_ids=[ella.pk], corrects_entry_id=entry.pk, by=cast.amina, at=now)
    assert own_draft(draft.pk, seen_by=cast.amina).fields["text"] == ["Secret words"]
    _shut(noah, cast, now, Level.HIDDEN)
    client, address = client_of(cast.amina), reverse("draft", kwargs={"draft_id": draft.pk})
    assert "Secret words" not in client.get("/drafts").content.decode()
    assert "Secret words" not in client.get("/my-list").content.decode()
    for answer in (client.get(address), client.post(address, {"revision": "1", "do": "finish"}), client.post(f"{address}/save", {"revision": "0"})):
        assert answer.status_code == 403
        assert "Secret words" not in answer.content.decode()
    with looking_as(cast.amina):
        assert not Draft.objects.filter(pk=draft.pk).exists(), "the database itself does not tell"
    lift(restriction_id=Restriction.objects.get(person_id=noah.pk).pk, reason="Over", by=cast.ben, at=now + timedelta(days=1))
    assert own_draft(draft.pk, seen_by=cast.amina).fields["text"] == ["Secret words"]


def test_the_lock_of_the_database_knows_of_corrections(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_policies where tablename = 'recording_draft' and qual like '%recording_opens_entry%'")
        assert cursor.fetchone() == (2,)


def test_saving_on_pauses_is_claimed_only_by_the_script_that_does_it(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    page = _read(client_of(cast.amina), "draft", draft_id=_drafted([ella], cast, now).pk)
    assert "pause" not in page
    assert "Each button above keeps what you have typed since." in page


def test_a_window_that_hears_late_that_the_draft_is_on_the_record_is_told_so(
    ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    draft, client = _drafted([ella], cast, now, text="Words"), client_of(cast.amina)
    finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    save = reverse("save_draft", kwargs={"draft_id": draft.pk})
    assert client.post(save, {"revision": "2", "text": "Words"}).status_code == 200
    answer = client.post(save, {"revision": "2", "text": "Words, and more"})
    assert answer.status_code == 410
    assert "Another window has put this draft on the record" in answer.json()["problem"]
