"""The second step: codes of an app, recovery codes, and how each works once."""

import time
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.commands import (
    CodeRefused,
    accept_code,
    add_authenticator,
    make_first_password,
    make_recovery_codes,
    remove_second_factors,
)
from kith.foundations.staff.commands.second_factor import MOST_COUNTED
from kith.foundations.staff.models import RecoveryCode, Worker
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]


def _code(key: str, *, steps: int = 0) -> str:
    return f"{totp(bytes.fromhex(key), drift=steps):06d}"


@pytest.fixture
def key(cast: Cast) -> str:
    """Amina's app. What proved it is used up; a minute later there is another code."""
    secret = str(default_key())
    add_authenticator(key=secret, code=_code(secret, steps=-1), by=cast.amina, at=timezone.now())
    return secret


def _first_step(client: Client) -> str:
    answer = client.post("/sign-in", {"email": "amina@council.example", "password": PASSWORD, "next": "/drafts"})
    return str(answer["Location"])


def test_the_password_alone_opens_nothing_and_the_code_leads_on(cast: Cast, key: str) -> None:
    client = Client()
    assert _first_step(client) == "/sign-in/second-step"
    assert client.get("/my-list").status_code == 302
    assert "Second step" in client.get("/sign-in/second-step").content.decode()
    assert client.post("/sign-in/second-step", {"kith_code": _code(key)})["Location"] == "/drafts"
    assert client.get("/my-list").status_code == 200
    assert LedgerEntry.objects.get(event="SignedIn", worker_id=cast.amina.pk).reason == "password and code"


def test_a_code_works_once(cast: Cast, key: str) -> None:
    code = _code(key)
    first, second = Client(), Client()
    _first_step(first)
    _first_step(second)
    assert first.post("/sign-in/second-step", {"kith_code": code}).status_code == 302
    replayed = second.post("/sign-in/second-step", {"kith_code": code})
    assert "was used before" in replayed.content.decode()
    assert second.get("/my-list").status_code == 302
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.amina.pk, reason="A wrong code.").count() == 1


@pytest.mark.parametrize("code", ["", "000000", "12345", "１２３４５６", "'; drop table", "9" * 5000, "\x00"])
def test_a_wrong_code_is_refused(code: str, cast: Cast, key: str) -> None:
    client = Client()
    _first_step(client)
    answer = client.post("/sign-in/second-step", {"kith_code": code})
    assert "not right" in answer.content.decode()
    assert client.get("/my-list").status_code == 302


def test_wrong_codes_make_one_wait_but_never_for_long(cast: Cast, key: str) -> None:
    assert accept_code(code="000000", by=cast.amina, at=timezone.now()) == ""
    with pytest.raises(CodeRefused, match="Wait 1 seconds"):
        accept_code(code=_code(key), by=cast.amina, at=timezone.now())
    TOTPDevice.objects.update(throttling_failure_count=40, throttling_failure_timestamp=None)
    accept_code(code="000000", by=cast.amina, at=timezone.now())
    assert TOTPDevice.objects.get().throttling_failure_count == MOST_COUNTED


