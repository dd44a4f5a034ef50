"""Drawing text from files that somebody else made: within limits of length, memory and time, in a process that knows nothing of Kith's."""

import io
import zipfile
from datetime import datetime

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from kith.foundations.access.rules import Refusal
from kith.practice.people.commands import register_person
from kith.practice.recording.commands import add_document, keep_text
from kith.practice.recording.commands.reading import Reader
from kith.practice.recording.models import Document
from kith.practice.recording.queries import search_entries
from kith.practice.recording.rules import drawing
from kith.practice.recording.rules.drawing import PDF, WORD, InPart, draw
from tests.cast import Cast

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _packed(document: bytes) -> io.BytesIO:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", document)
    kept.seek(0)
    return kept


def _pdf(*pages: bytes) -> io.BytesIO:
    """Each page with these orders for drawing it."""
    written, kept = pypdf.PdfWriter(), io.BytesIO()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip  # noqa: E501
    for orders in pages:
        page = written.add_blank_page(300, 300)
        stream = DecodedStreamObject()
        stream.set_data(orders)
        page[NameObject("/Contents")] = written._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    written.write(kept)
    kept.seek(0)
    return kept


def _says(words: str) -> bytes:
    return f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET\n".encode()


def test_words_in_paragraphs_tables_and_notes_are_drawn() -> None:
    made, kept = docx.Document(), io.BytesIO()
    made.add_paragraph("The paediatrician writes.")
    made.add_table(rows=1, cols=2).rows[0].cells[1].text = "In a table"
    made.sections[0].header.paragraphs[0].text = "Leeds General"
    made.save(kept)
    kept.seek(0)
    drawn = "".join(draw(WORD, kept))
    for words in ("The paediatrician writes.\n", "In a table\n", "Leeds General"):
        assert words in drawn


def test_a_pdf_is_read_page_by_page_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_PAGES", 2)
    pieces = draw(PDF, _pdf(_says("First"), _says("Second"), _says("Third")))
    assert [next(pieces).strip(), next(pieces).strip()] == ["First", "Second"]
    with pytest.raises(InPart):
        next(pieces)


def test_a_word_file_is_unpacked_to_its_limit_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_XML", 2**20)
    body = f"<w:document {NAMESPACE}><w:body>".encode() + b"<w:p><w:r><w:t>Words</w:t></w:r></w:p>" * 200_000
    got: list[str] = []
    with pytest.raises(InPart):
        got.extend(draw(WORD, _packed(body)))
    assert 0 < len("".join(got)) < 2**20


def test_a_text_is_kept_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_TEXT", 10)
    pieces = draw("text/plain", io.BytesIO(b"Twelve words, and more"))
    assert next(pieces) == "Twelve wor"
    with pytest.raises(InPart):
        next(pieces)


def test_a_word_file_that_declares_entities_is_not_read() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    drawn = Reader().text_of(WORD, _packed(f"{laughs}<w:document {NAMESPACE}><w:t>&b;</w:t></w:document>".encode()))
    assert (drawn.text, drawn.words) == ("", Document.Words.FAILED)


def test_a_word_file_that_unpacks_without_end_is_refused(cast: Cast, now: datetime) -> None:
    ella = register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<x/>")
        with packed.open("word/media/image1.bmp", "w") as part:
            for _ in range(401):
                part.write(bytes(2**20))
    assert len(kept.getvalue()) < 2**20
    with pytest.raises(Refusal, match=r"unpacks to 401 MB.*Ask whoever sent it for a PDF"):
        add_document(upload=SimpleUploadedFile("bomb.docx", kept.getvalue()), title="", person_ids=[ella.pk], by=cast.amina, at=now)


def test_a_file_that_holds_its_reader_up_is_read_as_far_as_time_allows() -> None:
    slow = b"BT /F1 12 Tf\n" + b"1 0 0 1 20 200 Tm (x) Tj\n" * 400_000 + b"ET\n"
    drawn = Reader(seconds=3).text_of(PDF, _pdf(_says("First page"), slow))
    assert drawn.words == Document.Words.PART
    assert "First page" in drawn.text


def test_a_file_that_fills_the_memory_breaks_its_own_process_alone() -> None:
    drawn = Reader(memory=2**20).text_of(PDF, _pdf(_says("Words")))
    assert (drawn.text, drawn.words) == ("", Document.Words.FAILED)


def test_the_process_that_reads_is_told_nothing_of_kiths_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_SECRET_KEY", "not-to-be-told")
    told: dict[str, str] = {}

    def note(command: list[str], *, env: dict[str, str], **others: object) -> object:
        del command, others
        told.update(env)
        return type("Ended", (), {"returncode": 0})()

    monkeypatch.setattr("kith.practice.recording.commands.reading.subprocess.run", note)
    Reader().text_of(PDF, _pdf(_says("Words")))
    assert set(told) == {"PYTHONPATH", "PYTHONIOENCODING"}


def test_a_document_read_in_part_says_so_and_is_found_by_what_came(cast: Cast, now: datetime) -> None:
    ella = register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)
    upload = SimpleUploadedFile("long.txt", b"Kumquat " * 300_000)
    document = add_document(upload=upload, title="", person_ids=[ella.pk], by=cast.amina, at=now)
    keep_text(document_id=document.pk, by=cast.machine, at=now)
    document.refresh_from_db()
    assert document.words == Document.Words.PART
    assert len(document.text) == drawing.MOST_TEXT
    assert [hit.document_id for hit in search_entries("kumquat", seen_by=cast.amina)] == [document.pk]
