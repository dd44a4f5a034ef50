"""Documents about people, and those kept with a draft."""

import logging
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.recording.models import Document
from kith.practice.recording.rules.store import what_is_the_matter

_log = logging.getLogger(__name__)


class NoSuchDocument(Refusal):
    """No such document, or not one for this worker."""


class FileNotReached(Refusal):
    """The document is known, but the store does not hand out its file."""


def document(document_id: int, *, seen_by: Worker) -> Document:
    """One document, with the people it is about. Raises NoSuchDocument."""
    found = Document.objects.filter(pk=document_id).select_related("added_by", "draft").prefetch_related("people__person").first()
    people = [link.person_id for link in found.people.all()] if found else []
    require(seen_by, Ability.VIEW, about=people)
    if found is None or (found.draft and not people and found.draft.worker_id != seen_by.pk):
        raise NoSuchDocument("There is no such document, or it is not open to you.")
    return found


def file_of(found: Document, *, seen_by: Worker) -> "File[bytes]":
    """The file itself. Raises FileNotReached."""
    require(seen_by, Ability.VIEW, about=[link.person_id for link in found.people.all()])
    try:
        return default_storage.open(found.storage_key)
    except OSError as trouble:
        _log.error("Document %s could not be fetched: %s", found.pk, trouble)
        raise FileNotReached(what_is_the_matter(trouble)) from None


def attached_to(draft_id: UUID, *, seen_by: Worker) -> list[Document]:
    """The files kept with one of the worker's own drafts."""
    require(seen_by, Ability.RECORD)
    return list(Document.objects.filter(draft_id=draft_id, draft__worker=seen_by).defer("text").order_by("id"))


def documents_about(person_id: int, *, seen_by: Worker) -> list[Document]:
    """A person's documents, the newest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    rows = Document.objects.filter(people__person_id=person_id).select_related("added_by").defer("text")
    return list(rows.order_by("-added_at", "-id")[:500])