def test_after_five_wrong_codes_the_password_is_asked_for_again(cast: Cast, key: str) -> None:
    client = Client()
    _first_step(client)
    answers = [client.post("/sign-in/second-step", {"kith_code": "000000"}) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert "Sign in again" in answers[-1].content.decode()
    assert client.post("/sign-in/second-step", {"kith_code": _code(key)}).status_code == 200
    assert client.get("/my-list").status_code == 302


def test_the_second_step_waits_ten_minutes(cast: Cast, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client, later = Client(), time.time() + 601
    _first_step(client)
    monkeypatch.setattr("kith.foundations.staff.pages.arriving.time.time", lambda: later)
    assert "Sign in again" in client.post("/sign-in/second-step", {"kith_code": _code(key)}).content.decode()
    assert client.get("/my-list").status_code == 302


def test_who_is_ended_between_the_steps_is_not_let_in(cast: Cast, key: str) -> None:
    client = Client()
    _first_step(client)
    Worker.objects.filter(pk=cast.amina.pk).update(ends_on="2020-01-01")
    assert client.post("/sign-in/second-step", {"kith_code": _code(key)}).status_code == 200
    assert client.get("/my-list").status_code == 302


def test_a_recovery_code_lets_in_once(cast: Cast, key: str) -> None:
    codes = make_recovery_codes(by=cast.amina, at=timezone.now())
    for expected in ("/drafts", None):
        client = Client()
        _first_step(client)
        answer = client.post("/sign-in/second-step", {"kith_code": f" {codes[0].upper()} "})
        assert answer.headers.get("Location") == expected
    assert RecoveryCode.objects.count() == len(codes) - 1
    assert LedgerEntry.objects.get(event="RecoveryCodeUsed", worker_id=cast.amina.pk).reason == "9 left"


def test_adding_an_app_shows_its_key_drawn_here_and_takes_its_first_code(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    page = client.get("/my-sign-in/app").content.decode()
    assert "<svg" in page
    assert "otpauth" not in page
    secret = client.session["new_key"]
    assert "not the code now" in client.post("/my-sign-in/app", {"code": "000000"}).content.decode()
    assert not TOTPDevice.objects.exists()
    codes = client.post("/my-sign-in/app", {"code": _code(secret)}, follow=True).content.decode()
    assert codes.count("kith-key") == 10
    assert client.get("/my-sign-in/codes").content.decode().count("kith-key") == 0, "shown once"
    assert "new_key" not in client.session
    assert "Recovery codes: 10 left" in client.get("/my-sign-in").content.decode()
    assert LedgerEntry.objects.filter(event__in=["SecondFactorAdded", "RecoveryCodesMade"], worker_id=cast.amina.pk).count() == 2


def test_removing_the_last_one_takes_the_recovery_codes_too(cast: Cast, key: str, client_of: ClientOf) -> None:
    make_recovery_codes(by=cast.amina, at=timezone.now())
    client_of(cast.amina).post("/my-sign-in/app/remove")
    assert not TOTPDevice.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert not StaticDevice.objects.exists()
    assert _first_step(Client()) == "/drafts"


def test_with_a_second_factor_the_password_does_not_confirm(cast: Cast, key: str, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    session = client.session
    session["proven_at"] = 0
    session.save()
    assert client.post("/my-sign-in/app/remove", {"kith_confirm": "send", "kith_password": PASSWORD}).status_code == 403
    assert TOTPDevice.objects.exists()
    assert client.post("/my-sign-in/app/remove", {"kith_confirm": "send", "kith_code": _code(key)})["Location"] == "/my-sign-in"
    assert not TOTPDevice.objects.exists()


def test_where_it_is_required_nothing_opens_before_an_app_is_added(cast: Cast, settings: object) -> None:
    settings.SECOND_FACTOR = "required"  # type: ignore[attr-defined]  # pytest-django's
    client = Client()
    assert _first_step(client) == "/sign-in/second-step"
    assert "Add an authenticator app" in client.get("/sign-in/second-step").content.decode()
    assert client.get("/my-list").status_code == 302
    answer = client.post("/sign-in/second-step", {"code": _code(client.session["new_key"])}, follow=True)
    page = answer.content.decode()
    assert page.count("kith-key") == 10
    assert 'href="/drafts">I have kept them' in page
    assert client.get("/my-list").status_code == 200


def test_an_administrator_removes_what_is_lost(cast: Cast, key: str, now: datetime) -> None:
    remove_second_factors(worker=cast.amina, by=cast.ada, at=now)
    assert _first_step(Client()) == "/drafts"
    assert LedgerEntry.objects.get(event="SecondFactorRemoved").worker_id == cast.ada.pk


def test_a_new_first_password_does_not_go_round_the_second_factor(cast: Cast, key: str) -> None:
    made = make_first_password(worker=cast.amina, by=cast.ada, at=timezone.now())
    client = Client()
    answer = client.post("/sign-in", {"email": cast.amina.email, "password": made, "next": "/drafts"})
    assert answer["Location"] == "/sign-in/second-step"
    assert client.get("/my-list").status_code == 302
    assert client.get("/my-password").status_code == 302
