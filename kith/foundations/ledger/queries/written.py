"""What stands on the ledger, by whom, about whom, of which kind and when: page by page, by key, so that the millionth row costs what the first does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection
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
    subject: str  # what else it is about: staff.Worker:12

    @property
    def key(self) -> Key:
        return Key(self.at, self.id)


# The four ends are read once; and each is a bare subquery, because row security lets an index be searched by nothing that it takes for leaky, as
# it does coalesce: all the rows below would be read, and a seal of a long ledger would take seconds.
_SEALED = """
    select e.id, e.at, e.kind, e.event, e.worker_id, e.person_id, e.reason, e.door, e.address, e.os_user, e.subject from ledger_entry e
    where (e.xid, e.id) > ((select coalesce(max(last_xid), '0'::xid8) from ledger_seal where number = %(seal)s::bigint - 1),
                           (select coalesce(max(last_id), 0) from ledger_seal where number = %(seal)s::bigint - 1))
      and (e.xid, e.id) <= ((select last_xid from ledger_seal where number = %(seal)s::bigint),
                            (select last_id from ledger_seal where number = %(seal)s::bigint))
    order by e.xid, e.id
"""
_COLUMNS = ("id", "at", "kind", "event", "worker_id", "person_id", "reason", "door", "address", "os_user", "subject")


def written(wanted: Wanted, *, after: Key | None = None, limit: int = 50) -> list[Written]:
    """The newest first, those after a key. The asker's own eyes are told to the database."""
    rows = LedgerEntry.objects.filter(at__gte=wanted.since, at__lt=wanted.until)
    exact = {"kind": wanted.kind or None, "event": wanted.event or None, "worker_id": wanted.worker_id, "person_id": wanted.person_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if after:
        rows = rows.filter(at__lte=after.at).filter(Q(at__lt=after.at) | Q(id__lt=after.id))
    return [Written(*row) for row in rows.order_by("-at", "-id").values_list(*_COLUMNS)[:limit]]


def sealed_in(number: int) -> list[Written]:
    """The rows under one seal, in its order: nothing comes between them any more."""
    with connection.cursor() as cursor:
        cursor.execute(_SEALED, {"seal": number})
        return [Written(*row) for row in cursor.fetchall()]


def looks_of(worker_ids: Iterable[int], *, but: Iterable[str] = (), since: datetime, until: datetime) -> list[tuple[int, datetime, int]]:
    """(worker, when, person) of every look of these workers at somebody, but for some kinds of looks."""
    rows = _of(worker_ids, since, until).filter(kind=LedgerEntry.Kind.LOOKED, person_id__isnull=False).exclude(event__in=list(but))
    return [(worker, at, person) for worker, at, person in rows.values_list("worker_id", "at", "person_id") if worker and person]


def refusals_of(
    worker_ids: Iterable[int], sentence: str, *, since: datetime, until: datetime
) -> list[tuple[int, datetime, int | None]]:
    """(worker, when, person if it was about one) of every refusal whose sentence begins so."""
    rows = _of(worker_ids, since, until).filter(kind=LedgerEntry.Kind.REFUSED, reason__startswith=sentence)
    return [(worker, at, person) for worker, at, person in rows.values_list("worker_id", "at", "person_id") if worker]


def _of(worker_ids: Iterable[int], since: datetime, until: datetime) -> "QuerySet[LedgerEntry]":
    return LedgerEntry.objects.filter(worker_id__in=set(worker_ids), at__gte=since, at__lte=until)


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
