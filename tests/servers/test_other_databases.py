"""A database that Kith cannot use: too old, shut, not there, or another Kith's. Each is one sentence and an exit code."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kith.foundations.postgres.connections import external
from kith.foundations.postgres.layout import Layout, server_account
from kith.foundations.postgres.trouble import DatabaseTrouble

pytestmark = pytest.mark.slow
OLDER = next((path for major in (15, 14, 13) if (path := Path(f"/usr/lib/postgresql/{major}/bin")).joinpath("initdb").exists()), None)


def _free_port() -> str:
    """So that a Kith that runs on this machine is not in the way."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _kith(*words: str, **told: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
    command = [sys.executable, "-m", "kith.doors.operations.command_line", *words]
    return subprocess.run(command, env={**kept, **told}, capture_output=True, text=True, timeout=60, check=False)


def _one_sentence(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode == 1
    assert done.stderr.startswith("kith: ")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture
def older() -> Generator[str]:
    """The URL of an older PostgreSQL of Debian's, run as an account that may."""
    if OLDER is None:
        pytest.skip("no PostgreSQL before 16 is installed")
    folder, account = Path(tempfile.mkdtemp(prefix="kith-older-")), server_account()
    os.chown(folder, account.uid, account.gid)
    who = {"user": account.as_user, "group": account.as_group, "extra_groups": account.as_groups, "cwd": "/"}
    made = [OLDER / "initdb", "-D", folder / "data", "-U", "kith", "--auth=trust", "--no-sync"]
    subprocess.run(made, check=True, capture_output=True, **who)  # type: ignore[call-overload]  # the account's three words
    served = [OLDER / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
    server = subprocess.Popen(served, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who)  # type: ignore[call-overload]  # as above
    try:
        yield _once_it_answers(f"postgresql://kith@/postgres?host={folder}")
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder)


def _once_it_answers(url: str) -> str:
    deadline = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return url


def test_a_postgresql_that_is_too_old_is_told_which_one_kith_needs(older: str, tmp_path: Path) -> None:
    said = _one_sentence(_kith("serve", "--port", _free_port(), KITH_DATABASE_URL=older, KITH_HOME=str(tmp_path)))
    assert "The database server is PostgreSQL 1" in said
    assert "Kith needs 16 or later. Upgrade it, or unset KITH_DATABASE_URL." in said


def test_a_wrong_password_a_missing_database_and_a_server_that_is_not_there_are_told_apart(tmp_path: Path) -> None:
    parts = conninfo_to_dict(os.environ["KITH_DATABASE_URL"])
    ours = {name: str(value) for name, value in parts.items() if name != "passfile"}
    told = {
        "password authentication failed": make_conninfo("", **{**ours, "password": "a-wrong-1"}),
        "does not exist": make_conninfo(os.environ["KITH_DATABASE_URL"], dbname="no_such_database"),
        "cannot be read": "not a url at all",
        "No such file or directory": make_conninfo("", **{**ours, "host": str(tmp_path)}),
    }
    for reason, url in told.items():
        with pytest.raises(DatabaseTrouble, match=reason) as trouble:
            external(url, "")
        assert "KITH_DATABASE_URL" in str(trouble.value)
        assert "a-wrong-1" not in str(trouble.value)
    said = _one_sentence(
        _kith("serve", "--port", _free_port(), KITH_DATABASE_URL=told["password authentication failed"], KITH_HOME=str(tmp_path))
    )
    assert "Check the address, the name and the password." in said


def test_a_second_kith_on_the_same_home_is_told_what_to_do(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.root.mkdir()
    with layout.lock.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as the first one does
        said = _one_sentence(_kith("serve", "--port", _free_port(), KITH_HOME=str(tmp_path)))
    assert said == f"kith: Another Kith is running on {tmp_path}. Use that one, stop it first, or set KITH_HOME to another folder.\n"
