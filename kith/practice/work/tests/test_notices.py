"""Notices: what a worker should know stands on their list until they say that they have seen it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import add_document, finish_entry, save_draft, start_draft, strike_out, strike_out_document
from kith.practice.recording.models import Entry
from kith.practice.work.commands import mark_seen, notify_worker
from kith.practice.work.queries import notices_for
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


def _visit(ella: Person, by: Worker, now: datetime) -> Entry:
    draft = start_draft(kind="visit", person_ids=[ella.pk], by=by, at=now)
    fields = {"text": ["She was well."], "happened_on_day": ["3"], "happened_on_month": ["3"], f"part_{ella.pk}_seen": ["yes"]}
    save_draft(draft_id=draft.pk, fields=fields, revision=1, by=by, at=now)
    return finish_entry(draft_id=draft.pk, by=by, at=now)


def _correct(entry: Entry, ella: Person, by: Worker, now: datetime) -> None:
    draft = start_draft(kind="visit", person_ids=[ella.pk], corrects_entry_id=entry.pk, by=by, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["She was ill."], "reason": ["Misheard"]}, revision=1, by=by, at=now)
    finish_entry(draft_id=draft.pk, by=by, at=now)


def test_the_author_is_told_who_corrected_what_until_she_has_seen_it(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    entry = _visit(ella, cast.amina, now)
    _correct(entry, ella, cast.ben, now + timedelta(hours=1))
    client = client_of(cast.amina)
    page = client.get(reverse("my_list")).content.decode()
    assert "Ben Hartley corrected your visit of 3 March 2026: Misheard" in page
    assert f'href="{reverse("entry", kwargs={"entry_id": entry.pk})}"' in page
    (notice,) = notices_for(seen_by=cast.amina)
    assert client.post(reverse("notice_seen", kwargs={"notice_id": notice.pk})).status_code == 302
    assert "Ben Hartley corrected" not in client.get(reverse("my_list")).content.decode()


def test_the_author_is_told_of_what_was_struck_out(ella: Person, cast: Cast, now: datetime) -> None:
    strike_out(entry_id=_visit(ella, cast.amina, now).pk, reason="The wrong child", by=cast.ben, at=now)
    upload = SimpleUploadedFile("letter.txt", b"Kumquat", content_type="text/plain")
    document = add_document(upload=upload, title="Letter", person_ids=[ella.pk], by=cast.amina, at=now)
    strike_out_document(document_id=document.pk, reason="The wrong child", by=cast.ben, at=now + timedelta(minutes=1))
    assert [notice.text for notice in notices_for(seen_by=cast.amina)] == [
        "Ben Hartley struck out your document: Letter: The wrong child",
        "Ben Hartley struck out your visit of 3 March 2026: The wrong child",
    ]


def test_nobody_is_told_of_what_they_did_themselves(ella: Person, cast: Cast, now: datetime) -> None:
    entry = _visit(ella, cast.amina, now)
    _correct(entry, ella, cast.amina, now)
    strike_out(entry_id=entry.pk, reason="The wrong child", by=cast.amina, at=now)
    assert notices_for(seen_by=cast.amina) == []


def test_the_machine_is_not_told(ella: Person, cast: Cast, now: datetime) -> None:
    strike_out(entry_id=_visit(ella, cast.machine, now).pk, reason="The wrong child", by=cast.ben, at=now)
    assert notices_for(seen_by=cast.machine) == []


def test_a_notice_is_its_workers_alone_and_a_second_click_changes_nothing(cast: Cast, now: datetime) -> None:
    notice = notify_worker(worker_id=cast.amina.pk, text="Look at this " + "x" * 600, path="/my-list", by=cast.ben, at=now)
    assert notice.text.endswith("…")
    assert len(notice.text) == 500
    with pytest.raises(Refusal, match="not one of yours"):
        mark_seen(notice_id=notice.pk, by=cast.cerys, at=now)
    first = mark_seen(notice_id=notice.pk, by=cast.amina, at=now).seen_at
    assert mark_seen(notice_id=notice.pk, by=cast.amina, at=now + timedelta(hours=1)).seen_at == first
