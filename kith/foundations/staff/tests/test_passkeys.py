"""Passkeys, answered by an authenticator of a few lines: each answer is taken once, from our own pages, from a key that was not copied."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Passkey, Worker
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]
FLAGS = AuthenticatorData.FLAG
HERE = "http://testserver"


@dataclass
class Authenticator:
    """Holds one key. `origin` and `counter` can be set to what a true one would not say."""

    origin: str = HERE
    host: str = "testserver"
    counter: int = 0
    id: bytes = b"a credential of the test"
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, question: dict[str, Any]) -> str:
        said = self._said(CollectedClientData.TYPE.CREATE, question)
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key()))  # type: ignore[no-untyped-call]  # of fido2
        data = AuthenticatorData.create(sha256(self.host.encode()), FLAGS.UP | FLAGS.UV | FLAGS.AT, self.counter, bytes(credential))
        return self._answer(said, attestationObject=bytes(AttestationObject.create("none", data, {})))

    def get(self, question: dict[str, Any]) -> str:
        self.counter += 1
        said = self._said(CollectedClientData.TYPE.GET, question)
        data = AuthenticatorData.create(sha256(self.host.encode()), FLAGS.UP | FLAGS.UV, self.counter)
        signature = self.key.sign(bytes(data) + said.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(said, authenticatorData=bytes(data), signature=signature)

    def _said(self, kind: CollectedClientData.TYPE, question: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(type=kind, challenge=websafe_decode(question["challenge"]), origin=self.origin)

    def _answer(self, said: CollectedClientData, **parts: bytes) -> str:
        response = {"clientDataJSON": websafe_encode(bytes(said)), **{name: websafe_encode(part) for name, part in parts.items()}}
        own = websafe_encode(self.id)
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": response})


def _question(client: Client) -> dict[str, Any]:
    return {"challenge": client.session["passkey"]["challenge"]}


def _add(client: Client, authenticator: Authenticator, name: str = "Work phone") -> str:
    client.get("/my-sign-in/passkeys/add")
    answer = client.post("/my-sign-in/passkeys/add", {"name": name, "kith_passkey": authenticator.create(_question(client))}, follow=True)
    return answer.content.decode()


@pytest.fixture
def authenticator(cast: Cast, client_of: ClientOf) -> Authenticator:
    """Amina's, added."""
    made = Authenticator()
    assert _add(client_of(cast.amina), made).count("kith-key") == 10
    return made


def _first_step() -> Client:
    client = Client()
    client.post("/sign-in", {"email": "amina@council.example", "password": PASSWORD, "next": "/drafts"})
    client.get("/sign-in/second-step")
    return client


def _second_step(client: Client, answer: str) -> Any:
    return client.post("/sign-in/second-step", {"kith_passkey": answer})


def test_a_passkey_lets_in(authenticator: Authenticator, cast: Cast) -> None:
    client = _first_step()
    assert _second_step(client, authenticator.get(_question(client)))["Location"] == "/drafts"
    assert client.get("/my-list").status_code == 200
    assert LedgerEntry.objects.get(event="SignedIn", worker_id=cast.amina.pk).reason == "password and passkey"
    assert Passkey.objects.get().sign_count == 1


def test_an_answer_is_taken_once(authenticator: Authenticator, cast: Cast) -> None:
    client, other = _first_step(), _first_step()
    answer = authenticator.get(_question(client))
    assert _second_step(other, answer).status_code == 429, "another browser's challenge"
    assert _second_step(client, answer).status_code == 302
    client.post("/sign-out")
    assert _second_step(_first_step(), answer).status_code == 429
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.amina.pk).count() == 2


@pytest.mark.parametrize(
    "lie",
    [{"origin": "https://kith.evil.example"}, {"host": "evil.example"}, {"counter": -1}, {"key": ec.generate_private_key(ec.SECP256R1())}],
)
def test_what_is_not_right_lets_nobody_in(lie: dict[str, Any], authenticator: Authenticator, cast: Cast) -> None:
    Passkey.objects.update(sign_count=5)
    authenticator.counter = 9
    for name, value in lie.items():
        setattr(authenticator, name, value)
    client = _first_step()
    answer = _second_step(client, authenticator.get(_question(client)))
    assert "did not prove who you are" in answer.content.decode()
    assert client.get("/my-list").status_code == 302


@pytest.mark.parametrize(
    "answer",
    [
        "{}", "[]", "null", "not json", '{"response": 1}', '{"id": "x", "rawId": "x", "response": {}}', "{" * 30_000, "[" * 30_000,
        '{"id": 1, "rawId": 2, "type": "public-key", "response": {"clientDataJSON": 5, "authenticatorData": [], "signature": {}}}',
        '{"id": "x", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "eA", "signature": "eA"}}',
    ],
)  # fmt: skip
def test_nonsense_lets_nobody_in(answer: str, authenticator: Authenticator, cast: Cast) -> None:
    assert _second_step(_first_step(), answer).status_code == 429


def test_a_key_of_somebody_else_lets_nobody_in(authenticator: Authenticator, cast: Cast, client_of: ClientOf) -> None:
    others = Authenticator(id=b"another credential")
    _add(client_of(cast.ben), others)
    client = _first_step()
    assert _second_step(client, others.get(_question(client))).status_code == 429


def test_adding_is_refused_where_the_answer_is_not_right(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    assert "could not be used" in _add(client, Authenticator(origin="https://evil.example"))
    assert "could not be used" in client.post("/my-sign-in/passkeys/add", {"name": "x", "kith_passkey": "{}"}).content.decode()
    made = Authenticator()
    _add(client, made)
    assert "is there already" in _add(client_of(cast.ben), made)
    assert Passkey.objects.count() == 1


def test_somebody_elses_passkey_cannot_be_removed_by_its_number(authenticator: Authenticator, cast: Cast, client_of: ClientOf) -> None:
    path = f"/my-sign-in/passkeys/{Passkey.objects.get().pk}/remove"
    assert client_of(cast.ben).post(path).status_code == 403
    assert Passkey.objects.count() == 1
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.ben.pk).count() == 1
    assert client_of(cast.amina).post(path).status_code == 302
    assert not Passkey.objects.exists()
