"""Documents about people, and those kept with a draft."""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import BooleanField, F, Func, Value

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, NotThere, Part, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.recording.models import Document, DocumentPerson
from kith.practice.recording.rules.files import NotKept, kind_of
from kith.practice.recording.rules.showing import why_held_back
from kith.practice.recording.rules.store import what_is_the_matter

_log = logging.getLogger(__name__)


class NoSuchDocument(NotThere):
    """No such document, or none that is open to this worker: the two look the same."""


class FileHeldBack(Refusal):
    """The document is known, but its file is not handed out: for the virus scanner's sake, or because it is not what its name says."""


class FileNotReached(Refusal):
    """The document is known, but the store does not hand out its file."""


def document(document_id: int, *, seen_by: Worker) -> Document:
    """One document, with the people it is about. Raises NoSuchDocument."""
    require(seen_by, Ability.VIEW)
    found = (
        Document.objects.filter(_opens(seen_by), pk=document_id)
        .select_related("added_by", "draft")
        .prefetch_related("people__person")
        .first()
    )
    if found is None or not has_part(seen_by, Part.DOCUMENTS):
        raise NoSuchDocument
    return found


def titles_of(ids: Iterable[int], *, seen_by: Worker) -> dict[int, str]:
    """What these documents are called, of those that are open to the worker."""
    require(seen_by, Ability.VIEW)
    wanted = list(ids) if has_part(seen_by, Part.DOCUMENTS) else []
    return dict(Document.objects.filter(_opens(seen_by), pk__in=wanted).values_list("pk", "title"))


def people_of_document(document_id: int, *, seen_by: Worker) -> set[int]:
    """Whom a document is about, as far as their records are open to the worker."""
    people = DocumentPerson.objects.filter(document_id=document_id).values_list("person_id", flat=True)
    return open_ids(people, seen_by=seen_by, thing=f"recording.Document:{document_id}")


def is_own_attachment(document_id: int, *, seen_by: Worker) -> bool:
    """Whether the file is kept with one of the worker's own drafts, and on nobody's record yet."""
    return Document.objects.filter(pk=document_id, draft__worker=seen_by, people=None).exists()


def file_of(found: Document, *, seen_by: Worker) -> "File[bytes]":
    """The file itself. Raises FileNotReached; FileHeldBack where the scanner has not let it through, or the store holds something else."""
    if not Document.objects.filter(_opens(seen_by), pk=found.pk).exists():
        raise NoSuchDocument
    if why := why_held_back(found.scan):
        raise FileHeldBack(why)
    try:
        kept = default_storage.open(found.storage_key)
        _require_its_kind(found, kept)
    except OSError as trouble:
        _log.error("Document %s could not be fetched: %s", found.pk, trouble)
        raise FileNotReached(what_is_the_matter(trouble)) from None
    return kept


def _require_its_kind(found: Document, kept: "File[bytes]") -> None:
    """What was brought over from elsewhere, or changed in the store, may not be what its name says."""
    try:
        kind = kind_of(found.file_name, kept)  # type: ignore[arg-type]  # a file of the store reads and seeks as any
    except NotKept as reason:
        kept.close()
        raise FileHeldBack(f"{reason} It was not opened. Tell your IT service desk.") from None
    if kind.media_type != found.media_type:
        kept.close()
        raise FileHeldBack(f"This file was kept as {found.media_type}, but it is a {kind.word}. It was not opened. Tell your IT service desk.")


def beside(document_id: int, *, on_record_of: int, seen_by: Worker) -> tuple[Document | None, Document | None]:
    """The documents before and after this one on the list of somebody's documents."""
    rows = documents_about(on_record_of, seen_by=seen_by)
    at = next((place for place, row in enumerate(rows) if row.pk == document_id), None)
    if at is None:
        return None, None
    return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)


def attached_to(draft_id: UUID, *, seen_by: Worker) -> list[Document]:
    """The files kept with one of the worker's own drafts."""
    require(seen_by, Ability.RECORD)
    return list(Document.objects.filter(draft_id=draft_id, draft__worker=seen_by).defer("text").order_by("id"))


def documents_about(person_id: int, *, seen_by: Worker) -> list[Document]:
    """A person's documents, the newest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.DOCUMENTS):
        return []
    rows = Document.objects.filter(_opens(seen_by), people__person_id=person_id).select_related("added_by").defer("text")
    return list(rows.order_by("-added_at", "-id")[:500])


def _opens(seen_by: Worker) -> Func:
    """Documents that are open to the worker."""
    said = (Value(seen_by.pk), F("pk"), F("entry_id"), F("draft_id"))
    return Func(*said, function="recording_opens_document", output_field=BooleanField())
