"""Tries are slowed where they are made, and nobody can keep a colleague out."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages.proving import MANY_ACCOUNTS
from tests.cast import PASSWORD, Cast

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.9"


def _try(email: str, password: str, *, at: str = HERE, client: Client | None = None) -> int:
    answer = (client or Client()).post("/sign-in", {"email": email, "password": password}, REMOTE_ADDR=at)
    return answer.status_code


def test_wrong_passwords_elsewhere_stop_nobody_here(cast: Cast) -> None:
    assert [_try("amina@council.example", "wrong", at=ELSEWHERE) for _ in range(9)][-1] == 429
    assert _try("amina@council.example", PASSWORD, at=ELSEWHERE) == 429
    assert _try("amina@council.example", PASSWORD) == 302


def test_a_colleague_behind_the_same_address_cannot_keep_a_worker_out(cast: Cast) -> None:
    """A council shares one address: the browser that she has used before has a count of its own."""
    amina = Client()
    assert _try("amina@council.example", PASSWORD, client=amina) == 302
    amina.post("/sign-out")
    assert [_try("amina@council.example", "wrong") for _ in range(9)][-1] == 429
    assert _try("amina@council.example", PASSWORD) == 429, "in a new browser here she waits"
    assert _try("amina@council.example", PASSWORD, client=amina) == 302, "in her own she does not"


def test_a_known_browser_is_throttled_too(cast: Cast) -> None:
    amina = Client()
    _try("amina@council.example", PASSWORD, client=amina)
    amina.post("/sign-out")
    assert [_try("amina@council.example", "wrong", client=amina) for _ in range(6)][-1] == 429
    assert _try("amina@council.example", PASSWORD, client=amina) == 429


def test_a_browser_known_to_one_worker_gives_no_more_tries_at_another(cast: Cast) -> None:
    mallory = Client()
    _try("ben@council.example", PASSWORD, client=mallory)
    mallory.post("/sign-out")
    assert [_try("amina@council.example", "wrong") for _ in range(5)][-1] == 429
    assert _try("amina@council.example", PASSWORD, client=mallory) == 429


def test_a_made_up_mark_of_a_known_browser_is_worth_nothing(cast: Cast) -> None:
    answers = []
    for guess in range(7):
        client = Client()
        client.cookies["kith_known"] = f"eyJhIjoi{guess}In0:1abcde:made-up"
        answers.append(_try("amina@council.example", "wrong", client=client))
    assert answers[-1] == 429


def test_a_spray_over_many_accounts_is_slowed_but_known_browsers_come_in(cast: Cast) -> None:
    amina = Client()
    _try("amina@council.example", PASSWORD, client=amina)
    amina.post("/sign-out")
    answers = [_try(f"somebody{number}@council.example", "Winter2026!") for number in range(MANY_ACCOUNTS + 1)]
    assert set(answers[:-1]) == {200}
    assert answers[-1] == 429
    assert _try("ben@council.example", PASSWORD) == 429, "guessed at last, from the spraying address"
    assert _try("ben@council.example", PASSWORD, at=ELSEWHERE) == 302
    assert _try("amina@council.example", PASSWORD, client=amina) == 302


def test_the_pause_ends_by_itself(cast: Cast) -> None:
    for _ in range(6):
        _try("amina@council.example", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert _try("amina@council.example", PASSWORD) == 302


def test_nothing_that_was_typed_is_kept_but_whose_account_it_was(cast: Cast) -> None:
    _try("amina@council.example", "a-secret-word")
    _try("typed-in-the-wrong-box@x", "a-secret-word")
    client = Client()
    _try("ben@council.example", PASSWORD, client=client)
    client.post("/my-password", {"old": "not-it-at-all", "new": "the new secret phrase", "again": "the new secret phrase"})
    kept = " ".join(str(value) for row in AccessAttempt.objects.values() for value in row.values())
    kept += " ".join(f"{row.event} {row.subject} {row.reason}" for row in LedgerEntry.objects.filter(kind="refused"))
    for typed in ("secret", "wrong-box", "not-it-at-all", "amina@", "ben@"):
        assert typed not in kept
    refused = LedgerEntry.objects.filter(kind="refused").order_by("id")
    assert [row.worker_id for row in refused] == [cast.amina.pk, None, cast.ben.pk]


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time a password is hashed or checked."""
    done: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def counted(self: Argon2PasswordHasher, *args: str, real: object = real, name: str = name) -> object:
            done.append(name)
            return real(self, *args)  # type: ignore[operator]  # Django's own function

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    return done


@pytest.mark.parametrize("email", ["amina@council.example", "nobody@council.example", "ben@council.example", "machine@kith.invalid"])
def test_an_unknown_account_takes_as_long_as_a_known_one(email: str, cast: Cast, hashed: list[str]) -> None:
    """The hash is nearly all of the time: each kind of account costs one, a leaver's and the machine's too."""
    Worker.objects.filter(pk=cast.ben.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    hashed.clear()
    assert _try(email, "wrong") == 200
    assert len(hashed) == 1


def test_behind_the_councils_proxies_the_address_is_the_workers(cast: Cast, settings: object) -> None:
    settings.PROXIES = 1  # type: ignore[attr-defined]  # pytest-django's
    told = {"x-forwarded-for": "203.0.113.5, 192.0.2.44"}
    Client().post("/sign-in", {"email": "amina@council.example", "password": "wrong"}, headers=told)
    assert AccessAttempt.objects.get().ip_address == "192.0.2.44", "what stands before the proxy's own word is not believed"
    assert LedgerEntry.objects.get(kind="refused").address == "192.0.2.44"


def test_over_tls_the_mark_of_a_known_browser_is_of_this_host_alone(cast: Cast, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = Client()
    assert client.post("/sign-in", {"email": cast.amina.email, "password": PASSWORD}, secure=True).status_code == 302
    mark = client.cookies["__Host-kith_known"]
    assert (mark["secure"], mark["path"], mark["domain"], mark["httponly"]) == (True, "/", "", True)
    assert "kith_known" not in client.cookies
