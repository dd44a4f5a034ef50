"""One entry, or one document, is shut to everybody but those who are let in; the rest of the record stays as open as it is."""

from collections.abc import Iterable
from datetime import date, datetime

from kith.foundations.access.commands import restrict, widen
from kith.foundations.access.queries import look_as, require, restrictions_of
from kith.foundations.access.rules import Ability, Level, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.commands import machine
from kith.foundations.staff.models import Worker
from kith.practice.recording.events import DocumentRestricted, EntryRestricted
from kith.practice.recording.models import Document, Entry
from kith.practice.recording.queries import NoSuchDocument, NoSuchEntry, document, is_whole


class CannotBeRestricted(Refusal):
    """It is restricted already, or is part of an entry."""


@command
def restrict_entry(
    *, entry_id: int, kind: str, reason: str, contact: str = "", workers: Iterable[int] = (), teams: Iterable[int] = (),
    review_on: date | None = None, by: Worker, at: datetime,
) -> Entry:  # fmt: skip
    """Shut an entry, every person's part of it, its documents and what the chronology took from it. It is found by nobody who is not let in."""
    require(by, Ability.RESTRICT)
    entry = Entry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None:
        raise NoSuchEntry
    if not is_whole(entry_id, seen_by=by):
        raise CannotBeRestricted("This entry is about somebody else too whose record is not open to you. Ask who may open both.")
    _not_yet(_entry(entry_id), by)
    whom, teams, hanging = list(workers), list(teams), _hangs_on(entry)  # read before it may be shut to the worker too
    for person_id, subject in hanging:
        restrict(
            person_id=person_id, subject=subject, part_of=_entry(entry_id), kind=kind, level=Level.HIDDEN, reason=reason, contact=contact, workers=whom,
            teams=teams, review_on=review_on, by=by, at=at,
        )  # fmt: skip
    people = tuple(sorted({person_id for person_id, _ in hanging}))
    announce(EntryRestricted(person_ids=people, subject=_entry(entry_id), reason=reason.strip()), by=by, at=at)
    return entry


@command
def restrict_document(
    *, document_id: int, kind: str, reason: str, contact: str = "", workers: Iterable[int] = (), teams: Iterable[int] = (),
    review_on: date | None = None, by: Worker, at: datetime,
) -> Document:  # fmt: skip
    """Shut a document alone. One that belongs to an entry is shut with the entry."""
    require(by, Ability.RESTRICT)
    found = document(document_id, seen_by=by)
    people = sorted(link.person_id for link in found.people.all())
    if not people:
        raise NoSuchDocument
    if found.entry_id:
        raise CannotBeRestricted("This document belongs to an entry. Restrict the entry, and the document with it.")
    _not_yet(_document(document_id), by)
    whom, teams = list(workers), list(teams)
    for person_id in people:
        restrict(
            person_id=person_id, subject=_document(document_id), kind=kind, level=Level.HIDDEN, reason=reason, contact=contact, workers=whom,
            teams=teams, review_on=review_on, by=by, at=at,
        )  # fmt: skip
    announce(DocumentRestricted(person_ids=tuple(people), subject=_document(document_id), reason=reason.strip()), by=by, at=at)
    return found


@command
def follow_restriction(entry: Entry, *, by: Worker, at: datetime) -> None:
    """After a correction: whoever and whatever came to a restricted entry is shut as the entry is."""
    named, hanging = _entry(entry.pk), _hangs_on(entry)
    if not restrictions_of(named, seen_by=by):
        return
    look_as(machine(at=at))  # who corrects it is let in by the rows that are written: under the second lock they could not write them
    widen(subject=named, to=hanging, by=by, at=at)
    look_as(by)


def _not_yet(subject: str, by: Worker) -> None:
    if restrictions_of(subject, seen_by=by):
        raise CannotBeRestricted("This is restricted already. Who is let in can be changed on the record's page of restrictions.")


def _hangs_on(entry: Entry) -> list[tuple[int, str]]:
    """(person, thing): each person's part, and each document as far as it is about somebody."""
    parts = [(person_id, _entry(entry.pk)) for person_id in entry.parts.order_by("id").values_list("person_id", flat=True)]
    files = Document.objects.filter(entry=entry, people__isnull=False).order_by("id").values_list("people__person_id", "pk")
    return parts + [(person_id, _document(document_id)) for person_id, document_id in files]


def _entry(entry_id: int) -> str:
    return f"recording.Entry:{entry_id}"


def _document(document_id: int) -> str:
    return f"recording.Document:{document_id}"
