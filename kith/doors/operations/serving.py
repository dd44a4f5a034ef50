"""`kith run` and `kith serve`: one supervisor owns the database server, the web server and the task worker, and keeps them up."""

import contextlib
import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from kith import __version__
from kith.foundations.postgres.connections import Connections, connections, default_home, external
from kith.foundations.postgres.server import Server
from kith.foundations.postgres.trouble import DatabaseTrouble, DiskFull

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

PACKAGE = Path(__file__).resolve().parents[2]
PASSWORD = "kith-demo-2026"  # noqa: S105 - of synthetic workers, printed on purpose

Port = Annotated[int, typer.Option(help="The port to serve on")]
Host = Annotated[str, typer.Option(help="The address to serve on; behind a proxy keep 127.0.0.1")]
People = Annotated[int, typer.Option(help="How many synthetic people to load into an empty database")]


@app.command()
def run(port: Port = 8000, host: Host = "127.0.0.1", people: People = 5000) -> None:
    """Bring up a working council with synthetic people, and print who to sign in as."""
    _serve(host, port, people)


@app.command()
def serve(port: Port = 8000, host: Host = "127.0.0.1") -> None:
    """Serve, without loading anybody."""
    _serve(host, port, 0)


@dataclass
class Child:
    """A process that the supervisor keeps up."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, preexec_fn=_die_with_parent, start_new_session=True)  # noqa: PLW1509 - only prctl, before any thread

    def keep_up(self) -> None:
        """Start again what has died; one that dies five times in ten seconds has a reason that a restart will not mend."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        self.deaths = [death for death in self.deaths if now - death < 10] + [now]
        if len(self.deaths) > 5:
            raise DatabaseTrouble(
                f"The {self.name} stops as soon as it is started (exit code {self.process.returncode}). What it printed says why."
            )
        self.start()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _serve(host: str, port: int, people: int) -> None:
    _refuse_taken_port(host, port)
    with _database() as opened:
        os.environ.update(opened.environment())
        _prepare(opened, people)
        web, worker = Child("web server", _web(host, port)), Child("task worker", _kith("worker"))
        with _stopped_at_the_end(worker, web), _stopped_by_signals() as stopped:
            web.start()
            _wait_for_page(host, port, web)
            _say_welcome(host, port)
            worker.start()  # only now: the page comes sooner when both cores are its own
            waits = False
            while not stopped():
                waits = opened.server is not None and _waits_for_room(opened.server, waits=waits)
                for child in () if waits else (web, worker):
                    child.keep_up()
                time.sleep(1 if waits else 0.2)


def _waits_for_room(server: Server, *, waits: bool) -> bool:
    """Keep the database up. Where the disk is full it is said once, and Kith goes on by itself when there is room."""
    try:
        server.keep_up()
    except DiskFull:
        if not waits:
            home = server.layout.home
            typer.echo(
                f"kith: The disk that holds {home} is full, so the database waits. Make room: Kith then goes on by itself.", err=True
            )
        return True
    if waits:
        typer.echo("kith: There is room again, and the database is up. Nothing that was saved is lost.", err=True)
    return False


@contextlib.contextmanager
def _database() -> Generator[Connections]:
    app_url, owner_url = os.environ.get("KITH_DATABASE_URL", ""), os.environ.get("KITH_OWNER_DATABASE_URL", "")
    if app_url:
        yield external(app_url, owner_url)
        return
    with connections(default_home(), alone=True) as opened:
        yield opened


def _prepare(opened: Connections, people: int) -> None:
    """Tables, static files and the synthetic council, in processes of their own; skipped when nothing has changed since the last time."""
    marker = default_home() / "prepared"
    state = _state_of_the_code()
    if opened.server is None or not marker.exists() or marker.read_text() != state:
        _must(_kith("migrate"))
        marker.write_text(state)
    if people and not (default_home() / "sign-in.txt").exists():  # written once the council is loaded
        _must(_kith("demo", "--if-empty", "--people", str(people)))


def _state_of_the_code() -> str:
    """Changes when a migration or a built asset does."""
    files = sorted([*PACKAGE.glob("*/*/migrations/*"), *PACKAGE.glob("foundations/design/static/**/*")])
    said = "".join(f"{path.name}{path.stat().st_mtime_ns}" for path in files if path.is_file())
    return f"{__version__} {hashlib.sha256(said.encode()).hexdigest()}"


def _must(command: list[str]) -> None:
    done = subprocess.run(command, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)


def _kith(*words: str) -> list[str]:
    return [sys.executable, "-m", "kith.doors.operations.command_line", *words]


def _web(host: str, port: int) -> list[str]:
    granian = str(Path(sys.executable).with_name("granian"))
    return [
        granian, "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--host", host, "--port", str(port),
        "--log-level", "warning", "--respawn-failed-workers", "kith.wiring.wsgi:application",
    ]  # fmt: skip


@contextlib.contextmanager
def _stopped_at_the_end(*children: Child) -> Generator[None]:
    try:
        yield
    finally:
        for child in children:
            child.stop()


@contextlib.contextmanager
def _stopped_by_signals() -> Generator[Callable[[], bool]]:
    """Ctrl-C and SIGTERM end the loop; everything is then stopped in order."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda seen, _frame: asked.append(seen))
    yield lambda: bool(asked)


def _refuse_taken_port(host: str, port: int) -> None:
    """A killed Kith's web server may hold the port for a moment longer."""
    deadline = time.monotonic() + 5
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as problem:
                if time.monotonic() > deadline:
                    raise DatabaseTrouble(
                        f"Port {port} on {host} cannot be used ({problem.strerror}). Choose another with --port."
                    ) from None
                time.sleep(0.2)
            else:
                return


def _wait_for_page(host: str, port: int, web: Child) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        web.keep_up()
        time.sleep(0.05)
    raise DatabaseTrouble(f"The web server did not answer on {host}:{port} within a minute.")


def _say_welcome(host: str, port: int) -> None:
    signs = default_home() / "sign-in.txt"
    typer.echo(f"\nKith is on http://{host}:{port}  (Ctrl-C stops it)")
    if signs.exists():
        typer.echo("\n" + signs.read_text())


def _die_with_parent() -> None:
    """Children end when the supervisor does, however it went: no orphan holds the port."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
