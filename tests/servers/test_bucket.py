"""Documents in S3-compatible storage: a real server over HTTP that checks every signature."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import boto3
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
from kith.practice.recording.commands import keep_text
from kith.practice.recording.models import Document, StoryLine
from kith.wiring.documents import document_store
from tests.cast import Cast

pytestmark = pytest.mark.slow
ClientOf = Callable[[Worker], Client]
Use = Callable[..., None]
Add = Callable[..., str]
BUCKET = "kith-documents"
SETTING_UP = 4  # calls before the server asks for signatures
LETTER = b"Ella was at school every day. " * 300_000  # nine megabytes: more than one part of an upload


@dataclass(frozen=True)
class Store:
    """An S3 server of the test's own, and the key that it lets in."""

    url: str
    key: str
    secret: str


@pytest.fixture(scope="module")
def store() -> Generator[Store]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            env={**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": str(SETTING_UP)},
            stdout=log,
            stderr=log,
        )
        try:
            _wait(url, process)
            key, secret = _set_up(url)
            yield Store(url, key, secret)
        finally:
            process.kill()
            process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urlopen(f"{url}/moto-api/", timeout=2).close()  # noqa: S310 - our own loopback address
        except (URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the S3 server did not start")


def _set_up(url: str) -> tuple[str, str]:
    given: dict[str, Any] = {
        "endpoint_url": url,
        "region_name": "us-east-1",
        "aws_access_key_id": "first",
        "aws_secret_access_key": "first",
    }
    boto3.client("s3", **given).create_bucket(Bucket=BUCKET)
    iam = boto3.client("iam", **given)
    iam.create_user(UserName="kith")
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    iam.put_user_policy(UserName="kith", PolicyName="documents", PolicyDocument=json.dumps(policy))
    made = iam.create_access_key(UserName="kith")["AccessKey"]
    return made["AccessKeyId"], made["SecretAccessKey"]


@pytest.fixture
def use(store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Use:
    """Point Kith at the bucket, as its settings do."""

    def used(*, endpoint: str = store.url, bucket: str = BUCKET, secret: str = store.secret) -> None:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", store.key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
        monkeypatch.setenv("KITH_S3_BUCKET", bucket)
        monkeypatch.setenv("KITH_S3_ENDPOINT", endpoint)
        settings.STORAGES = {**settings.STORAGES, "default": document_store(tmp_path)}

    return used


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


@pytest.fixture
def add(cast: Cast, ella: Person, client_of: ClientOf) -> Add:
    """Add the letter as a worker does; returns the page that comes."""
    client = client_of(cast.amina)
    address = reverse("add_document", kwargs={"person_id": ella.pk})

    def added(content: bytes = LETTER[:3000]) -> str:
        upload = SimpleUploadedFile("letter.txt", content)
        return client.post(address, {"upload": upload, "title": "Letter from school"}, follow=True).content.decode()

    return added


def test_a_document_goes_into_the_bucket_and_comes_back_byte_for_byte(
    use: Use, store: Store, add: Add, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    use()
    assert "The document was added" in add(LETTER)
    document = Document.objects.get()
    keys = {"aws_access_key_id": store.key, "aws_secret_access_key": store.secret, "region_name": "us-east-1"}
    kept = boto3.client("s3", endpoint_url=store.url, **keys).get_object(Bucket=BUCKET, Key=document.storage_key)
    assert kept["Body"].read() == LETTER
    answer = client_of(cast.amina).get(reverse("document_file", kwargs={"document_id": document.pk}))
    content = answer.getvalue()
    assert hashlib.sha256(content).hexdigest() == document.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert answer["Content-Disposition"] == 'attachment; filename="letter.txt"'
    keep_text(document_id=document.pk, by=cast.machine, at=now)
    document.refresh_from_db()
    assert document.text.startswith("Ella was at school every day.")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"secret": "not the secret"}, "The document store does not let Kith in. Tell your IT service desk, then try again."),
        ({"endpoint": "http://127.0.0.1:1"}, "The document store does not answer. Try again in a few minutes"),
        ({"bucket": "no-such-bucket"}, "The document store has no folder or bucket of the name that Kith was given."),
    ],
)
def test_a_store_that_does_not_take_the_file_is_a_sentence_and_nothing_is_half_done(
    wrong: dict[str, str], said: str, use: Use, add: Add
) -> None:
    use(**wrong)
    page = add()
    assert said in page
    assert "The file was not kept." in page
    assert "Letter from school" in page
    assert not Document.objects.exists()
    assert not StoryLine.objects.filter(what="document").exists()


@pytest.mark.parametrize(
    ("wrong", "said"), [({"secret": "not the secret"}, "does not let Kith in"), ({"endpoint": "http://127.0.0.1:1"}, "does not answer")]
)
def test_a_document_whose_store_is_away_is_a_sentence_and_not_half_a_file(
    wrong: dict[str, str], said: str, use: Use, add: Add, cast: Cast, client_of: ClientOf
) -> None:
    use()
    add()
    address = reverse("document_file", kwargs={"document_id": Document.objects.get().pk})
    use(**wrong)
    assert said in client_of(cast.amina).get(address).content.decode()
    use()
    assert client_of(cast.amina).get(address).getvalue() == LETTER[:3000]


def test_kith_check_says_whether_the_store_lets_kith_in(use: Use, cast: Cast) -> None:
    use(secret="not the secret")
    assert "the document store cannot be used" in CliRunner().invoke(check.app, []).stdout
    use()
    assert "documents: well" in CliRunner().invoke(check.app, []).stdout


def test_without_the_bucket_documents_are_files_below_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KITH_S3_BUCKET", raising=False)
    assert Path(document_store(tmp_path)["OPTIONS"]["location"]).name == "documents"
