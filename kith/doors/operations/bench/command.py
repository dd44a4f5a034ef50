"""`kith bench`: loads a council of the size asked for into a home of its own, serves it, drives it, and prints what it took."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated
from urllib.error import URLError
from urllib.request import urlopen

import typer
from rich.console import Console
from rich.table import Table

from kith.doors.operations.bench.measuring import Figure
from kith.foundations.postgres.trouble import Trouble

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

PORT = 8399


@app.command()
def bench(
    people: Annotated[int, typer.Option(help="How many people")] = 20_000,
    entries: Annotated[int, typer.Option(help="How many entries; by default ten a person")] = 0,
    runs: Annotated[int, typer.Option(help="How often each action is done")] = 300,
    clients: Annotated[str, typer.Option(help="How many at once, one figure each")] = "1,8,32",
    home: Annotated[Path | None, typer.Option(help="Keep the council here and use it again; by default it is thrown away")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines")] = False,
) -> None:
    """Measure search, records, drafts, entries and lists through the front door, against bare SQL in the same run."""
    told = Console(stderr=True)
    kept = home or Path(tempfile.mkdtemp(prefix="kith-bench-"))
    kept.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "KITH_HOME": str(kept), "KITH_MEASURE": "1", "KITH_PAGES_A_MINUTE": "0"}
    for name in ("KITH_DATABASE_URL", "KITH_OWNER_DATABASE_URL"):
        environment.pop(name, None)
    try:
        _prepare(environment, people, entries or people * 10, told)
        figures = _measure(environment, runs, clients, told)
    finally:
        if home is None:
            shutil.rmtree(kept, ignore_errors=True)
    typer.echo(json.dumps({"people": people, "figures": [figure.as_dict() for figure in figures]}) if as_json else "")
    if not as_json:
        Console(width=max(Console().width, 160)).print(_table(figures))


def _kith(*words: str) -> list[str]:
    return [sys.executable, "-m", "kith.doors.operations.command_line", *words]


def _prepare(environment: dict[str, str], people: int, entries: int, told: Console) -> None:
    started = time.monotonic()
    for words in (("migrate",), ("demo", "--if-empty", "--people", str(people), "--entries", str(entries))):
        done = subprocess.run(_kith(*words), env=environment, check=False, stdout=sys.stderr)
        if done.returncode:
            raise Trouble("The council to measure could not be made; what was printed above says why.")
    told.print(f"A council of {people:,} people is there after {time.monotonic() - started:.0f} s.")


def _measure(environment: dict[str, str], runs: int, clients: str, told: Console) -> list[Figure]:
    """The server in a process of its own; the driver in another, so that it does not share the server's memory."""
    server = subprocess.Popen(_kith("serve", "--port", str(PORT)), env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(server)
        driver = [sys.executable, "-m", "kith.doors.operations.bench.run", f"http://127.0.0.1:{PORT}", str(runs), clients]
        done = subprocess.run(driver, env=environment, check=False, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise Trouble("The measuring stopped; what was printed above says why.")
    finally:
        server.terminate()
        server.wait(30)
    told.print("Measured.")
    return [Figure(**figure) for figure in json.loads(done.stdout)]


def _wait(server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise Trouble("The server to measure did not come up.")


def _table(figures: list[Figure]) -> Table:
    table = Table(title="Milliseconds; server = within Kith, client = as the browser waits; floor = bare SQL of the same run; more = than without it")
    for head in (
        "action",
        "clients",
        "p50",
        "p95",
        "p99",
        "server p50",
        "server p95",
        "a second",
        "queries",
        "kB",
        "floor",
        "x floor",
        "more",
        "failed",
    ):
        table.add_column(head, justify="left" if head == "action" else "right")
    for one in figures:
        cells = (
            one.clients, one.p50_ms, one.p95_ms, one.p99_ms, one.server_p50_ms, one.server_p95_ms, one.a_second, one.queries, one.kilobytes,
            one.floor_ms, one.times_the_floor, one.more_ms, one.failed,
        )  # fmt: skip
        table.add_row(one.action, *["" if cell is None else str(cell) for cell in cells])
    return table
