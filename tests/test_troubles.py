"""What is no bug is told as what it is: a full disk, a database that is away. On the page in a sentence, in the log in a line."""

import errno
import logging
import sys

import psycopg
import psycopg_pool
import pytest
from django.db import OperationalError
from django.test import RequestFactory

from kith.doors.desk.pages import broken
from kith.foundations.postgres.trouble import Failing, failing
from kith.wiring.logs import InALine

TROUBLES = [
    (psycopg.errors.DiskFull("could not extend file"), Failing.NO_ROOM),
    (OSError(errno.ENOSPC, "No space left on device"), Failing.NO_ROOM),
    (psycopg_pool.PoolTimeout("couldn't get a connection"), Failing.NO_DATABASE),
    (psycopg.errors.AdminShutdown("terminating connection"), Failing.NO_DATABASE),
    (psycopg.errors.DeadlockDetected("deadlock detected"), None),
    (OSError(errno.EACCES, "Permission denied"), None),
    (ValueError("a bug"), None),
]


def _wrapped(problem: Exception) -> Exception:
    """As Django hands it on."""
    outer = OperationalError("said by the database")
    outer.__cause__ = problem
    return outer


@pytest.mark.parametrize(("problem", "reason"), TROUBLES)
def test_a_full_disk_and_a_database_that_is_away_are_told_from_bugs(problem: Exception, reason: Failing | None) -> None:
    assert failing(problem) is reason
    assert failing(_wrapped(problem)) is reason


@pytest.mark.parametrize(("problem", "reason"), TROUBLES)
def test_the_page_says_what_is_the_matter(problem: Exception, reason: Failing | None, rf: RequestFactory) -> None:
    try:
        raise _wrapped(problem)
    except OperationalError:
        page = broken(rf.get("/my-list"))
    assert page.status_code == (503 if reason else 500)
    assert (reason or "Something went wrong in Kith") in page.content.decode().replace("&#39;", "'")


@pytest.mark.parametrize(("problem", "reason"), TROUBLES)
def test_only_a_bug_leaves_a_traceback_in_the_log(problem: Exception, reason: Failing | None) -> None:
    try:
        raise _wrapped(problem)
    except OperationalError:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/my-list",), sys.exc_info())
    assert InALine().filter(record)
    told = logging.Formatter().format(record)
    assert told.startswith("Internal Server Error: /my-list")
    assert ("Traceback" in told) is (reason is None)
    assert reason is None or (reason in told and len(told.splitlines()) == 1)
