"""The ledger as an auditor reads it: with the names of workers, and of those people of whom the auditor may know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.queries import Key, Wanted, Written, about_whom, written
from kith.foundations.ledger.rules import told_in_words
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import workers_by_id
from kith.practice.assurance.events import LedgerAnchored
from kith.practice.people.queries import PersonCard, person_cards

WITHHELD = "kept back with the record"


@dataclass(frozen=True)
class Line:
    """One row of the ledger in words. `about`: nothing where it is about nobody, or about a record that is not there for the auditor."""

    id: int
    at: datetime
    kind: str
    worker: Worker | None
    what: str
    about: PersonCard | None
    is_about_somebody: bool
    done_to: Worker | None  # whose account or role it is about
    why: str
    where: str


@dataclass(frozen=True)
class LedgerPage:
    """Lines, the newest first; and where older ones go on."""

    lines: list[Line]
    older: Key | None


def on_the_ledger(wanted: Wanted, *, after: Key | None = None, seen_by: Worker, limit: int = 50) -> LedgerPage:
    """One page. Of a record that is shut to the auditor it says that it was looked at, by whom and why; not whose it is, nor what was
    written on it."""
    require(seen_by, Ability.AUDIT)
    rows = written(wanted, after=after, limit=limit + 1)
    shown = rows[:limit]
    workers = workers_by_id({id_ for row in shown for id_ in (row.worker_id, _worker_in(row)) if id_})
    cards = person_cards({row.person_id for row in shown if row.person_id}, seen_by=seen_by)
    lines = [_line(row, workers, cards.get(row.person_id or 0)) for row in shown]
    return LedgerPage(lines, shown[-1].key if len(rows) > limit else None)


def record_of_line(row_id: int, *, seen_by: Worker) -> int | None:
    """Whom a line is about, so that the others about the same record can be read, although it is not said whose it is."""
    require(seen_by, Ability.AUDIT)
    return about_whom(row_id)


def last_anchored(*, seen_by: Worker) -> datetime | None:
    """When the ledger's last seal was put outside by itself, if that was so in the last months."""
    require(seen_by, Ability.AUDIT)
    now = timezone.now()
    found = written(Wanted(since=now - timedelta(days=62), until=now + timedelta(days=1), event=LedgerAnchored.__name__), limit=1)
    return found[0].at if found else None


def _worker_in(row: Written) -> int:
    """The worker whom a row is about; 0 where it is about none."""
    room, _, number = row.subject.partition(":")
    return int(number) if room == "staff.Worker" and number.isdigit() else 0


def _line(row: Written, workers: Mapping[int, Worker], card: PersonCard | None) -> Line:
    is_open = row.person_id is None or (card is not None and card.is_open)
    why = row.reason if is_open or row.kind != "did" or not row.reason else WITHHELD
    return Line(
        row.id, row.at, row.kind, workers.get(row.worker_id or 0), told_in_words(row.kind, row.event), card, row.person_id is not None,
        workers.get(_worker_in(row)), why, _where(row),
    )  # fmt: skip


def _where(row: Written) -> str:
    if row.door == "command line":
        return f"command line, {row.os_user}" if row.os_user else "command line"
    return row.address if row.door == "page" else "Kith itself"
