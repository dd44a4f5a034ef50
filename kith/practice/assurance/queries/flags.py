"""Flags as auditors read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.assurance.models import Flag, FlagNote, WorkerHome, WorkerOnRecord
from kith.practice.assurance.rules.flags import WORDS, Rule
from kith.practice.people.queries import PersonCard, person_cards


class NoSuchFlag(Refusal):
    """There is no flag of that number."""


@dataclass(frozen=True)
class FlagView:
    """A flag in words. `about`: nothing where it is about nobody in particular, or about a record that is not there for the auditor."""

    id: int
    heading: str
    happened: str
    worker: Worker
    about: PersonCard | None
    is_about_somebody: bool
    on: date
    flag: Flag

    @property
    def is_signed_off(self) -> bool:
        return self.flag.signed_off_at is not None


def flags(*, signed_off: bool = False, before: int | None = None, seen_by: Worker, limit: int = 50) -> tuple[list[FlagView], int | None]:
    """(the newest first, where older ones go on): those that wait, or those that are signed off."""
    require(seen_by, Ability.AUDIT)
    rows = Flag.objects.filter(signed_off_at__isnull=not signed_off).select_related("worker").order_by("-id")
    rows = rows.filter(pk__lt=before) if before else rows
    found = list(rows[: limit + 1])
    return _views(found[:limit], seen_by), found[limit - 1].pk if len(found) > limit else None


def flag_of(flag_id: int, *, seen_by: Worker) -> tuple[FlagView, list[FlagNote]]:
    """One flag, and what was found out about it, the oldest first. Raises NoSuchFlag."""
    require(seen_by, Ability.AUDIT)
    found = Flag.objects.filter(pk=flag_id).select_related("worker").first()
    if found is None:
        raise NoSuchFlag("There is no such flag. Those that wait are on the list of flags.")
    return _views([found], seen_by)[0], list(found.notes.select_related("noted_by").order_by("id"))


def home_of(worker_id: int, *, seen_by: Worker) -> WorkerHome | None:
    """Where a worker lives, as it was told: for themselves and for administrators."""
    require(seen_by, Ability.SIGNED_IN if worker_id == seen_by.pk else Ability.ADMINISTER)
    return WorkerHome.objects.filter(worker_id=worker_id, ended_at=None).first()


def workers_on_record(*, seen_by: Worker) -> list[tuple[WorkerOnRecord, PersonCard]]:
    """Workers who are known to be somebody on record, of whom the auditor may know."""
    require(seen_by, Ability.AUDIT)
    rows = list(WorkerOnRecord.objects.filter(ended_at=None).select_related("worker").order_by("worker__name", "id")[:500])
    cards = person_cards({row.person_id for row in rows}, seen_by=seen_by)
    return [(row, cards[row.person_id]) for row in rows if row.person_id in cards]


def _views(rows: Sequence[Flag], seen_by: Worker) -> list[FlagView]:
    cards = person_cards({row.person_id for row in rows if row.person_id}, seen_by=seen_by)
    return [_view(row, cards.get(row.person_id or 0)) for row in rows]


def _view(row: Flag, about: PersonCard | None) -> FlagView:
    heading, happened = WORDS[Rule(row.rule)]
    return FlagView(row.pk, heading, happened, row.worker, about, row.person_id is not None, timezone.localdate(row.first_at), row)
