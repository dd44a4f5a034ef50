"""Documents in the browser: shown only where nothing in them can act, under a policy of their own; held back where they must be."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import add_document, keep_text
from kith.practice.recording.models import Document
from kith.practice.recording.rules.acting import does_nothing
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


def _pdf(change: Callable[[pypdf.PdfWriter], object] | None = None) -> bytes:
    written, kept = pypdf.PdfWriter(), io.BytesIO()
    written.add_blank_page(100, 100)
    if change:
        change(written)
    written.write(kept)
    return kept.getvalue()


def _action(kind: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("x")})


def _with_action(kind: str) -> Callable[[pypdf.PdfWriter], object]:
    return lambda written: written.root_object.update({NameObject("/OpenAction"): written._add_object(_action(kind))})


def _nowhere_referred_to(written: pypdf.PdfWriter) -> object:
    return written._add_object(DictionaryObject({NameObject("/X"): _action("/Launch")}))


def _link(written: pypdf.PdfWriter) -> object:
    return written._add_object(DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://example.org")}))


def _goes_to_its_first_page(written: pypdf.PdfWriter) -> object:
    return written.root_object.update({NameObject("/OpenAction"): _action("/GoTo"), NameObject("/N"): NumberObject(1)})


def _add(person: Person, cast: Cast, at: datetime, name: str, content: bytes, *, read: bool = True) -> Document:
    document = add_document(upload=SimpleUploadedFile(name, content), title="", person_ids=[person.pk], by=cast.amina, at=at)
    if read:
        keep_text(document_id=document.pk, by=cast.machine, at=at)
        document.refresh_from_db()
    return document


def _page(client: Client, document: Document, whose: Person | None = None) -> BeautifulSoup:
    asked = {"of": str(whose.pk)} if whose else {}
    return BeautifulSoup(client.get(reverse("document", kwargs={"document_id": document.pk}), asked).content, "html.parser")



@pytest.mark.parametrize("change", [None, _link, _goes_to_its_first_page])
def test_a_pdf_of_pages_and_links_does_nothing(change: Callable[[pypdf.PdfWriter], object] | None) -> None:
    assert does_nothing(io.BytesIO(_pdf(change)))


@pytest.mark.parametrize(
    "change",
    [
        lambda written: written.add_attachment("run.exe", b"MZ"),
        _with_action("/Launch"),
        _with_action("/SubmitForm"),
        _with_action("/JavaScript"),
        _nowhere_referred_to,
    ],
)
def test_a_pdf_with_scripts_files_or_programs_in_it_acts(change: Callable[[pypdf.PdfWriter], object]) -> None:
    assert not does_nothing(io.BytesIO(_pdf(change)))


def test_a_pdf_that_does_nothing_is_shown_without_scripts(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    document, client = _add(ella, cast, now, "letter.pdf", _pdf()), client_of(cast.amina)
    link = _page(client, document).select_one('a[target="_blank"]')
    assert link
    assert link["rel"] == ["noopener"]
    answer = client.get(str(link["href"]))
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Content-Security-Policy"].startswith("script-src 'none'")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert client.get(f"{link['href']}?download")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "read", "said"),
    [
        (_pdf(_with_action("/JavaScript")), True, "holds more than pages"),
        (_pdf(), False, "still looks whether this PDF is safe"),
        (b"%PDF-1.7\nnot much of one", True, "cannot follow what is inside"),
    ],
)
def test_a_pdf_that_may_act_or_was_not_looked_at_is_a_download(
    content: bytes, read: bool, said: str, ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:  # fmt: skip
    document, client = _add(ella, cast, now, "letter.pdf", content, read=read), client_of(cast.amina)
    page = _page(client, document)
    assert said in page.get_text()
    assert not page.select('a[target="_blank"]')
    assert client.get(reverse("document_file", kwargs={"document_id": document.pk}))["Content-Disposition"].startswith("attachment")


def test_a_picture_is_shown_in_a_sandbox(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    document, client = _add(ella, cast, now, "photo.png", PNG), client_of(cast.amina)
    assert _page(client, document).select_one("img.kith-picture")
    answer = client.get(reverse("document_file", kwargs={"document_id": document.pk}))
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(("scan", "said"), [("waiting", "has not looked at this file yet"), ("infected", "found a virus in this file")])
def test_a_file_that_the_scanner_has_not_let_through_is_not_handed_out(
    scan: str, said: str, ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    document, client = _add(ella, cast, now, "photo.png", PNG), client_of(cast.amina)
    Document.objects.filter(pk=document.pk).update(scan=scan)
    page = _page(client, document)
    assert said in page.get_text()
    assert not page.select("img.kith-picture")
    assert not page.select(f'a[href*="/documents/{document.pk}/file"]')
    answer = client.get(reverse("document_file", kwargs={"document_id": document.pk}))
    assert answer.status_code == 403
    assert said in answer.content.decode()


@pytest.mark.parametrize(("kept", "said"), [(b"MZ\x90\x00", "inside it is something else"), (b"%PDF-1.7 x", "inside it is PDF")])
def test_a_file_that_is_not_what_its_name_says_any_more_is_not_opened(
    kept: bytes, said: str, ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    document = _add(ella, cast, now, "photo.png", PNG)
    default_storage.delete(document.storage_key)
    default_storage.save(document.storage_key, ContentFile(kept))
    answer = client_of(cast.amina).get(reverse("document_file", kwargs={"document_id": document.pk}))
    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert "It was not opened. Tell your IT service desk." in answer.content.decode()


def test_the_page_says_what_it_is_who_added_it_and_what_stands_in_it(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    page = _page(client_of(cast.amina), _add(ella, cast, now, "letter.txt", b"The kumquat harvest. " * 500)).get_text()
    for words in ("plain text", "10.5 kB", "23 November 2026, 10:00am by Amina Yusuf", "The kumquat harvest.", "This is the beginning."):
        assert words in page


def test_one_leafs_through_the_documents_of_whose_record_one_comes_from(
    ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    noah = register_person(forenames="Noah", surname="O'Donnell", by=cast.amina, at=now)
    first, third = (_add(ella, cast, now + timedelta(hours=hour), f"{hour}.txt", b"Words", read=False) for hour in (1, 3))
    both = add_document(
        upload=SimpleUploadedFile("2.txt", b"Words"), title="", person_ids=[noah.pk, ella.pk], by=cast.amina, at=now + timedelta(hours=2)
    )
    client = client_of(cast.amina)

    def beside(whose: Person) -> dict[str, str]:
        page = _page(client, both, whose)
        assert f"Documents of {whose.name}" in str(page.select_one(".govuk-back-link"))
        return {str(link["rel"][0]): str(link["href"]) for link in page.select("nav a[rel]")}

    assert beside(ella) == {"prev": f"/documents/{third.pk}?of={ella.pk}", "next": f"/documents/{first.pk}?of={ella.pk}"}
    assert beside(noah) == {}
