"""Writing the ledger and telling the rooms above. Everything is written in the caller's own transaction."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from django.db import connection

from kith.foundations.ledger.events import Actor, Event, Origin
from kith.foundations.ledger.models import LedgerEntry

E = TypeVar("E", bound=Event)
About = tuple[str, str, int | None]  # subject, reason, person

_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - frozen
_reactions: dict[type[Event], list[tuple[Callable[..., None], bool]]] = defaultdict(list)  # what hears it, and whether several together

_INTO = "insert into ledger_entry (at, kind, event, worker_id, subject, reason, door, address, os_user, person_id) "
_ONE = _INTO + "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"  # most rows: a third less time than as a list of one
_SEVERAL = _INTO + (
    "select %s, %s, %s, %s, about.subject, about.reason, %s, %s, %s, about.person_id "
    "from unnest(%s::text[], %s::text[], %s::bigint[]) as about (subject, reason, person_id)"
)


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
    if (reaction, False) not in _reactions[event_type]:
        _reactions[event_type].append((reaction, False))


def listen_together(event_type: type[E], reaction: Callable[..., None]) -> None:
    """As `listen`; of what is announced together it hears a list, so that ten facts cost it no more than one."""
    if (reaction, True) not in _reactions[event_type]:
        _reactions[event_type].append((reaction, True))


def announce(*events: Event, by: Actor, at: datetime) -> None:
    """Write what was done into the ledger, then let the rooms above react, all in this transaction. Several of one kind are written in one
    statement, a row for each person of each as if they were announced one by one."""
    for kind, several in groupby(events, type):
        alike = list(several)
        about = [(event.subject, event.reason, person_id) for event in alike for person_id in event.person_ids or (None,)]
        _write(LedgerEntry.Kind.DID, kind.__name__, about, by.pk, at)
        _let_react(kind, alike, by=by, at=at)


def _let_react(kind: type[Event], alike: Sequence[Event], *, by: Actor, at: datetime) -> None:
    for reaction, is_together in _reactions[kind]:
        if is_together:
            reaction(alike, by=by, at=at)
        else:
            for event in alike:
                reaction(event, by=by, at=at)


def leave_trace(what: str, *, person_id: int | None, seen_by: Actor, at: datetime, reason: str = "") -> None:
    """A worker opened this person's record, or a part of it (`what`: record, story, brief, document:7 ...); or, with nobody, the ledger."""
    _write(LedgerEntry.Kind.LOOKED, what, [("", reason or _origin.get().why, person_id)], seen_by.pk, at)


def record_search(question: str, *, seen_by: Actor, at: datetime) -> None:
    """A worker searched: what was asked is on the ledger, whoever was found."""
    _write(LedgerEntry.Kind.LOOKED, "search", [("", question[:500], None)], seen_by.pk, at)


def record_refusal(sentence: str, *, attempted: str, person_ids: Iterable[int] = (), by: Actor | None, at: datetime) -> None:
    """The door writes down what was refused, after the refused command has been rolled back."""
    about: list[About] = [("", sentence, person_id) for person_id in person_ids]
    _write(LedgerEntry.Kind.REFUSED, attempted[:80], about or [("", sentence, None)], by.pk if by else None, at)


def _write(kind: str, event: str, about: Sequence[About], worker_id: int | None, at: datetime) -> None:
    origin = _origin.get()
    first: list[Any] = [at, kind, event, worker_id]
    last = [origin.door, origin.address, origin.os_user]
    with connection.cursor() as cursor:
        if len(about) > 1:
            cursor.execute(_SEVERAL, [*first, *last, *map(list, zip(*about, strict=True))])
        else:
            subject, reason, person_id = about[0]
            cursor.execute(_ONE, [*first, subject, reason, *last, person_id])
