"""What stands on the ledger, by whom, about whom, of which kind and when: page by page, by key, so that the millionth row costs what the first does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from kith.foundations.ledger.events import Event
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.ledger.rules import in_words

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Key:
    """Where a page ends: the time and number of its last row."""

    at: datetime
    id: int


@dataclass(frozen=True)
class Wanted:
    """Which rows. `kind`: did, looked, refused; `event`: the class's name of an announcement, or what was looked at. The times bound the
    months that are read."""

    since: datetime
    until: datetime
    kind: str = ""
    event: str = ""
    worker_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Written:
    """One row."""

    id: int
    at: datetime
    kind: str
    event: str
    worker_id: int | None
    person_id: int | None
    reason: str
    door: str
    address: str
    os_user: str

    @property
    def key(self) -> Key:
        return Key(self.at, self.id)


_COLUMNS = ("id", "at", "kind", "event", "worker_id", "person_id", "reason", "door", "address", "os_user")


def written(wanted: Wanted, *, after: Key | None = None, limit: int = 50) -> list[Written]:
    """The newest first, those after a key. The asker's own eyes are told to the database."""
    rows = LedgerEntry.objects.filter(at__gte=wanted.since, at__lt=wanted.until)
    exact = {"kind": wanted.kind or None, "event": wanted.event or None, "worker_id": wanted.worker_id, "person_id": wanted.person_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if after:
        rows = rows.filter(at__lte=after.at).filter(Q(at__lt=after.at) | Q(id__lt=after.id))
    return [Written(*row) for row in rows.order_by("-at", "-id").values_list(*_COLUMNS)[:limit]]


def about_whom(row_id: int) -> int | None:
    """The person whom a row is about, if the asker's eyes see the row."""
    rows: QuerySet[LedgerEntry, int | None] = LedgerEntry.objects.filter(pk=row_id).values_list("person_id", flat=True)
    return rows.first()


def kinds_of_deed() -> list[tuple[str, str]]:
    """(name, words) of everything that a room can announce."""
    return sorted({(each.__name__, in_words(each.__name__)) for each in _events(Event)}, key=lambda pair: pair[1])


def _events(of: type[Event]) -> Iterator[type[Event]]:
    for each in of.__subclasses__():
        if not each.__subclasses__():
            yield each
        yield from _events(each)
