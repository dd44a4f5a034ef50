"""What the second lock costs: the same records opened in turn at a server that works under row security and at one that does not."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from statistics import median

import httpx

from kith.doors.operations.bench.driving import Browser, drive, sign_in
from kith.doors.operations.bench.measuring import Figure, Sample, figure
from kith.doors.operations.bench.subjects import Subject
from kith.foundations.postgres.trouble import Trouble

PORTS = {"app": 8397, "owner": 8398}  # the owner's policy lets every row through: no function is asked


def second_lock(subjects: list[Subject], email: str, password: str, *, runs: int) -> list[Figure]:
    """Two figures, with the lock and without; the floor of the first is the second. In turn, because a busy machine drifts."""
    with _served("app") as locked, _served("owner") as bare:
        browsers = [sign_in(url, email, password) for url in (locked, bare)]
        for browser in browsers:
            drive(lambda asked, turn: asked.http.get(f"/people/{subjects[turn].person_id}"), [browser], 40)
        samples: tuple[list[Sample], list[Sample]] = ([], [])
        started = time.perf_counter()
        for turn in range(runs):
            for side in (0, 1) if turn % 2 else (1, 0):
                samples[side].extend(_open(browsers[side], subjects[turn % len(subjects)]))
        seconds = (time.perf_counter() - started) / 2
    more = median(one.server_ms - other.server_ms for one, other in zip(*samples, strict=True))
    without = figure("open a record, without the second lock", 1, samples[1], seconds, None)
    under = figure("open a record, under the second lock", 1, samples[0], seconds, without.server_p50_ms)
    sys.stderr.write(
        f"the second lock: {under.server_p50_ms / without.server_p50_ms:.2f} times, {more:+.2f} ms a record (median of {runs} pairs)\n"
    )
    return [under, without]


def _open(browser: Browser, subject: Subject) -> list[Sample]:
    return drive(lambda asked, _: asked.http.get(f"/people/{subject.person_id}"), [browser], 1)[0]


@contextlib.contextmanager
def _served(role: str) -> Generator[str]:
    """A web server of one process whose connections act in this role."""
    port = PORTS[role]
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--log-level", "warning", "kith.wiring.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ, "KITH_DATABASE_ROLE": role, "KITH_DATABASE_POOL": "1"}, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
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
    raise Trouble(f"The server at {url}, of which the second lock is measured, did not come up.")
