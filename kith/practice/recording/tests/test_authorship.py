"""Who may correct or strike out what somebody wrote: its author, and managers. Everybody else is told whom to ask."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.commands import end_worker
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import add_document, finish_entry, save_draft, start_draft, strike_out, strike_out_document
from kith.practice.recording.models import Entry
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


@pytest.fixture
def entry(ella: Person, cast: Cast, now: datetime) -> Entry:
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["She was seen at school."]}, revision=1, by=cast.amina, at=now)
    return finish_entry(draft_id=draft.pk, by=cast.amina, at=now)


def test_somebody_else_who_may_record_is_told_whom_to_ask(
    entry: Entry, ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    for by in (cast.cerys, cast.eve):
        with pytest.raises(Refusal, match="Ask Amina Yusuf, or a manager"):
            start_draft(kind="note", person_ids=[ella.pk], corrects_entry_id=entry.pk, by=by, at=now)
        with pytest.raises(Refusal, match="Ask Amina Yusuf, or a manager"):
            strike_out(entry_id=entry.pk, reason="I think so", by=by, at=now)
    page = client_of(cast.cerys).get(reverse("entry", kwargs={"entry_id": entry.pk})).content.decode()
    assert "Ask Amina Yusuf, or a manager" in page
    assert reverse("strike_out_entry", kwargs={"entry_id": entry.pk}) not in page


def test_a_correction_begun_before_is_refused_when_it_is_finished(entry: Entry, ella: Person, cast: Cast, now: datetime) -> None:
    """The draft of somebody who was a manager when she began."""
    draft = start_draft(kind="note", person_ids=[ella.pk], corrects_entry_id=entry.pk, by=cast.ben, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["Other words"], "reason": ["Because"]}, revision=1, by=cast.ben, at=now)
    draft.worker = cast.cerys
    draft.save(update_fields=["worker"])
    with pytest.raises(Refusal, match="Ask Amina Yusuf, or a manager"):
        finish_entry(draft_id=draft.pk, by=cast.cerys, at=now)
    entry.refresh_from_db()
    assert entry.text == "She was seen at school."


@pytest.mark.parametrize("who", ["amina", "ben"])
def test_the_author_and_a_manager_may(who: str, entry: Entry, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    by: Worker = getattr(cast, who)
    page = client_of(by).get(reverse("entry", kwargs={"entry_id": entry.pk})).content.decode()
    assert reverse("strike_out_entry", kwargs={"entry_id": entry.pk}) in page
    assert strike_out(entry_id=entry.pk, reason="The wrong child", by=by, at=now).struck_by == by


def test_of_an_author_who_has_left_a_manager_is_asked(entry: Entry, cast: Cast, now: datetime) -> None:
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    with pytest.raises(Refusal, match="cannot be asked"):
        strike_out(entry_id=entry.pk, reason="I think so", by=cast.cerys, at=now)


def test_what_is_struck_out_is_not_corrected(entry: Entry, ella: Person, cast: Cast, now: datetime) -> None:
    draft = start_draft(kind="note", person_ids=[ella.pk], corrects_entry_id=entry.pk, by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["Other words"], "reason": ["Because"]}, revision=1, by=cast.amina, at=now)
    strike_out(entry_id=entry.pk, reason="The wrong child", by=cast.ben, at=now)
    with pytest.raises(Refusal, match="struck out"):
        finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    with pytest.raises(Refusal, match="struck out"):
        start_draft(kind="note", person_ids=[ella.pk], corrects_entry_id=entry.pk, by=cast.amina, at=now)


def test_a_document_is_struck_out_by_whoever_added_it_or_a_manager(ella: Person, cast: Cast, now: datetime) -> None:
    upload = SimpleUploadedFile("letter.txt", b"Kumquat", content_type="text/plain")
    document = add_document(upload=upload, title="Letter", person_ids=[ella.pk], by=cast.amina, at=now)
    with pytest.raises(Refusal, match="Ask Amina Yusuf, or a manager"):
        strike_out_document(document_id=document.pk, reason="I think so", by=cast.cerys, at=now)
    assert strike_out_document(document_id=document.pk, reason="The wrong child", by=cast.ben, at=now).struck_by == cast.ben
