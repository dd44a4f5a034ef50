"""Drafts are started, saved on every pause, put away and brought back. Valid or not: a draft keeps what was typed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.recording.events import DraftBroughtBack, DraftPutAway, DraftSaved, DraftStarted
from kith.practice.recording.models import Draft, Entry, EntryPart
from kith.practice.recording.queries import NoSuchDraft, own_draft, why_not_to_change
from kith.practice.recording.rules.entries import LONDON, Fields, abilities_for, ids


class Typed(TypedDict):
    """What a window's form holds, and the last revision of the draft that it knows."""

    fields: Fields
    revision: int


class NotToBeCorrected(Refusal):
    """An entry that somebody else wrote, or one that is struck out."""


class DraftConflict(Refusal):
    """Another window saved in between."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("This draft was changed in another window. Compare both texts; nothing of either is lost.")
        self.draft = draft


@command
def start_draft(*, kind: str, person_ids: Sequence[int], corrects_entry_id: int | None = None, by: Worker, at: datetime) -> Draft:
    """Begin an entry, with today's date and the people already filled in; or the correction of one, with what it says now."""
    require(by, abilities_for(kind), about=list(person_ids))
    local = at.astimezone(LONDON)
    fields = {"happened_on_day": [str(local.day)], "happened_on_month": [str(local.month)], "happened_on_year": [str(local.year)]}
    fields["people"] = [str(person_id) for person_id in person_ids]
    if corrects_entry_id is not None:
        fields = _as_typed(_correctable(corrects_entry_id, by))
    draft = Draft.objects.create(
        worker=by, kind=kind, person_ids=list(person_ids), fields=fields, corrects_entry_id=corrects_entry_id, started_at=at, saved_at=at
    )
    announce(DraftStarted(subject=f"recording.Draft:{draft.pk}"), by=by, at=at)
    return draft


@command
def save_draft(*, draft_id: UUID, fields: Fields, revision: int, by: Worker, at: datetime) -> Draft:
    """Keep what was typed, whatever it is. Raises DraftConflict when another window has saved since `revision`."""
    require(by, Ability.RECORD)
    draft = _open_draft(draft_id, by)
    new = {**draft.fields, **_cleaned(fields)}
    if new == draft.fields and draft.revision >= revision:
        return draft  # nothing new: a button pressed after a pause, or a window that was reloaded before it heard the answer
    if draft.revision != revision:
        raise DraftConflict(draft)
    draft.fields = new
    draft.person_ids = ids(draft.fields, "people") or draft.person_ids
    draft.revision, draft.saved_at = revision + 1, at
    draft.save(update_fields=["fields", "person_ids", "revision", "saved_at"])
    announce(DraftSaved(subject=f"recording.Draft:{draft.pk}"), by=by, at=at)
    return draft


@command
def put_away_draft(*, draft_id: UUID, by: Worker, at: datetime) -> Draft:
    """Take a draft from the list. It is kept, and the worker can bring it back."""
    require(by, Ability.RECORD)
    draft = _open_draft(draft_id, by)
    draft.put_away_at = at
    draft.save(update_fields=["put_away_at"])
    announce(DraftPutAway(subject=f"recording.Draft:{draft.pk}"), by=by, at=at)
    return draft


@command
def bring_back_draft(*, draft_id: UUID, by: Worker, at: datetime) -> Draft:
    """Put a draft that was put away back on the list."""
    require(by, Ability.RECORD)
    draft = _open_draft(draft_id, by)
    draft.put_away_at = None
    draft.save(update_fields=["put_away_at"])
    announce(DraftBroughtBack(subject=f"recording.Draft:{draft.pk}"), by=by, at=at)
    return draft


def _open_draft(draft_id: UUID, by: Worker) -> Draft:
    draft = own_draft(draft_id, seen_by=by, locked=True)
    if draft is None or draft.finished_at is not None:
        raise NoSuchDraft("That draft is not one of your open drafts. It may be finished already: look at the person's story.")
    return draft


def _cleaned(fields: Fields) -> dict[str, list[str]]:
    """Lists of texts without NUL characters, which JSON in PostgreSQL cannot hold."""
    return {name: [str(value).replace("\x00", "") for value in values] for name, values in fields.items()}


def _correctable(entry_id: int, by: Worker) -> Entry:
    entry = Entry.objects.select_related("written_by").get(pk=entry_id)
    people = list(EntryPart.objects.filter(entry=entry).values_list("person_id", flat=True))
    require(by, Ability.RECORD, about=people)
    if why_not := why_not_to_change(entry.written_by, about=people, seen_by=by):
        raise NotToBeCorrected(why_not)
    if entry.struck_at is not None:
        raise NotToBeCorrected("This entry is struck out, so it is not corrected. Write a new one.")
    return entry


def _as_typed(entry: Entry) -> dict[str, list[str]]:
    """A finished entry as the fields of a form."""
    local = entry.happened_at.astimezone(LONDON)
    fields: dict[str, list[str]] = {
        "happened_on_day": [str(local.day)], "happened_on_month": [str(local.month)], "happened_on_year": [str(local.year)],
        "happened_time": [f"{local:%H:%M}" if entry.time_known else ""], "title": [entry.title], "text": [entry.text],
        "place": [entry.place], "others": [entry.others], "people": [], "mentioned": [],
    }  # fmt: skip
    for part in EntryPart.objects.filter(entry=entry).order_by("id"):
        fields["people" if part.role == EntryPart.Role.ABOUT else "mentioned"].append(str(part.person_id))
        said: Mapping[str, str] = {
            "seen": part.seen, "alone": "" if part.seen_alone is None else "yes" if part.seen_alone else "no", "why": part.why_not, "where": part.where_seen,
            "wishes": part.wishes, "text": part.text, "bedroom": "" if part.bedroom_seen is None else "yes" if part.bedroom_seen else "no",
        }  # fmt: skip
        fields.update({f"part_{part.person_id}_{name}": [text] for name, text in said.items()})
    return fields
