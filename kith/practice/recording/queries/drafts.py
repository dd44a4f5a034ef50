"""A worker's own drafts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.recording.models import Draft
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.rules.entries import one
from kith.practice.recording.rules.excerpts import beginning

FIRST_WORDS = 120  # characters of a draft that a list shows
# The correction of an entry holds the entry's words: it is there only while the whole entry is open to its writer. Any other draft stays its
# writer's, whoever it is about. Written out, because every pause of a typing worker asks it.
_OWN = """worker_id = %(worker)s
    and (corrects_entry_id is null or recording_opens_entry(%(worker)s, corrects_entry_id, false))"""
_HAS_FILES = "exists (select from recording_document where draft_id = recording_draft.id) as has_files"
_ONE = f"select *, {_HAS_FILES} from recording_draft where {_OWN} and id = %(draft)s"  # noqa: S608 - fixed text of ours
_ONE_LOCKED = _ONE + " for update"
_LISTED = f"""
    select recording_draft.*, array(
        select p.name from unnest(person_ids) with ordinality whom(id, place) join people_person p on p.id = whom.id
        where access_knows(%(worker)s, p.id) order by whom.place) as names
    from recording_draft where {_OWN} and finished_at is null and put_away_at """  # noqa: S608 - the same
_OPEN = _LISTED + "is null order by saved_at desc limit 50"
_PUT_AWAY = _LISTED + "is not null order by put_away_at desc limit 50"


class NoSuchDraft(Refusal):
    """Not a draft of this worker's."""


@dataclass(frozen=True)
class DraftView:
    """A draft as a list shows it."""

    id: UUID
    kind_word: str
    names: str
    beginning: str
    started_at: datetime
    saved_at: datetime
    is_correction: bool


def open_drafts(*, seen_by: Worker) -> list[DraftView]:
    """The worker's unfinished drafts, the last saved first."""
    require(seen_by, Ability.SIGNED_IN)
    return [_view(row) for row in Draft.objects.raw(_OPEN, {"worker": seen_by.pk})]


def drafts_put_away(*, seen_by: Worker) -> list[DraftView]:
    """What the worker has put away unfinished, the last put away first."""
    require(seen_by, Ability.SIGNED_IN)
    return [_view(row) for row in Draft.objects.raw(_PUT_AWAY, {"worker": seen_by.pk})]


def draft(draft_id: UUID, *, seen_by: Worker) -> Draft:
    """One of the worker's own drafts, finished or not. Raises NoSuchDraft."""
    require(seen_by, Ability.RECORD)
    found = own_draft(draft_id, seen_by=seen_by)
    if found is None:
        raise NoSuchDraft("That draft is not one of yours. Your drafts are under My drafts.")
    return found


def own_draft(draft_id: UUID, *, seen_by: Worker, locked: bool = False) -> Draft | None:
    """Part of the queries and commands of drafts: one of the worker's own, finished or not. Locked, it is the caller's until the end of the
    transaction."""
    return next(iter(Draft.objects.raw(_ONE_LOCKED if locked else _ONE, {"worker": seen_by.pk, "draft": draft_id})), None)


def _view(row: Draft) -> DraftView:
    """Of a row of _LISTED: a draft with the names of whom it is about."""
    names = ", ".join(vars(row)["names"])
    words = one(row.fields, "title") or one(row.fields, "text") or _of_somebody(row)
    return DraftView(
        id=row.pk,
        kind_word=EntryKind(row.kind).label,
        names=names or ("no name to show" if row.person_ids else "nobody chosen yet"),
        beginning=beginning(words, FIRST_WORDS),
        started_at=row.started_at,
        saved_at=row.saved_at,
        is_correction=row.corrects_entry_id is not None,
    )


def _of_somebody(row: Draft) -> str:
    """The first words that were written about one person."""
    said = [name for name in sorted(row.fields) if name.startswith("part_") and name.endswith(("_text", "_wishes"))]
    return next(filter(None, (one(row.fields, name) for name in said)), "")
