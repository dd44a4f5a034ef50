"""A real council for the browser: `kith run` in a home of its own, and Debian's Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


@dataclass
class Council:
    """A running Kith: where it is, and the means to kill it and bring it back."""

    home: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None
    log: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start, and wait until a page comes. Returns the seconds that it took."""
        started = time.monotonic()
        told = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kith.doors.operations.command_line", "run", "--port", str(self.port), "--people", "600"],
                env={**told, "KITH_HOME": str(self.home), "KITH_SHARED_MB": "256"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while time.monotonic() - started < 90:
            try:
                with urlopen(self.url + "/health", timeout=2) as page:  # noqa: S310 - our own loopback address
                    if page.status == 200:
                        return time.monotonic() - started
            except OSError:
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        raise AssertionError((self.home / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)


@pytest.fixture(scope="session")
def council() -> Generator[Council]:
    home = Path(tempfile.mkdtemp(prefix="kith-journey-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = Council(home, port)
    running.start()
    yield running
    running.stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    path = next((path for path in CHROMIUM if Path(path).exists()), None)
    assert path, "Chromium is missing: install the packages of debian-packages.txt"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, council: Council) -> Generator[Page]:
    """A new window at desktop width; any error in its console fails the journey."""
    context = browser.new_context(base_url=council.url, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    context.close()
    assert troubles == []
