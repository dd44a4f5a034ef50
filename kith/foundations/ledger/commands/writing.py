"""Writing the ledger and telling the rooms above. Everything is written in the caller's own transaction."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection

from kith.foundations.ledger.events import Actor, Event, Origin
from kith.foundations.ledger.models import LedgerEntry

E = TypeVar("E", bound=Event)

_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - frozen
_reactions: dict[type[Event], list[Callable[..., None]]] = defaultdict(list)

_INTO = "insert into ledger_entry (at, kind, event, worker_id, subject, reason, door, address, os_user, person_id) "
_ONE = _INTO + "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"  # most rows: a third less time than as a list of one
_SEVERAL = _INTO + "select %s, %s, %s, %s, %s, %s, %s, %s, %s, person_id from unnest(%s::bigint[]) as person_id"  # noqa: S608 - fixed text of ours


@contextmanager
def acting_through(origin: Origin) -> Generator[None]:
    """A door says where the acts inside come from; the ledger writes it down beside each."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def because(reason: str) -> None:
    """From here on, until the door shuts, every trace says why the worker looked."""
    _origin.set(replace(_origin.get(), why=reason))


def listen(event_type: type[E], reaction: Callable[..., None]) -> None:
    """A room above hears what a room below announces. Called once at start-up, from the room's apps.py."""
    if reaction not in _reactions[event_type]:
        _reactions[event_type].append(reaction)


def announce(event: Event, *, by: Actor, at: datetime) -> None:
    """Write what was done into the ledger, then let the rooms above react, all in this transaction."""
    _write(LedgerEntry.Kind.DID, type(event).__name__, event.person_ids, by.pk, at, subject=event.subject, reason=event.reason)
    for reaction in _reactions[type(event)]:
        reaction(event, by=by, at=at)


def leave_trace(what: str, *, person_id: int | None, seen_by: Actor, at: datetime, reason: str = "") -> None:
    """A worker opened this person's record, or a part of it (`what`: record, story, brief, document:7 ...); or, with nobody, the ledger."""
    people = () if person_id is None else (person_id,)
    _write(LedgerEntry.Kind.LOOKED, what, people, seen_by.pk, at, reason=reason or _origin.get().why)


def record_search(question: str, *, seen_by: Actor, at: datetime) -> None:
    """A worker searched: what was asked is on the ledger, whoever was found."""
    _write(LedgerEntry.Kind.LOOKED, "search", (), seen_by.pk, at, reason=question[:500])


def record_refusal(sentence: str, *, attempted: str, person_ids: Iterable[int] = (), by: Actor | None, at: datetime) -> None:
    """The door writes down what was refused, after the refused command has been rolled back."""
    _write(LedgerEntry.Kind.REFUSED, attempted[:80], tuple(person_ids), by.pk if by else None, at, reason=sentence)


def _write(
    kind: str, event: str, person_ids: tuple[int, ...], worker_id: int | None, at: datetime, *, subject: str = "", reason: str = ""
) -> None:
    origin = _origin.get()
    values: list[Any] = [at, kind, event, worker_id, subject, reason, origin.door, origin.address, origin.os_user]
    with connection.cursor() as cursor:
        if len(person_ids) > 1:
            cursor.execute(_SEVERAL, [*values, list(person_ids)])
        else:
            cursor.execute(_ONE, [*values, *(person_ids or [None])])
