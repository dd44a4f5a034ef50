"""A ledger in the hands of a superuser, on a database of its own, because sealing needs commits."""

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kith.foundations.postgres.layout import Layout
from kith.foundations.postgres.server import ADMIN, url

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
FORCE = "set session_replication_role = replica"  # what only a superuser may: no trigger fires


@contextmanager
def superusers_ledger() -> Generator["psycopg.Connection[Any]"]:
    """60 rows under three seals, the first as seals were made before they covered all that they say."""
    layout = Layout(Path(os.environ["KITH_HOME"]))
    if not layout.passfile(ADMIN).exists():
        pytest.skip("only the embedded server gives the tests a superuser")
    name = f"ledger_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(url(layout, ADMIN, "postgres"), autocommit=True) as server:
        server.execute(f"drop database if exists {name} with (force)".encode())
        server.execute(f"create database {name} template template0".encode())
    with psycopg.connect(url(layout, ADMIN, name), autocommit=True) as made:
        made.execute("create table ledger_seal ()")
        for script in ("ledger.sql", "sealing.sql"):
            made.execute((MIGRATIONS / script).read_bytes())
        for number in range(60):
            write(made, f"row {number}")
        settle(made)
        assert seal(made) == 20
        made.execute((MIGRATIONS / "whole_seal.sql").read_bytes())
        assert [seal(made) for _ in range(3)] == [20, 20, 0]
        yield made
    with psycopg.connect(url(layout, ADMIN, "postgres"), autocommit=True) as server:
        server.execute(f"drop database {name} with (force)".encode())


def write(database: "psycopg.Connection[Any]", reason: str) -> None:
    database.execute(
        "insert into ledger_entry (at, kind, event, worker_id, person_id, reason) values (now(), 'looked', 'record', 1, 2, %s)", [reason]
    )


def seal(database: "psycopg.Connection[Any]") -> int:
    row = database.execute("select ledger_seal_next(20)").fetchone()
    return int(row[0]) if row else -1


def settle(database: "psycopg.Connection[Any]") -> None:
    """Wait for the transactions of tests that run beside, in other databases of this server: sealing waits for them too."""
    deadline = time.monotonic() + 60
    while database.execute("select from ledger_entry where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1").fetchone() is not None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
