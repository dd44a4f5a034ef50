"""A disk that is full: when Kith starts, and while it serves. Each time a sentence, and Kith goes on when there is room again."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kith.foundations.postgres.connections import connections
from kith.foundations.postgres.layout import Layout
from kith.foundations.postgres.server import url
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.recording.models import Document
from kith.wiring.documents import document_store
from tests.cast import Cast

pytestmark = pytest.mark.slow
MEGABYTES = 128  # a new home takes 65
KITH = [sys.executable, "-m", "kith.doors.operations.command_line"]


@dataclass(frozen=True)
class SmallDisk:
    """A file system in memory that holds a home and nothing else."""

    home: Path

    def fill(self, *, leave: int = 0) -> None:
        """Take all room but so many bytes."""
        with (self.home / "filler").open("ab", buffering=0) as filler, contextlib.suppress(OSError):
            while (free := shutil.disk_usage(self.home).free - leave) > 0:
                filler.write(bytes(min(free, 2**20)))

    def free(self) -> None:
        (self.home / "filler").unlink()


@pytest.fixture
def disk() -> Generator[SmallDisk]:
    if os.getuid() != 0:
        pytest.skip("only root may mount a small disk")
    home = Path(tempfile.mkdtemp(prefix="kith-small-"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "kith-small", home], capture_output=True, check=False)
    if mounted.returncode:
        home.rmdir()
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield SmallDisk(home)
    finally:
        subprocess.run(["umount", "--lazy", home], check=True)
        home.rmdir()


@dataclass
class Kith:
    """A Kith on the small disk; what it prints goes elsewhere, as in life."""

    home: Path
    log: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, *words: str) -> None:
        told = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*KITH, *words, "--port", str(self.port)],
                env={**told, "KITH_HOME": str(self.home), "KITH_SHARED_MB": "128"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)

    def visitor(self) -> httpx.Client:
        """Amina, signed in."""
        visitor = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        visitor.get("/sign-in")
        post(visitor, "/sign-in", email="amina@demo.example", password="kith-demo-2026")
        assert visitor.get("/my-list").status_code == 200
        return visitor


@pytest.fixture
def kith(disk: SmallDisk, tmp_path: Path) -> Generator[Kith]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        made = Kith(disk.home, tmp_path / "kith.log", int(probe.getsockname()[1]))
    yield made
    made.stop()


def post(visitor: httpx.Client, path: str, upload: bytes = b"", **fields: str) -> httpx.Response:
    files = {"upload": ("letter.txt", upload)} if upload else None
    return visitor.post(path, data={**fields, "csrfmiddlewaretoken": visitor.cookies.get("csrftoken", "")}, files=files)


def _until(true: Callable[[], bool], kith: Kith, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, kith.said()[-3000:]
        time.sleep(0.1)


def _well(kith: Kith) -> Callable[[], bool]:
    def asked() -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"http://127.0.0.1:{kith.port}/health", timeout=15).status_code == 200
        return False

    return asked


@pytest.mark.parametrize("left", [0, 20 * 2**20], ids=["nothing left", "too little for a database"])
def test_a_home_on_a_full_disk_is_a_sentence(left: int, disk: SmallDisk, kith: Kith) -> None:
    disk.fill(leave=left)
    assert _cannot_start(kith)
    assert len(kith.said().splitlines()) == 1


def test_a_disk_that_fills_up_while_serving_is_said_and_kith_goes_on_when_there_is_room(disk: SmallDisk, kith: Kith) -> None:
    kith.start("run", "--people", "30")
    _until(_well(kith), kith)
    visitor = kith.visitor()
    found = re.search(r"/people/(\d+)", visitor.get("/my-list").text)
    assert found
    adding = f"/people/{found[1]}/documents/add"
    visitor.get(adding)

    disk.fill()
    assert "There is no room left" in post(visitor, adding, b"Half a letter. " * 100_000, title="Letter").text
    assert not [path for path in (disk.home / "documents").rglob("*") if path.is_file()]
    _exhaust_the_write_ahead_log(disk.home)  # the database's server stops, and cannot start
    _until(lambda: f"The disk that holds {disk.home} is full, so the database waits." in kith.said(), kith)

    disk.free()
    _until(_well(kith), kith)
    assert "There is room again, and the database is up." in kith.said()
    assert post(visitor, adding, b"A whole letter.", title="Letter").status_code == 302
    assert [path.read_text() for path in (disk.home / "documents").rglob("*") if path.is_file()] == ["A whole letter."]

    kith.stop()
    disk.fill()
    assert _cannot_start(kith)
    disk.free()
    with connections(disk.home) as opened, psycopg.connect(opened.owner) as session:
        assert session.execute("select count(*) from recording_document").fetchone() == (1,)
    assert "Traceback" not in kith.said()


def test_a_file_for_which_there_is_no_room_leaves_no_half_and_no_row(
    disk: SmallDisk, cast: Cast, now: datetime, client_of: Callable[[Worker], Client], settings: Settings
) -> None:
    """Here only the documents lie on the full disk."""
    settings.STORAGES = {**settings.STORAGES, "default": document_store(disk.home)}
    ella = register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)
    disk.fill(leave=2**20)
    posted = {"upload": SimpleUploadedFile("letter.txt", b"Half a letter. " * 200_000), "title": "Letter from school"}
    page = client_of(cast.amina).post(reverse("add_document", kwargs={"person_id": ella.pk}), posted).content.decode()
    assert "There is no room left where Kith keeps documents. Tell your IT service desk, then try again. The file was not kept." in page
    assert "Letter from school" in page
    assert not [path for path in (disk.home / "documents").rglob("*") if path.is_file()]
    assert not Document.objects.exists()


def _cannot_start(kith: Kith) -> bool:
    """Whether Kith ends with the sentence, and with nothing after it."""
    kith.start("serve")
    assert kith.process
    sentence = f"kith: The disk that holds {kith.home} is full. Make room, then start Kith again: nothing that was saved is lost.\n"
    return kith.process.wait(60) == 1 and kith.said().endswith(sentence)


def _exhaust_the_write_ahead_log(home: Path) -> None:
    many = "select count(pg_logical_emit_message(false, 'kith', repeat('y', 1000000))) from generate_series(1, 60)"
    with psycopg.connect(url(Layout(home), "kith_admin"), autocommit=True) as session, contextlib.suppress(psycopg.OperationalError):
        session.execute(many)
