"""Drawing the text from documents: tried again with longer and longer waits, and when it fails after all the document says so."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import add_document
from kith.practice.recording.models import Document
from kith.practice.recording.reactions import AGAIN, TRIES_AGAIN, draw_text
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


def _add(person: Person, cast: Cast, now: datetime, name: str, content: bytes) -> Document:
    return add_document(upload=SimpleUploadedFile(name, content), title="", person_ids=[person.pk], by=cast.amina, at=now)


def _job(attempts: int) -> Job:
    return Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="recording.draw_text", attempts=attempts)


def _try(document: Document, attempts: int = 0) -> None:
    context = JobContext(start_timestamp=0, app=app, job=_job(attempts), abort_reason=lambda: None)
    draw_text.func(context, document_id=document.pk)


def _said(document: Document, client: Client) -> str:
    return client.get(reverse("document", kwargs={"document_id": document.pk})).content.decode()


def _pdf() -> bytes:
    written, kept = pypdf.PdfWriter(), io.BytesIO()
    written.add_blank_page(100, 100)
    written.write(kept)
    return kept.getvalue()


def test_the_waits_grow_to_more_than_an_hour_in_all() -> None:
    waits = []
    for attempts in range(TRIES_AGAIN):
        decision = AGAIN.get_retry_decision(exception=OSError(), job=_job(attempts))
        assert decision
        assert decision.retry_at
        waits.append((decision.retry_at - timezone.now()) / timedelta(seconds=1))
    assert [round(wait) for wait in waits] == [5, 25, 125, 625, 3125]
    assert AGAIN.get_retry_decision(exception=OSError(), job=_job(TRIES_AGAIN)) is None


def test_a_document_says_whether_search_finds_its_words(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    letter, scan = _add(ella, cast, now, "letter.txt", b"Kumquat"), _add(ella, cast, now, "scan.pdf", _pdf())
    client = client_of(cast.amina)
    assert "still to be read" in _said(letter, client)
    _try(letter)
    _try(scan)
    assert "read: search finds them" in _said(letter, client)
    assert "none that Kith can read" in _said(scan, client)


def test_a_damaged_file_says_that_its_words_could_not_be_read(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    document = _add(ella, cast, now, "letter.pdf", b"%PDF-1.7\nnot much of one")
    _try(document)
    assert "could not be read" in _said(document, client_of(cast.amina))


@pytest.mark.parametrize("trouble", [OSError("away"), RecursionError("too deep")])
def test_after_the_last_try_the_document_says_so_and_before_it_waits(
    trouble: Exception, ella: Person, cast: Cast, now: datetime, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = _add(ella, cast, now, "letter.txt", b"Kumquat")

    def fail(*_: object) -> None:
        raise trouble

    with monkeypatch.context() as away:
        away.setattr(default_storage, "open", fail)
        with pytest.raises(type(trouble)):
            _try(document, attempts=TRIES_AGAIN - 1)
        assert "still to be read" in _said(document, client_of(cast.amina))
        with pytest.raises(type(trouble)):
            _try(document, attempts=TRIES_AGAIN)
    assert "could not be read" in _said(document, client_of(cast.amina))
    _try(document)  # somebody runs it again once the store is back
    assert "read: search finds them" in _said(document, client_of(cast.amina))
