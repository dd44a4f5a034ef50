"""A draft that another window has finished: what this window holds besides is kept, and a second click makes nothing."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.recording.commands import finish_entry, save_draft, start_draft
from kith.practice.recording.models import Draft
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def test_words_typed_in_a_second_window_are_kept(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    child = register_person(forenames="Kit", surname="Fennimore", sex="M", by=cast.amina, at=now)
    draft = start_draft(kind="note", person_ids=[child.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["First window."]}, revision=1, by=cast.amina, at=now)
    finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    client, page = client_of(cast.amina), f"/drafts/{draft.pk}/finish"
    assert client.post(page, {"revision": "1", "text": "First window.", "do": "finish"})["Location"] == "/drafts"
    assert Draft.objects.count() == 1, "a second click holds nothing new"
    answer = client.post(page, {"revision": "1", "text": "Second window.", "do": "finish"})
    kept = Draft.objects.get(finished_at=None)
    assert answer["Location"] == f"/drafts/{kept.pk}"
    assert "Second window." in client.get(answer["Location"]).content.decode()
