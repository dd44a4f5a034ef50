"""Settings of signing in that cannot be right are refused at the start, in a sentence."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from kith.wiring.database import database_settings
from kith.wiring.environment import BadSetting, address, is_kept_private, one_of, place
from kith.wiring.identity import identity_provider

WHOLE = {"KITH_OIDC_ISSUER": "https://login.council.example/", "KITH_OIDC_CLIENT_ID": "kith", "KITH_OIDC_CLIENT_SECRET": "secret"}


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*WHOLE, "KITH_OIDC_ONLY", "KITH_OIDC_CLAIM", "KITH_SECOND_FACTOR"):
        monkeypatch.delenv(name, raising=False)


def test_without_an_issuer_there_is_no_provider() -> None:
    assert identity_provider() == {}


def test_a_whole_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    told = identity_provider()
    assert told["issuer"] == "https://login.council.example"
    assert told["claim"] == "email"
    assert told["always_strong"] is False


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"KITH_OIDC_CLIENT_SECRET": ""}, "KITH_OIDC_CLIENT_SECRET is not"),
        ({"KITH_OIDC_CLIENT_ID": ""}, "KITH_OIDC_CLIENT_ID is not"),
        ({"KITH_OIDC_ISSUER": "http://login.council.example"}, "with https://"),
        ({"KITH_OIDC_ISSUER": "", "KITH_OIDC_ONLY": "1"}, "nobody could sign in"),
        ({"KITH_OIDC_CLAIM": "name"}, "Write email or preferred_username or upn"),
    ],
)
def test_what_cannot_work_is_a_sentence(changed: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**WHOLE, **changed}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=words):
        identity_provider()


def test_one_of_several_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert one_of("KITH_SECOND_FACTOR", "offered", "required") == "offered"
    monkeypatch.setenv("KITH_SECOND_FACTOR", "Required")
    assert one_of("KITH_SECOND_FACTOR", "offered", "required") == "required"
    monkeypatch.setenv("KITH_SECOND_FACTOR", "maybe")
    with pytest.raises(BadSetting, match="Write offered or required"):
        one_of("KITH_SECOND_FACTOR", "offered", "required")


@pytest.mark.parametrize("url", ["https://a.example/x", "http://127.0.0.1:9000", "http://localhost/x"])
def test_what_cannot_be_read_on_the_way_is_taken(url: str) -> None:
    assert is_kept_private(url)


@pytest.mark.parametrize("url", ["http://a.example", "http://127.0.0.1.evil.example", "http://localhost.evil.example/", "ftp://a.example", "https://"])
def test_what_can_be_read_on_the_way_is_not(url: str) -> None:
    assert not is_kept_private(url)


@pytest.mark.parametrize("url", ["postgresql://kith@db.council.example/kith", "postgresql://kith@/kith?host=/run/pg,10.0.0.3&sslmode=require"])
def test_a_database_elsewhere_proves_whose_it_is(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_DATABASE_URL", url)
    with pytest.raises(BadSetting, match="Add sslmode=verify-full"):
        database_settings(role="app")


@pytest.mark.parametrize(
    "url", ["postgresql://kith@db.council.example/kith?sslmode=verify-full", "postgresql://kith@localhost/kith", "postgresql://kith@/kith?host=/run/pg"]
)
def test_one_that_does_or_is_on_this_machine_is_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_DATABASE_URL", url)
    assert database_settings(role="app")["NAME"] == "kith"


def test_files_go_to_no_scanner_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for here in ("127.0.0.1:3310", "::1:3310", "/run/clamd.sock", ""):
        monkeypatch.setenv("KITH_CLAMD", here)
        assert place("KITH_CLAMD") == here
    monkeypatch.setenv("KITH_CLAMD", "10.0.0.7:3310")
    with pytest.raises(BadSetting, match="nothing encrypts what is sent there"):
        place("KITH_CLAMD")


def test_documents_go_to_no_store_that_can_be_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_S3_ENDPOINT", "http://store.council.example")
    with pytest.raises(BadSetting, match="Write an https address"):
        address("KITH_S3_ENDPOINT")


SHOWN = (
    "SECOND_FACTOR",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
)


def _settings(**environment: str) -> dict[str, object]:
    """As a fresh process reads them."""
    asked = f"import json; from kith.wiring import settings; print(json.dumps({{name: getattr(settings, name) for name in {SHOWN!r}}}))"
    answer = subprocess.run([sys.executable, "-c", asked], env={**os.environ, **environment}, capture_output=True, check=True, text=True)
    return dict(json.loads(answer.stdout))


def test_behind_tls_cookies_and_headers_are_strict() -> None:
    said = _settings(KITH_HTTPS="1")
    assert said["SECOND_FACTOR"] == "required"
    assert said["SESSION_COOKIE_NAME"] == "__Host-kith_session"
    assert said["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert said["SESSION_COOKIE_SECURE"] is said["CSRF_COOKIE_SECURE"] is said["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert said["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600


def test_without_tls_a_browser_takes_the_cookies_all_the_same() -> None:
    said = _settings(KITH_HTTPS="0")
    assert (said["SESSION_COOKIE_NAME"], said["SECOND_FACTOR"]) == ("kith_session", "offered")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sign-in", "/health", "/nowhere", "/my-list", "/static/nowhere.js"])
def test_every_answer_says_what_a_browser_may_load(path: str) -> None:
    answer = Client().get(path, headers={"origin": "https://evil.example"})
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert not answer.has_header("Access-Control-Allow-Origin")
    traced = Client().trace(path, headers={"x-secret": "told-by-the-browser"})
    assert b"told-by-the-browser" not in traced.content
