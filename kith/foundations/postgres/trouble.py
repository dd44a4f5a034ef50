"""What can be the matter before Kith can work, or while it does, as sentences that say what to do."""

import errno
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import psycopg


class Trouble(Exception):
    """Something that the person at the keyboard must mend; the text says what and how."""


class DatabaseTrouble(Trouble):
    """The database cannot be used."""


class DiskFull(DatabaseTrouble):
    """There is no room for the database to work in."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"The disk that holds {home} is full. Make room, then start Kith again: nothing that was saved is lost.")


class Failing(StrEnum):
    """What stopped something that is no bug of Kith's."""

    NO_ROOM = "There is no room left on the disk where Kith keeps its records."
    NO_DATABASE = "Kith's database does not answer at the moment."


def failing(problem: BaseException | None) -> Failing | None:
    """What is behind a problem, if it is the disk or the database; None if it is a bug."""
    for cause in _causes(problem):
        if isinstance(cause, psycopg.errors.DiskFull) or (isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT)):
            return Failing.NO_ROOM
        if isinstance(cause, psycopg.OperationalError) and _is_away(cause.sqlstate):
            return Failing.NO_DATABASE
    return None


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)


def _is_away(sqlstate: str | None) -> bool:
    """No connection, a broken one, or a server that stops, crashed or is not up yet."""
    return sqlstate is None or sqlstate.startswith("08") or sqlstate in ("57P01", "57P02", "57P03")
