"""Virus scanning against a real clamd that knows one virus: the EICAR test file."""

import hashlib
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from typer.testing import CliRunner

from kith.doors.operations import check
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.models import Document, StoryLine
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CLAMD is None, reason="clamd is missing: install the packages of debian-packages.txt")]
# In two pieces: a scanner on a developer's machine must not take this file for the virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass(frozen=True)
class Scanner:
    """A clamd of the test's own: where it listens, and where it puts what it is reading."""

    process: "subprocess.Popen[bytes]"
    path: str
    port: int
    scratch: Path


@pytest.fixture
def scanner() -> Generator[Scanner]:
    folder = Path(tempfile.mkdtemp(prefix="kith-clamd-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    made = _started(folder, port)
    yield made
    made.process.kill()
    made.process.wait()
    shutil.rmtree(folder)


def _started(folder: Path, port: int) -> Scanner:
    for name in ("signatures", "scratch"):
        (folder / name).mkdir()
    # Its MD5 is how clamd's signatures name a file.
    (folder / "signatures" / "test.hdb").write_text(f"{hashlib.md5(EICAR, usedforsecurity=False).hexdigest()}:{len(EICAR)}:Eicar-Test\n")
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder}/signatures\nTemporaryDirectory {folder}/scratch\nLocalSocket {folder}/clamd.socket\n"
        f"TCPSocket {port}\nTCPAddr 127.0.0.1\nStreamMaxLength 1M\n"
    )
    assert CLAMD
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([CLAMD, f"--config-file={folder}/clamd.conf", "--foreground"], stdout=log, stderr=log)
    deadline = time.monotonic() + 20
    while not (folder / "clamd.socket").exists():
        assert process.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < deadline, (folder / "log").read_text()
        time.sleep(0.02)
    return Scanner(process, f"{folder}/clamd.socket", port, folder / "scratch")


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


@pytest.fixture
def add(cast: Cast, ella: Person, client_of: ClientOf, settings: Settings, tmp_path: Path) -> Callable[[bytes], str]:
    """Add a document of these bytes as a worker does; returns the page that comes."""
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "documents"}}
    settings.STORAGES = {**settings.STORAGES, "default": options}
    client = client_of(cast.amina)
    address = reverse("add_document", kwargs={"person_id": ella.pk})

    def added(content: bytes) -> str:
        upload = SimpleUploadedFile("letter.txt", content)
        return client.post(address, {"upload": upload, "title": "Letter from school"}, follow=True).content.decode()

    return added


def _nothing_was_kept(folder: Path) -> bool:
    files = [path for path in (folder / "documents").rglob("*") if path.is_file()]
    return not files and not Document.objects.exists() and not StoryLine.objects.filter(what="document").exists()


def test_a_virus_is_refused_by_name_and_nothing_of_it_is_kept(
    scanner: Scanner, add: Callable[[bytes], str], settings: Settings, tmp_path: Path
) -> None:
    settings.CLAMD = scanner.path
    page = add(EICAR)
    assert "The virus scanner found Eicar-Test.UNOFFICIAL in this file, so it was not kept. Tell your IT service desk." in page
    assert "Letter from school" in page
    assert _nothing_was_kept(tmp_path)


@pytest.mark.parametrize("by", ["socket", "network"])
def test_a_clean_file_is_kept_and_the_page_says_that_it_was_checked(
    by: str, scanner: Scanner, add: Callable[[bytes], str], settings: Settings, cast: Cast, client_of: ClientOf
) -> None:
    settings.CLAMD = scanner.path if by == "socket" else f"127.0.0.1:{scanner.port}"
    assert "The document was added" in add(b"Ella was at school every day.")
    document = Document.objects.get()
    page = client_of(cast.amina).get(reverse("document", kwargs={"document_id": document.pk})).content.decode()
    assert "no virus found" in page
    assert document.sha256 == hashlib.sha256(b"Ella was at school every day.").hexdigest()


def test_a_scanner_that_is_down_stops_the_upload(scanner: Scanner, add: Callable[[bytes], str], settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD = scanner.path
    assert "scanner: well" in CliRunner().invoke(check.app, []).stdout
    scanner.process.kill()
    scanner.process.wait()
    assert f"no clamd answers at KITH_CLAMD ({scanner.path})" in CliRunner().invoke(check.app, []).stdout
    page = add(b"Ella was at school every day.")
    assert "The virus scanner does not answer, so the file was not kept. Try again in a few minutes." in page
    assert "Letter from school" in page
    assert _nothing_was_kept(tmp_path)


def test_a_file_that_the_scanner_does_not_take_whole_is_not_kept(
    scanner: Scanner, add: Callable[[bytes], str], settings: Settings, tmp_path: Path
) -> None:
    settings.CLAMD = scanner.path
    assert "The virus scanner did not take the whole file, so it was not kept." in add(b"Every day. " * 300_000)
    assert _nothing_was_kept(tmp_path)


def test_a_file_that_the_scanner_cannot_check_is_not_kept(
    scanner: Scanner, add: Callable[[bytes], str], settings: Settings, tmp_path: Path
) -> None:
    settings.CLAMD = scanner.path
    shutil.rmtree(scanner.scratch)  # where clamd puts a file to read it
    assert "The virus scanner could not check this file" in add(b"Ella was at school every day.")
    assert _nothing_was_kept(tmp_path)
