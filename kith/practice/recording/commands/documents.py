"""Documents are added and their text drawn for search."""

import contextlib
import hashlib
import logging
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.recording.commands.reading import Reader
from kith.practice.recording.commands.scanning import FileRefused, Scanner
from kith.practice.recording.events import DocumentAdded, DocumentNotRead, DocumentRead, DocumentStruckOut, DocumentTakenOff
from kith.practice.recording.models import Document, DocumentPerson, Draft, Entry, StoryLine
from kith.practice.recording.queries import own_draft, why_not_to_change
from kith.practice.recording.rules.files import NotKept, kind_of
from kith.practice.recording.rules.store import what_is_the_matter

_log = logging.getLogger(__name__)
LARGEST = 100 * 2**20  # bytes


class DocumentRefused(Refusal):
    """A file that is not kept."""


@command
def add_document(
    *, upload: UploadedFile, title: str, person_ids: Sequence[int], entry_id: int | None = None, dated_on: date | None = None,
    by: Worker, at: datetime,
) -> Document:  # fmt: skip
    """Keep a file about people: type checked by content, checksum kept, scanned where a scanner is set up, text drawn afterwards."""
    require(by, Ability.RECORD, about=list(person_ids))
    document = _keep(upload, title=title, dated_on=dated_on, entry_id=entry_id, by=by, at=at)
    _put_on_record(document, person_ids, by=by, at=at)
    announce(
        DocumentAdded(person_ids=tuple(person_ids), subject=f"recording.Document:{document.pk}", document_id=document.pk), by=by, at=at
    )
    _store(upload, document.storage_key)  # last: rows that cannot be written leave no file behind, and a file that cannot be stored no rows
    return document


@command
def attach_document(*, upload: UploadedFile, draft_id: UUID, by: Worker, at: datetime) -> Document:
    """Keep a file with a draft. Nobody but its writer sees it, until the draft is finished and it goes on the record with the entry."""
    require(by, Ability.RECORD)
    draft = own_draft(draft_id, seen_by=by)
    if draft is None or draft.finished_at is not None:
        raise DocumentRefused("That draft is not one of your open drafts, so the file was not kept.")
    document = _keep(upload, title="", draft=draft, by=by, at=at)
    announce(DocumentAdded(subject=f"recording.Document:{document.pk}", document_id=document.pk), by=by, at=at)
    _store(upload, document.storage_key)
    return document


@command
def detach_document(*, document_id: int, draft_id: UUID, by: Worker, at: datetime) -> None:
    """Take a file from an unfinished draft. What never was on a record may go altogether."""
    require(by, Ability.RECORD)
    document = Document.objects.filter(pk=document_id, draft_id=draft_id, draft__worker=by, draft__finished_at=None).first()
    if document is None:
        return  # the second click
    document.delete()
    transaction.on_commit(partial(default_storage.delete, document.storage_key))
    announce(DocumentTakenOff(subject=f"recording.Draft:{draft_id}"), by=by, at=at)


@command
def put_attachments_on_record(draft: Draft, entry: Entry, person_ids: Sequence[int], *, by: Worker, at: datetime) -> None:
    """Part of finishing a draft: its files are from now on documents about the people of the entry."""
    for document in Document.objects.filter(draft=draft, entry=None):
        document.entry = entry
        document.save(update_fields=["entry"])
        _put_on_record(document, person_ids, by=by, at=at)


def _keep(
    upload: UploadedFile, *, title: str, dated_on: date | None = None, entry_id: int | None = None, draft: Draft | None = None,
    by: Worker, at: datetime,
) -> Document:  # fmt: skip
    media_type = _judge(upload)
    scan = _scan(upload)
    key = f"{at:%Y/%m}/{uuid.uuid4().hex}"
    return Document.objects.create(
        title=(title.strip() or PurePath(upload.name or "").stem)[:200], file_name=PurePath(upload.name or "file").name[:200],
        media_type=media_type, size=upload.size or 0, sha256=_checksum(upload), storage_key=key, dated_on=dated_on, entry_id=entry_id,
        draft=draft, scan=scan, added_at=at, added_by=by,
    )  # fmt: skip


