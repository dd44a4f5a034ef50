"""Documents: kept only as what they are, a draft's its writer's alone, found by their words, struck out."""

import io
from collections.abc import Callable
from datetime import datetime

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import (
    add_document,
    finish_entry,
    keep_text,
    start_draft,
    strike_out_document,
)
from kith.practice.recording.models import Document, StoryLine
from kith.practice.recording.queries import search_entries
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


def _word(text: str) -> bytes:
    made, kept = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(kept)
    return kept.getvalue()


def _add(person: Person, cast: Cast, now: datetime, name: str, content: bytes) -> Document:
    return add_document(upload=SimpleUploadedFile(name, content), title="", person_ids=[person.pk], by=cast.amina, at=now)


def test_a_word_document_is_kept_with_its_checksum_and_found_by_its_words(
    ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    document = _add(ella, cast, now, "letter.docx", _word("The paediatrician recommends a hearing test."))
    keep_text(document_id=document.pk, by=cast.machine, at=now)
    assert len(document.sha256) == 64
    assert [hit.document_id for hit in search_entries("paediatrician", seen_by=cast.amina)] == [document.pk]
    answer = client_of(cast.amina).get(reverse("document_file", kwargs={"document_id": document.pk}))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html", b"<script>alert(1)</script>", "does not keep files that end in .html"),
        ("run.exe", b"MZ\x90", "does not keep files that end in .exe"),
        ("photo.jpg", b"%PDF-1.7 not a picture", "inside it is PDF"),
        ("letter.pdf", b"MZ\x90\x00", "inside it is something else"),
        ("empty.pdf", b"", "is empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, content: bytes, said: str, ella: Person, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match=said):
        _add(ella, cast, now, name, content)
    assert not Document.objects.exists()


def test_a_file_with_a_draft_is_its_writers_alone_until_the_draft_is_finished(
    ella: Person, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    page = reverse("draft", kwargs={"draft_id": draft.pk})
    upload = SimpleUploadedFile("school letter.txt", b"He says platypus every morning", content_type="text/plain")
    client_of(cast.amina).post(page, {"revision": "1", "text": "A letter came", "do": "attach", "attachment": upload})
    document = Document.objects.get(draft=draft)
    keep_text(document_id=document.pk, by=cast.amina, at=now)

    shown = reverse("document", kwargs={"document_id": document.pk})
    assert client_of(cast.amina).get(shown).status_code == 200
    assert client_of(cast.ben).get(shown).status_code in (403, 404)
    assert client_of(cast.ben).get(reverse("document_file", kwargs={"document_id": document.pk})).status_code in (403, 404)
    assert search_entries("platypus", seen_by=cast.amina) == []

    draft.refresh_from_db()
    assert draft.fields["text"] == ["A letter came"]  # pressing the button keeps the words too
    entry = finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    assert [hit.document_id for hit in search_entries("platypus", seen_by=cast.ben)] == [document.pk]
    assert "school letter" in client_of(cast.ben).get(reverse("entry", kwargs={"entry_id": entry.pk})).content.decode()
    assert [line.what for line in StoryLine.objects.filter(source="recording.Document")] == ["document"]


def test_a_file_is_taken_off_a_draft_and_a_second_click_does_no_harm(ella: Person, cast: Cast, client_of: ClientOf, now: datetime) -> None:
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    page = reverse("draft", kwargs={"draft_id": draft.pk})
    client = client_of(cast.amina)
    client.post(page, {"revision": "1", "do": "attach", "attachment": SimpleUploadedFile("a.txt", b"words")})
    document = Document.objects.get(draft=draft)
    for _ in range(2):
        client.post(page, {"revision": "1", "do": f"detach:{document.pk}"})
    assert not Document.objects.filter(draft=draft).exists()


def test_a_file_that_is_not_kept_leaves_the_words(ella: Person, cast: Cast, client_of: ClientOf, now: datetime) -> None:
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    page = reverse("draft", kwargs={"draft_id": draft.pk})
    wrong = SimpleUploadedFile("run.exe", b"MZ")
    answer = client_of(cast.amina).post(page, {"revision": "1", "text": "Kept words", "do": "attach", "attachment": wrong})
    said = answer.content.decode()
    assert "does not keep files that end in .exe" in said
    assert "Kept words" in said


def test_a_document_on_the_wrong_child_is_struck_out_and_left_out_of_search(
    ella: Person, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    upload = SimpleUploadedFile("wrong.txt", b"Kumquat", content_type="text/plain")
    document = add_document(upload=upload, title="", person_ids=[ella.pk], by=cast.amina, at=now)
    keep_text(document_id=document.pk, by=cast.amina, at=now)
    client_of(cast.amina).post(reverse("strike_out_document", kwargs={"document_id": document.pk}), {"reason": "The wrong child"})
    assert search_entries("kumquat", seen_by=cast.amina) == []
    said = client_of(cast.ben).get(reverse("document", kwargs={"document_id": document.pk})).content.decode()
    assert "Struck out by" in said
    assert "The wrong child" in said
    with pytest.raises(Refusal, match="already"):
        strike_out_document(document_id=document.pk, reason="Again", by=cast.amina, at=now)
