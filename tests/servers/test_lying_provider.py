"""What a provider says is believed only when all of it is right: each lie alone is refused, shows nothing and is on the ledger."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from pytest_django import Settings

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from tests.cast import Cast

pytestmark = pytest.mark.slow
SECRET = "a-secret-of-the-test-that-is-long-enough"
OWN, OTHER = RSAKey.generate_key(2048, {"kid": "own", "use": "sig"}), RSAKey.generate_key(2048, {"kid": "own", "use": "sig"})
CURVE = ECKey.generate_key("P-256", {"kid": "curve"})


@dataclass
class Liar:
    """A provider of a few lines, and what it says otherwise than it should."""

    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: OWN)
    sign: Callable[[dict[str, Any], dict[str, Any]], str] | None = None
    answer: bytes = b""
    nonce: str = ""
    issuer: str = ""
    leads_away: str = ""  # the path that is answered by another address, where the truth is told

    def id_token(self) -> str:
        now = int(time.time())
        said = {"iss": self.issuer, "sub": "amina-1", "aud": "kith", "iat": now, "exp": now + 300, "auth_time": now, "nonce": self.nonce}
        said |= {"email": "amina@council.example", "email_verified": True, "at_hash": _half("an-access-token")}
        claims = {name: value for name, value in {**said, **self.claims}.items() if value is not None}
        header = {"alg": "RS256", "kid": "own", **self.header}
        return self.sign(header, claims) if self.sign else str(jwt.encode(header, claims, self.key, algorithms=[header["alg"]]))

    def reply(self, path: str) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            at = {name: f"{self.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            return {"issuer": self.issuer, **at, "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"], **self.metadata}
        if path == "/jwks_uri":
            return {"keys": [OWN.as_dict(private=False)]}
        return {"access_token": "an-access-token", "token_type": "Bearer", "expires_in": 300, "id_token": self.id_token()}


def _half(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


def _unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in ({**header, "alg": "none"}, claims)]
    return ".".join([*parts, ""])


def _by_the_shared_secret(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return str(jwt.encode({**header, "alg": "HS256"}, claims, OctKey.import_key(SECRET), algorithms=["HS256"]))


@pytest.fixture
def liar(settings: Settings) -> Generator[Liar]:
    said = Liar()

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if said.leads_away and self.path == said.leads_away:
                self.send_response(307)
                self.send_header("Location", f"{said.issuer}/elsewhere{self.path}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = said.answer or json.dumps(said.reply(urlsplit(self.path).path.removeprefix("/elsewhere"))).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    said.issuer = f"http://127.0.0.1:{server.server_port}"
    settings.OIDC = {
        "issuer": said.issuer, "client_id": "kith", "client_secret": SECRET, "name": "the provider", "claim": "email", "strong_acr": frozenset(),
        "always_strong": False,
    }  # fmt: skip
    yield said
    server.shutdown()
    server.server_close()


def _come_back(liar: Liar, client: Client, **asked: str) -> Any:
    off = client.get("/sign-in/provider", asked)
    assert off.status_code == 302, off.content.decode()
    sent = parse_qs(urlsplit(off["Location"]).query)
    liar.nonce = sent["nonce"][0]
    return client.get("/sign-in/provider/back", {"code": "a-code", "state": sent["state"][0]})


def test_the_truth_is_believed(liar: Liar, cast: Cast) -> None:
    assert _come_back(liar, Client(), next="/drafts")["Location"] == "/drafts"


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"claims": {"iss": "https://elsewhere.example"}},
    "no issuer": {"claims": {"iss": None}},
    "another audience": {"claims": {"aud": "another-application"}},
    "another audience, ours as azp": {"claims": {"aud": "another-application", "azp": "kith"}},
    "no audience": {"claims": {"aud": None}},
    "two audiences, meant for the other": {"claims": {"aud": ["kith", "another-application"], "azp": "another-application"}},
    "run out": {"claims": {"exp": int(time.time()) - 300}},
    "never runs out": {"claims": {"exp": None}},
    "from the future": {"claims": {"iat": int(time.time()) + 3600, "nbf": int(time.time()) + 3600}},
    "another nonce": {"claims": {"nonce": "another"}},
    "no nonce": {"claims": {"nonce": None}},
    "nobody": {"claims": {"sub": None}},
    "another access token": {"claims": {"at_hash": _half("another-token")}},
    "signed by somebody else": {"key": OTHER},
    "a key that is not published": {"key": CURVE, "header": {"alg": "ES256", "kid": "curve"}},
    "not signed": {"sign": _unsigned},
    "signed by the shared secret": {"sign": _by_the_shared_secret},
    "an unverified address": {"claims": {"email_verified": False}},
    "a verification that is a word": {"claims": {"email_verified": "no"}},
    "an address that is a list": {"claims": {"email": ["amina@council.example"]}},
}


@pytest.mark.parametrize("lie", LIES)
def test_each_lie_is_refused(lie: str, liar: Liar, cast: Cast) -> None:
    for name, value in LIES[lie].items():
        setattr(liar, name, value)
    client = Client()
    answer = _come_back(liar, client)
    assert answer.status_code == 403
    assert "govuk-error-summary" in answer.content.decode()
    assert client.get("/my-list").status_code == 302
    assert LedgerEntry.objects.filter(kind="refused", event="/sign-in/provider/back").count() == 1


@pytest.mark.parametrize("said", [{"issuer": "https://elsewhere.example"}, {"issuer": None}, {"authorization_endpoint": None}])
def test_a_provider_that_calls_itself_otherwise_is_not_asked(said: dict[str, Any], liar: Liar, cast: Cast) -> None:
    liar.metadata = said
    answer = Client().get("/sign-in/provider")
    assert answer.status_code == 503
    assert LedgerEntry.objects.filter(kind="refused", event="/sign-in/provider").count() == 1


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks_uri", "/token_endpoint"])
def test_whoever_leads_away_is_not_followed(path: str, liar: Liar, cast: Cast) -> None:
    liar.leads_away = path
    client = Client()
    first = client.get("/sign-in/provider")
    if path.startswith("/.well-known"):
        assert first.status_code == 503
    else:
        assert _come_back(liar, client).status_code in (403, 503)
    assert client.get("/my-list").status_code == 302
    liar.leads_away = ""
    assert _come_back(liar, Client())["Location"] == "/", "well again, without a restart"


@pytest.mark.parametrize("said", [b"<html>maintenance</html>", b"[]", b'"x"', b"{}", b"\xff\xfe"])
def test_nonsense_is_as_good_as_no_answer(said: bytes, liar: Liar, cast: Cast) -> None:
    liar.answer = said
    assert Client().get("/sign-in/provider").status_code == 503
    liar.answer = b""
    assert _come_back(liar, Client())["Location"] == "/", "well again, without a restart"


@pytest.mark.parametrize(
    "said",
    [b"<html>maintenance</html>", b"{}", b"[]", b'"x"', b'{"access_token": "x", "token_type": "Bearer"}', b'{"error": "server_error"}'],
)
def test_nonsense_in_the_second_half_is_refused_too(said: bytes, liar: Liar, cast: Cast) -> None:
    client = Client()
    state = parse_qs(urlsplit(client.get("/sign-in/provider")["Location"]).query)["state"][0]
    liar.answer = said
    assert client.get("/sign-in/provider/back", {"code": "a-code", "state": state}).status_code in (403, 503)
    assert client.get("/my-list").status_code == 302
    assert LedgerEntry.objects.filter(kind="refused", event="/sign-in/provider/back").count() == 1


def test_a_key_that_was_changed_is_fetched_anew(liar: Liar, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _come_back(liar, Client())["Location"] == "/"
    fresh = RSAKey.generate_key(2048, {"kid": "fresh", "use": "sig"})
    liar.key, liar.header = fresh, {"kid": "fresh"}
    published = {"keys": [fresh.as_dict(private=False)]}
    real = Liar.reply
    monkeypatch.setattr(Liar, "reply", lambda self, path: published if path == "/jwks_uri" else real(self, path))
    assert _come_back(liar, Client())["Location"] == "/"


def test_a_proof_from_before_does_not_confirm(liar: Liar, cast: Cast) -> None:
    Worker.objects.filter(pk=cast.amina.pk).update(password="!")
    client = Client()
    _come_back(liar, client)
    session = client.session
    session["proven_at"] = 0
    session.save()
    liar.claims = {"auth_time": int(time.time()) - 3600}
    answer = _come_back(liar, client, confirm="1", next="/my-sign-in/app")
    assert "did not ask you again" in answer.content.decode()
    assert client.get("/my-sign-in/app").status_code == 403
    liar.claims = {"auth_time": None}
    assert _come_back(liar, client, confirm="1", next="/my-sign-in/app").status_code == 403
    liar.claims = {}
    assert _come_back(liar, client, confirm="1", next="/my-sign-in/app")["Location"] == "/my-sign-in/app"
    assert client.get("/my-sign-in/app").status_code == 200
