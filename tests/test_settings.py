"""Settings of signing in that cannot be right are refused at the start, in a sentence."""

import pytest

from kith.wiring.environment import BadSetting, one_of
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
