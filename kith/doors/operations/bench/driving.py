"""Signed-in workers at the front door: each client is a browser without a screen."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from kith.doors.operations.bench.measuring import Sample

Action = Callable[["Browser", int], httpx.Response]


@dataclass
class Browser:
    """One signed-in client that keeps its connection and cookies. `notes` is what an action wants to remember."""

    http: httpx.Client
    notes: dict[str, str]

    def post(self, path: str, fields: dict[str, str | list[str]], *, accept: str = "text/html") -> httpx.Response:
        token = self.http.cookies.get("csrftoken") or ""
        headers = {"X-CSRFToken": token, "Accept": accept, "Referer": str(self.http.base_url)}
        return self.http.post(path, data=fields, headers=headers)


class CannotSignIn(Exception):
    """The bench's worker was not let in."""


def sign_in(base_url: str, email: str, password: str) -> Browser:
    """Open the sign-in page and sign in, as a worker does."""
    http = httpx.Client(base_url=base_url, timeout=60, follow_redirects=False, headers={"Accept-Encoding": "gzip"})
    page = http.get("/sign-in")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    fields = {"email": email, "password": password, "csrfmiddlewaretoken": token.group(1) if token else "", "next": "/"}
    answer = http.post("/sign-in", data=fields, headers={"Referer": base_url})
    if answer.status_code != 302:
        raise CannotSignIn(f"The server at {base_url} did not let {email} in (it answered {answer.status_code}).")
    return Browser(http, {})


def drive(action: Action, browsers: list[Browser], runs: int) -> tuple[list[Sample], float]:
    """Every browser does the action in turn until `runs` are done in all. Returns the samples and the seconds that it took."""
    share = max(1, runs // len(browsers))
    samples: list[list[Sample]] = [[] for _ in browsers]

    def work(index: int, browser: Browser) -> None:
        for turn in range(share):
            samples[index].append(_timed(action, browser, index * share + turn))

    threads = [threading.Thread(target=work, args=(index, browser)) for index, browser in enumerate(browsers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [sample for each in samples for sample in each], time.perf_counter() - started


def _timed(action: Action, browser: Browser, turn: int) -> Sample:
    started = time.perf_counter()
    answer = action(browser, turn)
    client_ms = (time.perf_counter() - started) * 1000
    return Sample(
        client_ms=client_ms,
        server_ms=float(answer.headers.get("X-Kith-Milliseconds", "nan")),
        queries=int(answer.headers.get("X-Kith-Queries", "0")),
        wire_bytes=int(answer.headers.get("Content-Length", len(answer.content))),
        ok=answer.status_code < 400,
    )
