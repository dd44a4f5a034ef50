"""Finishing what was typed, in one step: it goes on the record, or it is kept as a draft."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import finish_entry, save_draft, start_draft
from kith.practice.recording.models import Draft, Entry
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def _child(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Kit", surname="Fennimore", sex="M", by=cast.amina, at=now)


def test_what_was_typed_is_finished_without_being_saved_before(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    draft = start_draft(kind="note", person_ids=[_child(cast, now).pk], by=cast.amina, at=now)
    answer = client_of(cast.amina).post(f"/drafts/{draft.pk}/finish", {"revision": "1", "text": "Settled at school.", "do": "finish"})
    entry = Entry.objects.get(draft_id=draft.pk)
    assert (entry.text, answer["Location"]) == ("Settled at school.", f"/entries/{entry.pk}")


def test_what_is_not_ready_is_kept_with_every_word(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    draft = start_draft(kind="note", person_ids=[_child(cast, now).pk], by=cast.amina, at=now)
    typed = {"revision": "1", "text": "Settled at school.", "happened_on_day": "31", "happened_on_month": "2", "do": "finish"}
    said = client_of(cast.amina).post(f"/drafts/{draft.pk}/finish", typed).content.decode()
    assert "Not finished yet: your draft is saved" in said
    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.fields["text"], kept.fields["happened_on_day"], kept.revision) == (["Settled at school."], ["31"], 2)
    assert not Entry.objects.exists()


def test_a_window_that_knows_an_older_text_finishes_nothing(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    draft = start_draft(kind="note", person_ids=[_child(cast, now).pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["First window."]}, revision=1, by=cast.amina, at=now)
    said = client_of(cast.amina).post(f"/drafts/{draft.pk}/finish", {"revision": "1", "text": "Second window.", "do": "finish"})
    assert "First window." in said.content.decode()
    assert "Second window." in said.content.decode()
    assert not Entry.objects.exists()


def test_finishing_a_plain_entry_sends_ten_statements(cast: Cast, now: datetime) -> None:
    """Besides the savepoint around them: the draft and its files, who the people are, entry, parts, story, and two rows on the ledger."""
    draft = start_draft(kind="note", person_ids=[_child(cast, now).pk], by=cast.amina, at=now)
    with CaptureQueriesContext(connection) as sent:
        finish_entry(draft_id=draft.pk, typed={"fields": {"text": ["Settled."]}, "revision": 1}, by=cast.amina, at=now)
    own = [query["sql"] for query in sent if "SAVEPOINT" not in query["sql"]]
    assert len(own) <= 10, "\n".join(own)
