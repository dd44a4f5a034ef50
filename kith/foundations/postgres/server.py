"""Our own supervisor of the embedded server: a direct child, which stops cleanly when we die and comes back when it dies."""

import contextlib
import ctypes
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from kith.foundations.postgres.layout import Layout, binaries, make_folders, server_account, write_whole
from kith.foundations.postgres.roles import LOGINS, database_statements, role_statements
from kith.foundations.postgres.trouble import DatabaseTrouble, DiskFull

ADMIN, DATABASE = "kith_admin", "kith"
MAJOR = "18"
PR_SET_PDEATHSIG = 1
PATIENCE = 120.0  # seconds: a big database needs a while to recover after a crash
ROOM_TO_START = 32 * 2**20  # bytes: with less, a server that did not start was short of room, even where its log had none to say so


class Server:
    """One embedded server, owned by this process."""

    def __init__(self, home: Path) -> None:
        self.layout = Layout(home)
        self.account = server_account()
        make_folders(self.layout, self.account)
        self.bin = binaries(self.layout, self.account)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the database at first need, start the server and wait until it answers. Raises DatabaseTrouble with a sentence."""
        new = not (self.layout.data / "PG_VERSION").exists()
        if new:
            _initialise(self)
        version = (self.layout.data / "PG_VERSION").read_text().strip()
        if version != MAJOR:
            raise DatabaseTrouble(
                f"The database in {self.layout.data} was made by PostgreSQL {version}; this Kith runs {MAJOR}. "
                f"Dump it with the Kith that made it (kith backup), move the folder away, and restore it here."
            )
        self._wait_for_predecessor()
        self._launch()
        self._wait()
        if new or not _is_prepared(self.layout):
            _prepare(self.layout)

    def keep_up(self) -> bool:
        """Start the server again if it has died. Returns whether it had. Raises DiskFull at once, because only a person can help there."""
        if self.process is not None and self.process.poll() is None:
            return False
        deadline = time.monotonic() + PATIENCE
        while True:  # children of a killed server hold its shared memory for a moment
            try:
                self._launch()
                self._wait()
            except DiskFull:
                raise
            except DatabaseTrouble:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return True

    def stop(self) -> None:
        """Stop quickly and cleanly: sessions are ended, everything is on disk."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()

    def _wait_for_predecessor(self) -> None:
        """The server of a Kith that was killed a moment ago is still writing down what it has; it ends by itself."""
        left = self.layout.data / "postmaster.pid"
        deadline = time.monotonic() + PATIENCE
        while left.exists() and time.monotonic() < deadline:
            pid = left.read_text().split("\n", 1)[0]
            name = Path("/proc", pid, "comm")
            if not name.exists() or name.read_text().strip() != "postgres":
                return
            time.sleep(0.05)

    def _launch(self) -> None:
        # Truncated at each start: what it says now is what explains a failure now.
        with self.layout.log.open("wb") as log:
            os.fchmod(log.fileno(), 0o600)
            self.process = subprocess.Popen(  # noqa: S603 - our own binary and settings
                [self.bin / "postgres", "-D", self.layout.data, *_options(self.layout)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - it only calls prctl, and we start it before any thread
                start_new_session=True,  # Ctrl-C at the terminal is ours to pass on
                user=self.account.as_user,
                group=self.account.as_group,
                extra_groups=self.account.as_groups,
            )
        with contextlib.suppress(OSError):  # for people who look; a full disk has no room for it
            self.layout.pid.write_text(str(self.process.pid))

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                raise _why(self.layout)
            if answers(self.layout):
                return
            time.sleep(0.03)
        raise DatabaseTrouble(f"The database did not answer in {PATIENCE:.0f} seconds. {_why(self.layout)}")


def url(layout: Layout, login: str, database: str = DATABASE) -> str:
    """A libpq URL without a secret in it: the password is in a file that only its owner may read."""
    return f"postgresql://{login}@/{database}?host={layout.socket}&passfile={layout.passfile(login)}"


def answers(layout: Layout) -> bool:
    """Whether the server takes connections."""
    try:
        psycopg.connect(url(layout, ADMIN, "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _initialise(server: Server) -> None:
    password = secrets.token_urlsafe(32)
    _keep_secret(server.layout, ADMIN, password)
    with tempfile.NamedTemporaryFile("w", dir="/tmp", prefix="kith-") as handed:
        handed.write(password)
        handed.flush()
        os.chown(handed.name, server.account.uid, server.account.gid)
        command: Sequence[str | Path] = [
            server.bin / "initdb", "-D", server.layout.data, "-U", ADMIN, "-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8",
            "--auth-local=scram-sha-256", "--auth-host=reject", f"--pwfile={handed.name}", "--data-checksums",
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 - our own binary
            command,
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
            user=server.account.as_user,
            group=server.account.as_group,
            extra_groups=server.account.as_groups,
        )
    if done.returncode:
        with contextlib.suppress(OSError):
            server.layout.data.rename(server.layout.data.with_name(f"data-not-made-{int(time.time())}"))
        raise _explain(done.stderr, server.layout)


def _prepare(layout: Layout) -> None:
    """Roles with passwords of their own, the database, and what each role may do."""
    with psycopg.connect(url(layout, ADMIN, "postgres"), autocommit=True) as admin:
        for statement in role_statements():
            admin.execute(statement.encode())
        if not admin.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            admin.execute(f"create database {DATABASE} owner kith_owner".encode())
    for database in ("template1", DATABASE):  # template1: so that the tests' own database is alike
        with psycopg.connect(url(layout, ADMIN, database), autocommit=True) as admin:
            for statement in database_statements():
                admin.execute(statement.encode())
    with psycopg.connect(url(layout, ADMIN, "postgres"), autocommit=True) as admin:
        for login in LOGINS:
            password = secrets.token_urlsafe(32)
            admin.execute(f"alter role {login} login password '{password}'".encode())
            _keep_secret(layout, login, password)
    write_whole(layout.prepared, _mark())  # last: it says that all of this is done


def _is_prepared(layout: Layout) -> bool:
    """Whether the roles are those of this Kith: a home that an earlier one made gets what is new."""
    return layout.prepared.exists() and layout.prepared.read_text() == _mark()


def _mark() -> str:
    return hashlib.sha256("\n".join([*role_statements(), *database_statements()]).encode()).hexdigest()


def _keep_secret(layout: Layout, login: str, password: str) -> None:
    """As libpq's passfile."""
    write_whole(layout.passfile(login), f"*:*:*:{login}:{password}\n")


def _options(layout: Layout) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(layout.socket),
        "unix_socket_permissions": "0700",
        "shared_buffers": f"{_shared_megabytes()}MB",
        "max_wal_size": "3GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "work_mem": "16MB",
        "maintenance_work_mem": "256MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _shared_megabytes() -> int:
    """A quarter of the memory, at most 4 GB; KITH_SHARED_MB says otherwise (tests want little)."""
    told = os.environ.get("KITH_SHARED_MB", "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return int(told) if told.isdigit() else max(128, min(4096, memory // 4))


def _die_with_parent() -> None:
    """Asks the kernel to stop the server quickly and cleanly when we are gone, however we went."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _why(layout: Layout) -> DatabaseTrouble:
    return _explain(layout.log.read_text(errors="replace"), layout)


def _explain(said: str, layout: Layout) -> DatabaseTrouble:
    if "No space left on device" in said or shutil.disk_usage(layout.home).free < ROOM_TO_START:
        return DiskFull(layout.home)
    last = next((line for line in reversed(said.splitlines()) if "FATAL" in line or "error" in line.lower()), said.strip()[-300:])
    return DatabaseTrouble(f"The embedded database could not be started: {last.strip()} (all of it is in {layout.log}).")
