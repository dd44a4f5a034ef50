"""The embedded server in its own home: killed, doubled, shut out; never on TCP, never trusting."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from kith.foundations.postgres.connections import connections, external
from kith.foundations.postgres.layout import Layout
from kith.foundations.postgres.trouble import DatabaseTrouble

pytestmark = pytest.mark.slow

HOLD = """
import pathlib, sys, time
from kith.foundations.postgres.connections import connections
with connections(pathlib.Path(sys.argv[1])):
    print("up", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def home() -> Generator[Path]:
    made = Path(tempfile.mkdtemp(prefix="kith-pg-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def _holder(home: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(home)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "up\n"
    return process


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_killed_server_comes_back_with_what_was_committed(home: Path) -> None:
    with connections(home) as opened:
        assert opened.server
        assert opened.server.process
        with psycopg.connect(opened.owner, autocommit=True) as session:
            session.execute("create table kept (word text)")
            session.execute("insert into kept values ('still here')")
        opened.server.process.send_signal(signal.SIGKILL)
        opened.server.process.wait()
        assert opened.server.keep_up()
        with psycopg.connect(opened.app) as session:
            assert session.execute("select word from kept").fetchone() == ("still here",)


def test_when_kith_is_killed_the_server_stops_cleanly_and_starts_again(home: Path) -> None:
    holder = _holder(home)
    server = int(Layout(home).pid.read_text())
    holder.kill()
    holder.wait()
    assert _gone(server)
    assert "shut down" in Layout(home).log.read_text()
    assert not (Layout(home).data / "postmaster.pid").exists()
    with connections(home) as opened, psycopg.connect(opened.app) as session:
        assert session.execute("select 1").fetchone() == (1,)


def test_a_second_process_attaches_and_a_second_kith_is_refused(home: Path) -> None:
    holder = _holder(home)
    try:
        with connections(home) as opened:
            assert opened.server is None
        with pytest.raises(DatabaseTrouble, match="Another Kith is running"), connections(home, alone=True):
            pass
    finally:
        holder.terminate()
        holder.wait()


def test_it_listens_on_a_socket_only_and_trusts_nobody(home: Path) -> None:
    parents = {parent: parent.stat().st_mode for parent in home.parents}
    with connections(home) as opened:
        layout = Layout(home)
        assert layout.socket.stat().st_mode & 0o777 == 0o700
        rules = [line.split() for line in (layout.data / "pg_hba.conf").read_text().splitlines() if line and not line.startswith("#")]
        assert rules
        assert not [rule for rule in rules if rule[-1] == "trust"]
        with psycopg.connect(opened.app) as session:
            assert session.execute("show listen_addresses").fetchone() == ("",)
            assert session.execute("show fsync").fetchone() == ("on",)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://kith_app:wrong@/kith?host={layout.socket}")
    assert parents == {parent: parent.stat().st_mode for parent in home.parents}


def test_the_application_owns_no_table_and_may_not_make_one(home: Path) -> None:
    with connections(home) as opened:
        with psycopg.connect(opened.owner, autocommit=True) as session:
            session.execute("create table owned (word text)")
        with psycopg.connect(opened.app, autocommit=True) as session:
            session.execute("insert into owned values ('may write')")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("drop table owned")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("create table mine (word text)")


def test_a_folder_shut_to_the_server_is_named(tmp_path: Path) -> None:
    shut = Path(tempfile.mkdtemp(prefix="kith-shut-"))
    shut.chmod(0o700)
    try:
        if os.getuid() == 0:
            with pytest.raises(DatabaseTrouble, match=str(shut)), connections(shut / "home"):
                pass
            assert shut.stat().st_mode & 0o777 == 0o700
        else:
            with connections(shut / "home") as opened:
                assert opened.app
    finally:
        shutil.rmtree(shut, ignore_errors=True)


def test_a_database_of_another_version_is_refused_in_a_sentence(home: Path) -> None:
    with connections(home):
        pass
    (Layout(home).data / "PG_VERSION").write_text("17\n")
    with pytest.raises(DatabaseTrouble, match="made by PostgreSQL 17"), connections(home):
        pass


@pytest.mark.parametrize(
    ("url", "said"), [("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"), ("not a url at all", "cannot be read")]
)
def test_a_wrong_url_is_a_sentence(url: str, said: str) -> None:
    with pytest.raises(DatabaseTrouble, match=said):
        external(url, "")
