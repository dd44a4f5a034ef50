"""How a Kith process gets at its database: starting the embedded server, attaching to one that runs, or a server of the council's own."""

import contextlib
import fcntl
import os
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from kith.foundations.postgres.layout import Layout
from kith.foundations.postgres.roles import EXTENSIONS, database_statements, role_statements
from kith.foundations.postgres.server import Server, answers, url
from kith.foundations.postgres.trouble import DatabaseTrouble

OLDEST = 160000  # PostgreSQL 16

# The roles are there, this login may act as them, what it makes is open to them, and the extensions are installed.
_IS_READY = """
    select (select count(*) = 4 and bool_and(pg_has_role(current_user, oid, 'member')) from pg_roles
             where rolname in ('kith_app', 'kith_search', 'kith_guard', 'kith_reporting'))
       and exists (select from pg_default_acl where defaclrole = current_user::regrole)
       and (select count(*) from pg_extension where extname = any(%s)) = 5
"""


@dataclass(frozen=True)
class Connections:
    """libpq URLs. `server` is there when this process owns the embedded server. `owner` empty: the app's login migrates too."""

    app: str
    owner: str
    server: Server | None = None

    def environment(self) -> dict[str, str]:
        """What the settings of this process and its children read."""
        return {"KITH_DATABASE_URL": self.app, "KITH_OWNER_DATABASE_URL": self.owner}


@contextlib.contextmanager
def connections(home: Path, *, alone: bool = False) -> Generator[Connections]:
    """Start the embedded server of this home, or attach to the one that another Kith process runs.

    With `alone` a home that is in use is refused: two web servers on one home would answer for one another.
    """
    layout = Layout(home)
    layout.root.mkdir(parents=True, exist_ok=True)
    with layout.lock.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if alone:
                raise DatabaseTrouble(
                    f"Another Kith is running on {home}. Use that one, stop it first, or set KITH_HOME to another folder."
                ) from None
            yield _attached(layout)
            return
        server = Server(home)
        server.start()
        try:
            yield _urls(layout, server)
        finally:
            server.stop()


def _attached(layout: Layout) -> Connections:
    """Wait for the server of the other process."""
    deadline = time.monotonic() + 60
    while not answers(layout):
        if time.monotonic() > deadline:
            raise DatabaseTrouble(f"Another Kith process holds {layout.root}, but its database does not answer. Stop it and try again.")
        time.sleep(0.05)
    return _urls(layout, None)


def _urls(layout: Layout, server: Server | None) -> Connections:
    return Connections(app=url(layout, "kith_app"), owner=url(layout, "kith_owner"), server=server)


def external(app: str, owner: str) -> Connections:
    """A PostgreSQL of the council's own: checked and made ready as far as its login may. Raises DatabaseTrouble with a sentence."""
    try:
        with psycopg.connect(owner or app, autocommit=True, connect_timeout=10) as connection:
            _refuse_too_old(connection)
            _make_ready(connection)
    except psycopg.ProgrammingError as problem:
        reason = " ".join(str(problem).split())
        raise DatabaseTrouble(f"KITH_DATABASE_URL cannot be read: {reason}. Write postgresql://name@host:5432/database.") from None
    except psycopg.OperationalError as problem:
        reason = " ".join(str(problem).split())
        raise DatabaseTrouble(
            f"The database of KITH_DATABASE_URL cannot be reached: {reason}. Check the address, the name and the password."
        ) from None
    return Connections(app=app, owner=owner)


def _refuse_too_old(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    version = connection.info.server_version
    if version < OLDEST:
        raise DatabaseTrouble(
            f"The database server is PostgreSQL {version // 10000}; Kith needs 16 or later. Upgrade it, or unset KITH_DATABASE_URL."
        )


def _make_ready(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    login = connection.execute("select current_user").fetchone()
    ready = connection.execute(_IS_READY, [list(EXTENSIONS)]).fetchone()
    if ready == (True,):
        return
    name = str(login[0]) if login else "kith_owner"
    statements = [
        *role_statements(),
        *database_statements(f'"{name}"'),
        f'grant kith_app, kith_search, kith_guard, kith_reporting to "{name}"',
    ]
    try:
        with connection.transaction():
            for statement in statements:
                connection.execute(statement.encode())
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported):
        sql = ";\n".join(statements)
        raise DatabaseTrouble(f"The login {name} may not prepare the database. Ask its administrator to run this once:\n\n{sql};") from None


def default_home() -> Path:
    """KITH_HOME, or ~/.kith; for root /var/lib/kith, because root's own home is shut to the account that the database runs as."""
    told = os.environ.get("KITH_HOME")
    if told:
        return Path(told).expanduser().absolute()
    return Path("/var/lib/kith") if os.getuid() == 0 else Path.home() / ".kith"
