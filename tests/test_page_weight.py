"""What a page weighs on its way to a telephone in a car: a first visit at most 45 KB, each later one 15 KB, as sent."""

import re
from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client, override_settings

from kith.foundations.staff.models import Worker
from kith.practice.recording.models import Draft
from tests.architecture.source import KITH
from tests.cast import Cast
from tests.pages import OF_A_PERSON, OF_AN_ADMINISTRATOR, OF_AN_AUDITOR, OF_THE_DAY, OF_THE_GUARDIAN, a_full_record

ClientOf = Callable[[Worker], Client]
FIRST_VISIT, LATER = 45_000, 15_000  # bytes
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
HEAVY = {".woff", ".woff2", ".ttf", ".otf", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
A_YEAR = 31_536_000  # seconds


@pytest.fixture
def served(tmp_path: Path) -> Generator[None]:
    """Static files as `kith migrate` makes them: hashed and compressed."""
    hashed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES={**settings.STORAGES, "staticfiles": hashed}):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


def _sent(answer: HttpResponseBase) -> int:
    """Bytes of the body as they leave the server."""
    return len(b"".join(bytes(part) for part in answer))


def _assets(page: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))


def _fetch(client: Client, address: str) -> tuple[int, set[str]]:
    """What the page itself weighs, and what else it asks for."""
    assert client.get(address).status_code == 200
    answer = client.get(address, headers=BROWSER)
    assert answer["Content-Encoding"] == "gzip", address
    return _sent(answer), _assets(client.get(address).content.decode())


def test_every_page_keeps_to_its_weight(served: None, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    person = a_full_record(cast, now)
    draft = Draft.objects.get(finished_at=None)
    worker, administrator = client_of(cast.amina), client_of(cast.ada)
    of_a_worker = [*(f"/people/{person.pk}{tab}" for tab in OF_A_PERSON), *OF_THE_DAY, "/find/entries?words=kittens", f"/drafts/{draft.pk}"]
    weighed = {address: _fetch(worker, address) for address in of_a_worker}
    weighed |= {address: _fetch(administrator, address) for address in OF_AN_ADMINISTRATOR}
    weighed |= {address: _fetch(client_of(cast.gwen), address) for address in OF_THE_GUARDIAN}
    weighed |= {address: _fetch(client_of(cast.olu), address) for address in OF_AN_AUDITOR}
    weighed["/sign-in"] = _fetch(Client(), "/sign-in")
    asset = {each: _sent(worker.get(each, headers=BROWSER)) for each in {each for _, assets in weighed.values() for each in assets}}
    assert len(asset) >= 3
    assert {address: page for address, (page, _) in weighed.items() if page > LATER} == {}
    assert {address: page for address, (page, assets) in weighed.items() if page + sum(asset[each] for each in assets) > FIRST_VISIT} == {}


def test_static_files_come_compressed_and_are_asked_for_once(served: None, cast: Cast) -> None:
    for each in _assets(Client().get("/sign-in").content.decode()):
        answer = Client().get(each, headers=BROWSER)
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", each), "the name changes with the content"
        assert "immutable" in answer["Cache-Control"]
        assert int(re.findall(r"max-age=(\d+)", answer["Cache-Control"])[0]) >= A_YEAR
        assert answer.get("Content-Encoding") == "br" or _sent(answer) < 500, each
        assert "br" not in Client().get(each).get("Content-Encoding", "")


def test_a_page_brings_no_font_and_no_picture_of_its_own() -> None:
    """A font weighs as much as the whole budget; system fonts and drawings made of text do."""
    heavy = [path.name for path in KITH.glob("**/static/**/*") if path.suffix in HEAVY]
    assert heavy == []
