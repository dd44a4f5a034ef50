"""What the second lock costs, and what the trace costs: the same records opened in turn at a server that has it and at one that has not."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import httpx

from kith.doors.operations.bench.driving import Browser, drive, sign_in
from kith.doors.operations.bench.measuring import Figure, Sample, figure
from kith.doors.operations.bench.subjects import Subject
from kith.foundations.postgres.trouble import Trouble

WARM_UP = 40
BENCH = Path(__file__).parents[4] / "bench"  # beside the source: nothing in it is installed


@dataclass(frozen=True)
class Side:
    """A server of one process; what its figure is called."""

    called: str
    port: int
    role: str = "app"
    door: str = "kith.wiring.wsgi:application"


UNDER_THE_LOCK = Side("open a record, under the second lock", 8397)
WITHOUT_THE_LOCK = Side("open a record, without the second lock", 8398, role="owner")  # its policy lets every row through: no function is asked
TRACED = Side("open a record, with the trace", 8397)
UNTRACED = Side("open a record, without the trace", 8398, door="untraced:application")


def second_lock(subjects: list[Subject], email: str, password: str, *, runs: int) -> list[Figure]:
    """Two figures, with the lock and without."""
    return _in_turn("the second lock", UNDER_THE_LOCK, WITHOUT_THE_LOCK, subjects, email, password, runs)


def trace(subjects: list[Subject], email: str, password: str, *, runs: int) -> list[Figure]:
    """Two figures, with the trace and without: its statement, and the commit that must wait for the disk because of it. None where Kith is
    installed without its source: what is installed has no door without traces."""
    if not (BENCH / "untraced.py").exists():
        sys.stderr.write("the trace: measured only where Kith runs from its source\n")
        return []
    return _in_turn("the trace", TRACED, UNTRACED, subjects, email, password, runs)


def _in_turn(what: str, having: Side, lacking: Side, subjects: list[Subject], email: str, password: str, runs: int) -> list[Figure]:
    """The floor of the first is the second. In turn, because a busy machine drifts."""
    with _served(having) as with_it, _served(lacking) as without_it:
        browsers = [sign_in(url, email, password) for url in (with_it, without_it)]
        for browser in browsers:
            drive(lambda asked, turn: asked.http.get(f"/people/{subjects[turn].person_id}"), [browser], WARM_UP)
        samples: tuple[list[Sample], list[Sample]] = ([], [])
        started = time.perf_counter()
        for turn in range(runs):
            for side in (0, 1) if turn % 2 else (1, 0):
                samples[side].extend(_open(browsers[side], subjects[turn % len(subjects)]))
        seconds = (time.perf_counter() - started) / 2
    more = median(one.server_ms - other.server_ms for one, other in zip(*samples, strict=True))
    without = figure(lacking.called, 1, samples[1], seconds, None)
    under = replace(figure(having.called, 1, samples[0], seconds, without.server_p50_ms), more_ms=round(more, 2))
    times = under.server_p50_ms / without.server_p50_ms
    sys.stderr.write(f"{what}: {times:.2f} times, {more:+.2f} ms a record (median of {runs} pairs)\n")
    return [under, without]


def _open(browser: Browser, subject: Subject) -> list[Sample]:
    return drive(lambda asked, _: asked.http.get(f"/people/{subject.person_id}"), [browser], 1)[0]


@contextlib.contextmanager
def _served(side: Side) -> Generator[str]:
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(side.port),
        "--log-level", "warning", side.door,
    ]  # fmt: skip
    environment = {**os.environ, "KITH_DATABASE_ROLE": side.role, "KITH_DATABASE_POOL": "1", "PYTHONPATH": str(BENCH)}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{side.port}"
        _wait_for(url)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/health").status_code == 200:
                return
        time.sleep(0.1)
    raise Trouble(f"The server at {url}, of which one side is measured, did not come up.")