def _put_on_record(document: Document, person_ids: Sequence[int], *, by: Worker, at: datetime) -> None:
    DocumentPerson.objects.bulk_create([DocumentPerson(document=document, person_id=person_id) for person_id in person_ids])
    lines = [
        StoryLine(
            person_id=person_id, happened_at=at, what="document", source="recording.Document", source_id=document.pk, recorded_at=at,
            worker_id=by.pk,
        )
        for person_id in person_ids
    ]  # fmt: skip
    StoryLine.objects.bulk_create(lines)


@command
def strike_out_document(*, document_id: int, reason: str, by: Worker, at: datetime) -> Document:
    """Mark a document as wrong, or on the wrong record, with the reason. It is kept, and search leaves it out."""
    document = Document.objects.select_for_update().get(pk=document_id)
    people = tuple(document.people.values_list("person_id", flat=True))
    require(by, Ability.RECORD, about=people)
    if why_not := why_not_to_change(document.added_by, about=people, seen_by=by):
        raise DocumentRefused(why_not)
    if document.struck_at is not None:
        raise DocumentRefused("This document is struck out already.")
    document.struck_at, document.struck_by, document.struck_reason = at, by, reason.strip()
    document.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    StoryLine.objects.filter(source="recording.Document", source_id=document.pk).update(is_struck=True)
    announce(
        DocumentStruckOut(
            person_ids=people, subject=f"recording.Document:{document.pk}", reason=document.struck_reason, author_id=document.added_by_id,
            what=f"document: {document.title}", page="document", page_id=document.pk,
        ),
        by=by, at=at,
    )  # fmt: skip
    return document


@command
def keep_text(*, document_id: int, by: Worker, at: datetime) -> None:
    """Draw the text from a PDF or Word document, so that search finds it. A file that cannot be read keeps an empty text, and says so."""
    document = Document.objects.get(pk=document_id)
    require(by, Ability.RECORD)
    with default_storage.open(document.storage_key) as kept:
        drawn = Reader().text_of(document.media_type, kept)
    document.is_inert = drawn.is_inert
    if drawn.words == Document.Words.FAILED:
        _not_read(document, by=by, at=at)
        return
    document.text, document.words = drawn.text, drawn.words
    document.save(update_fields=["text", "words", "is_inert"])
    announce(DocumentRead(subject=f"recording.Document:{document.pk}"), by=by, at=at)


@command
def give_up_on_text(*, document_id: int, by: Worker, at: datetime) -> None:
    """After the last try: say on the document that its text could not be drawn."""
    require(by, Ability.RECORD)
    _not_read(Document.objects.get(pk=document_id), by=by, at=at)


def _not_read(document: Document, *, by: Worker, at: datetime) -> None:
    document.words = Document.Words.FAILED
    document.save(update_fields=["words", "is_inert"])
    announce(DocumentNotRead(subject=f"recording.Document:{document.pk}"), by=by, at=at)


def _judge(upload: UploadedFile) -> str:
    name = upload.name or ""
    if not upload.size:
        raise DocumentRefused(f"{name} is empty. Choose the file again.", field="upload")
    if upload.size > LARGEST:
        raise DocumentRefused(
            f"{name} has {upload.size // 2**20} MB; at most {LARGEST // 2**20} MB fit. Split it, or save it smaller.", field="upload"
        )
    try:
        return kind_of(name, upload).media_type  # type: ignore[arg-type]  # an uploaded file reads and seeks as any
    except NotKept as reason:
        raise DocumentRefused(str(reason), field="upload") from None


def _checksum(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _store(upload: UploadedFile, key: str) -> None:
    try:
        default_storage.save(key, upload)
    except OSError as trouble:
        with contextlib.suppress(OSError):
            default_storage.delete(key)  # half a file, where the disk is full
        _log.error("A document could not be stored: %s", trouble)
        raise DocumentRefused(f"{what_is_the_matter(trouble)} The file was not kept.", field="upload") from None


def _scan(upload: UploadedFile) -> str:
    """Ask clamd, where one is set up. A scanner that cannot be asked stops the upload: an unscanned file must not slip in."""
    if not settings.CLAMD:
        return Document.Scan.NOT_SCANNED
    try:
        Scanner(settings.CLAMD).let_in(upload.chunks())
    except FileRefused as refusal:
        raise DocumentRefused(str(refusal), field="upload") from None
    return Document.Scan.CLEAN
