"""Entries are finished, corrected, struck out. Never deleted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.people.rules.ages import years_between
from kith.practice.recording.commands.documents import put_attachments_on_record
from kith.practice.recording.commands.drafts import Typed, save_draft
from kith.practice.recording.commands.restricting import follow_restriction
from kith.practice.recording.events import EntryCorrected, EntryFinished, EntryReleased, EntryStruckOut
from kith.practice.recording.models import Draft, Entry, EntryPart, EntryVersion, StoryLine
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.queries import NoSuchDraft, is_whole, own_draft, why_not_to_change
from kith.practice.recording.rules.aside import asides
from kith.practice.recording.rules.entries import LONDON, Part, Reading, abilities_for, ids, read

SOURCE = "recording.Entry"
ADULT = 18


class EntryNotReady(Refusal):
    """Something is missing before the entry can be finished; `missing` lists (field, sentence)."""

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__("Some answers are missing. The draft is kept.")
        self.missing = missing


class SomebodyElsesEntry(Refusal):
    """Written by another worker, whom to ask."""


class AlreadyStruck(Refusal):
    """It was struck out before."""


@command
def finish_entry(*, draft_id: UUID, typed: Typed | None = None, by: Worker, at: datetime) -> Entry:
    """Put a draft on the record, or the correction in it, with what its form holds that was not saved before; if it is not ready, neither is
    kept. A second click finds the entry that the first one made. Raises EntryNotReady, and with `typed` what `save_draft` raises."""
    require(by, Ability.RECORD)
    draft = save_draft(draft_id=draft_id, by=by, at=at, **typed) if typed else own_draft(draft_id, seen_by=by, locked=True)
    if draft is None:
        raise NoSuchDraft("That draft is not one of yours.")
    require(by, abilities_for(draft.kind))
    if draft.finished_at is not None:
        return _made_before(draft)
    reading = _judged(draft, by=by, at=at)
    entry = _correct(draft, reading, by=by, at=at) if draft.corrects_entry_id else _write(draft, reading, by=by, at=at)
    about = [part.person_id for part in reading.parts if part.role == EntryPart.Role.ABOUT]
    if draft.has_files:
        put_attachments_on_record(draft, entry, about, by=by, at=at)
    draft.finished_at = at
    draft.save(update_fields=["finished_at"])
    people = tuple(part.person_id for part in reading.parts)
    if draft.corrects_entry_id:
        follow_restriction(entry, by=by, at=at)
        announce(EntryCorrected(person_ids=people, reason=reading.reason, **_named(entry)), by=by, at=at)
    else:
        ticked = {aside.field: ids(draft.fields, aside.field) for aside in asides()}
        announce(EntryFinished(person_ids=people, subject=f"{SOURCE}:{entry.pk}", ticked=ticked), by=by, at=at)
    return entry


@command
def strike_out(*, entry_id: int, reason: str, by: Worker, at: datetime) -> Entry:
    """Mark an entry as wrong, with the reason. It stays readable, struck through."""
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    _require_whole(entry.pk, by)
    people = tuple(EntryPart.objects.filter(entry=entry).values_list("person_id", flat=True))
    require(by, Ability.RECORD, about=people)
    _own_or_managed(entry, people, by)
    if entry.struck_at is not None:
        raise AlreadyStruck("This entry is struck out already.")
    if not reason.strip():
        raise AlreadyStruck("Say why the entry is struck out.", field="reason")
    entry.struck_at, entry.struck_by, entry.struck_reason = at, by, reason.strip()
    entry.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    StoryLine.objects.filter(source=SOURCE, source_id=entry.pk).update(is_struck=True)
    announce(EntryStruckOut(person_ids=people, reason=entry.struck_reason, **_named(entry)), by=by, at=at)
    return entry


@command
def release_entry(*, entry_id: int, by: Worker, at: datetime) -> Entry:
    """Its author lets the shared part be read by everybody who may see any of the people in it, though another's record is restricted."""
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    _require_whole(entry.pk, by)
    people = tuple(EntryPart.objects.filter(entry=entry).values_list("person_id", flat=True))
    require(by, Ability.RECORD, about=people)
    if entry.written_by_id != by.pk:
        raise SomebodyElsesEntry("Only who wrote an entry can release it, because they know what it says of each person. Ask them.")
    entry.released_at, entry.released_by = at, by
    entry.save(update_fields=["released_at", "released_by"])
    announce(EntryReleased(person_ids=people, subject=f"{SOURCE}:{entry.pk}"), by=by, at=at)
    return entry


def _require_whole(entry_id: int, by: Worker) -> None:
    """Only who may see everybody in an entry changes it: nobody corrects what they cannot read."""
    if not is_whole(entry_id, seen_by=by):
        raise SomebodyElsesEntry(
            "This entry is about somebody else too whose record is not open to you. Ask whoever wrote it to change it."
        )


def _own_or_managed(entry: Entry, people: Sequence[int], by: Worker) -> None:
    if why_not := why_not_to_change(entry.written_by, about=people, seen_by=by):
        raise SomebodyElsesEntry(why_not)


def _named(entry: Entry) -> dict[str, Any]:
    """How an announcement names the entry."""
    on = entry.happened_at.astimezone(LONDON)
    what = f"{EntryKind(entry.kind).label.lower()} of {on.day} {on:%B %Y}"
    return {"subject": f"{SOURCE}:{entry.pk}", "author_id": entry.written_by_id, "what": what, "page": "entry", "page_id": entry.pk}


def _made_before(draft: Draft) -> Entry:
    if draft.corrects_entry_id is not None:
        return Entry.objects.get(pk=draft.corrects_entry_id)
    return Entry.objects.get(draft_id=draft.pk)


