"""Whose eyes look in a test. A test of a room's own rules sees everything; a test of access looks as somebody."""

from collections.abc import Generator
from contextlib import contextmanager

from django.db import connection

from kith.foundations.access.queries import look_as
from kith.foundations.staff.models import Worker

NOBODY_IN_PARTICULAR = "0"


def see_everything() -> None:
    """As the machine does, which may see all; still as kith_app, which owns nothing. Until something else is told, or the test ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select set_config('kith.worker_id', %s, true), set_config('kith.sight_of', %s, true), set_config('kith.sight', 'all', true),
                      set_config('kith.parts', '*', true)""",
            [NOBODY_IN_PARTICULAR, NOBODY_IN_PARTICULAR],
        )


@contextmanager
def looking_as(worker: Worker | None) -> Generator[None]:
    """The database is told whose eyes look, as at the beginning of a request; afterwards the test sees everything again."""
    if worker is not None:
        worker.known.clear()
    look_as(worker)
    yield
    see_everything()
