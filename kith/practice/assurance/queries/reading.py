"""The ledger as an auditor reads it: with the names of workers, and of those people of whom the auditor may know."""

from dataclasses import dataclass
from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.queries import Key, Wanted, Written, about_whom, written
from kith.foundations.ledger.rules import told_in_words
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import workers_by_id
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
    workers = workers_by_id(row.worker_id for row in shown if row.worker_id)
    cards = person_cards({row.person_id for row in shown if row.person_id}, seen_by=seen_by)
    lines = [_line(row, workers.get(row.worker_id or 0), cards.get(row.person_id or 0)) for row in shown]
    return LedgerPage(lines, shown[-1].key if len(rows) > limit else None)


def record_of_line(row_id: int, *, seen_by: Worker) -> int | None:
    """Whom a line is about, so that the others about the same record can be read, although it is not said whose it is."""
    require(seen_by, Ability.AUDIT)
    return about_whom(row_id)


def _line(row: Written, worker: Worker | None, card: PersonCard | None) -> Line:
    is_open = row.person_id is None or (card is not None and card.is_open)
    why = row.reason if is_open or row.kind != "did" or not row.reason else WITHHELD
    return Line(
        row.id, row.at, row.kind, worker, told_in_words(row.kind, row.event), card, row.person_id is not None, why, _where(row),
    )  # fmt: skip


def _where(row: Written) -> str:
    if row.door == "command line":
        return f"command line, {row.os_user}" if row.os_user else "command line"
    return row.address if row.door == "page" else "Kith itself"