def _judged(draft: Draft, *, by: Worker, at: datetime) -> Reading:
    about = ids(draft.fields, "people")
    wanted = {*about, *ids(draft.fields, "mentioned")}
    known = person_cards(wanted, seen_by=by)
    children = {id_: card.name for id_, card in known.items() if _is_child(card, on=at.astimezone(LONDON).date())}
    reading = read(draft.fields, draft.kind, now=at, corrects=draft.corrects_entry_id is not None, children=children)
    if wanted - set(known):
        reading.missing.append(("people", "One of the people chosen is not on record. Choose again"))
    reading.missing.extend(
        (f"{'person' if card.id in about else 'mentioned'}_{card.id}", _why_not_about(card)) for card in known.values() if not card.is_open
    )
    reading.missing.extend(_seen_before_birth(reading, known))
    if reading.missing:
        raise EntryNotReady(reading.missing)
    return reading


def _seen_before_birth(reading: Reading, known: Mapping[int, PersonCard]) -> Iterator[tuple[str, str]]:
    """Nobody is seen before the day of their birth, where that day is known."""
    on = reading.happened_at.astimezone(LONDON).date() if reading.happened_at else None
    for part in reading.parts:
        card = known.get(part.person_id)
        if on and card and card.born_on and part.seen == "yes" and card.birth_known == "exact" and on < card.born_on:
            yield (
                f"part_{card.id}_seen",
                f"{card.name} was born on {card.birth}, after the day of this. Correct the day, or say that they were not seen",
            )


def _why_not_about(card: PersonCard) -> str:
    return f"The record of {card.name} is restricted: {card.contact or 'ask your manager whom to ring'}. Untick them to finish without them"


def _is_child(card: PersonCard, *, on: date) -> bool:
    return card.born_on is not None and card.died_on is None and years_between(card.born_on, on) < ADULT


def _texts(reading: Reading) -> dict[str, Any]:
    return {
        "title": reading.title,
        "happened_at": reading.happened_at,
        "time_known": reading.time_known,
        "text": reading.text,
        "place": reading.place,
        "others": reading.others,
    }


def _write(draft: Draft, reading: Reading, *, by: Worker, at: datetime) -> Entry:
    entry = Entry.objects.create(kind=draft.kind, draft_id=draft.pk, written_at=at, written_by=by, **_texts(reading))
    EntryPart.objects.bulk_create([_row(entry, part) for part in reading.parts])
    _tell(entry, [part.person_id for part in reading.parts], by=by, at=at)
    return entry


def _correct(draft: Draft, reading: Reading, *, by: Worker, at: datetime) -> Entry:
    """The version before is kept whole. Who made the visit stays its author; whom it is no longer about loses its line."""
    entry = Entry.objects.select_for_update().get(pk=draft.corrects_entry_id or 0)
    _require_whole(entry.pk, by)
    parts = list(EntryPart.objects.filter(entry=entry))
    _own_or_managed(entry, [part.person_id for part in parts], by)
    if entry.struck_at is not None:
        raise AlreadyStruck("This entry was struck out in the meantime, so it is not corrected. Write a new one.")
    before = EntryVersion.objects.filter(entry=entry).order_by("-number").first()
    EntryVersion.objects.create(
        entry=entry, number=entry.version, body=_snapshot(entry, parts), written_at=before.replaced_at if before else entry.written_at,
        written_by_id=before.replaced_by_id if before else entry.written_by_id, replaced_at=at, replaced_by=by, reason=reading.reason,
    )  # fmt: skip
    for name, value in {**_texts(reading), "version": entry.version + 1}.items():
        setattr(entry, name, value)
    entry.save()
    EntryPart.objects.filter(entry=entry).delete()
    EntryPart.objects.bulk_create([_row(entry, part) for part in reading.parts])
    people = [part.person_id for part in reading.parts]
    lines = StoryLine.objects.filter(source=SOURCE, source_id=entry.pk)
    lines.update(happened_at=entry.happened_at)
    lines.exclude(person_id__in=people).update(access_class=-1)
    _tell(entry, people, by=by, at=at)
    return entry


def _row(entry: Entry, part: Part) -> EntryPart:
    return EntryPart(
        entry=entry, person_id=part.person_id, role=part.role, text=part.text, seen=part.seen, seen_alone=part.seen_alone,
        why_not=part.why_not, where_seen=part.where_seen, wishes=part.wishes, bedroom_seen=part.bedroom_seen,
    )  # fmt: skip


def _tell(entry: Entry, people: list[int], *, by: Worker, at: datetime) -> None:
    lines = [
        StoryLine(
            person_id=person_id, happened_at=entry.happened_at, what=entry.kind, source=SOURCE, source_id=entry.pk,
            significance=StoryLine.Significance.NOTABLE if entry.kind == "decision" else StoryLine.Significance.ROUTINE,
            recorded_at=at, worker_id=by.pk,
        )
        for person_id in people
    ]  # fmt: skip
    StoryLine.objects.bulk_create(
        lines, update_conflicts=True, update_fields=["happened_at", "access_class"], unique_fields=["person", "source", "source_id", "what"]
    )


def _snapshot(entry: Entry, parts: list[EntryPart]) -> dict[str, Any]:
    return {
        "title": entry.title, "text": entry.text, "place": entry.place, "others": entry.others,
        "happened_at": entry.happened_at.isoformat(), "time_known": entry.time_known,
        "parts": [
            {
                "person_id": part.person_id, "role": part.role, "text": part.text, "seen": part.seen, "seen_alone": part.seen_alone,
                "why_not": part.why_not, "where_seen": part.where_seen, "wishes": part.wishes,
                "bedroom_seen": part.bedroom_seen,
            }
            for part in parts
        ],
    }  # fmt: skip
