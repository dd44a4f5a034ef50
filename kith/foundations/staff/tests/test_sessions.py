"""Where a worker is signed in, and how that ends."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.commands import end_what_leavers_left, end_worker
from kith.foundations.staff.models import Session, Worker
from kith.foundations.staff.rules import device_in_words
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0"


def _signed_in(name: str, *, agent: str = EDGE, address: str = "192.0.2.7") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    answer = client.post("/sign-in", {"email": f"{name}@council.example", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def _refusals(worker: Worker | None) -> int:
    return LedgerEntry.objects.filter(kind="refused", worker_id=worker.pk if worker else None).count()


def test_the_list_says_where_in_words_and_marks_this_one(cast: Cast) -> None:
    here, phone = _signed_in("amina"), _signed_in("amina", agent=PHONE, address="192.0.2.8")
    page = here.get("/my-sign-in").content.decode()
    assert "Edge on Windows" in page
    assert "Chrome on Android" in page
    assert "192.0.2.8" in page
    assert page.count("This one") == 1
    assert page.count('name="session"') == 1, "this one is not ended by its own list"
    assert phone.get("/my-list").status_code == 200


def test_another_browser_is_signed_out_and_led_back_to_where_it_was(cast: Cast) -> None:
    here, phone = _signed_in("amina"), _signed_in("amina", agent=PHONE)
    key = Session.objects.get(worker=cast.amina, agent=PHONE).session_key
    answer = here.post("/my-sign-in/end", {"session": key}, follow=True)
    assert "You are signed out there" in answer.content.decode()
    before = _refusals(None)
    assert phone.get("/drafts")["Location"] == "/sign-in?next=/drafts"
    assert _refusals(None) == before + 1, "the dead session is on the ledger"
    assert phone.get("/drafts").status_code == 302
    assert _refusals(None) == before + 1, "once: the cookie was taken away"
    assert here.get("/my-list").status_code == 200
    assert LedgerEntry.objects.filter(event="SessionsEnded", worker_id=cast.amina.pk).count() == 1


def test_all_others_end_at_once(cast: Cast) -> None:
    here, others = _signed_in("amina"), [_signed_in("amina", agent=PHONE) for _ in range(3)]
    ben = _signed_in("ben")
    here.post("/my-sign-in/end")
    assert [other.get("/my-list").status_code for other in others] == [302, 302, 302]
    assert here.get("/my-list").status_code == 200
    assert ben.get("/my-list").status_code == 200


def test_a_session_of_somebody_else_cannot_be_ended_by_its_number(cast: Cast) -> None:
    amina, ben = _signed_in("amina"), _signed_in("ben")
    key = Session.objects.get(worker=cast.ben).session_key
    assert amina.post("/my-sign-in/end", {"session": key}).status_code == 403
    assert ben.get("/my-list").status_code == 200
    assert _refusals(cast.amina) == 1


@pytest.mark.parametrize("made_up", ["x" * 32, "short", "0123456789abcdefghijklmnopqrstuv", "' or 1=1 --", "\x7f" * 32])
def test_a_made_up_session_opens_nothing_and_is_on_the_ledger(made_up: str, cast: Cast) -> None:
    client = Client()
    client.cookies["kith_session"] = made_up
    answer = client.get("/my-list")
    assert answer["Location"] == "/sign-in?next=/my-list"
    assert LedgerEntry.objects.get(kind="refused").reason.startswith("A session was shown that is not open")


def test_what_stands_in_the_table_opens_nothing(cast: Cast) -> None:
    client = _signed_in("amina")
    key = client.cookies["kith_session"].value
    kept = Session.objects.get(worker=cast.amina).session_key
    assert kept == hashlib.sha256(key.encode()).hexdigest()
    assert key not in Session.objects.get(worker=cast.amina).session_data
    thief = Client()
    thief.cookies["kith_session"] = kept
    assert thief.get("/my-list").status_code == 302


def test_signing_in_changes_the_key_and_signing_out_leaves_no_session(cast: Cast) -> None:
    client = Client()
    planted = client.session
    planted["x"] = 1
    planted.save()
    client.cookies["kith_session"] = str(planted.session_key)
    client.post("/sign-in", {"email": "amina@council.example", "password": PASSWORD})
    assert client.cookies["kith_session"].value != planted.session_key
    client.post("/sign-out")
    assert Session.objects.filter(worker=cast.amina).count() == 0


def test_an_account_ends_with_its_last_day_through_an_open_session(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client, today = _signed_in("amina"), timezone.localdate()
    Worker.objects.filter(pk=cast.amina.pk).update(ends_on=today)
    assert client.get("/my-list").status_code == 200, "the last day is a day of work"
    monkeypatch.setattr(timezone, "localdate", lambda *_: today + timedelta(days=1))
    assert client.get("/my-list").status_code == 302
    assert _refusals(cast.amina) == 1
    assert Session.objects.filter(worker=cast.amina).count() == 0


def test_a_session_ends_after_a_long_shift_however_busy(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client, start = _signed_in("amina"), timezone.now()
    for hours, status in ((11, 200), (13, 302)):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: start + timedelta(hours=hours))
        Session.objects.update(expire_date=start + timedelta(hours=14))
        assert client.get("/my-list").status_code == status
    monkeypatch.undo()
    assert client.get("/my-list").status_code == 302
    assert Session.objects.filter(worker=cast.amina).count() == 0


def test_signing_out_clears_what_the_browser_kept_of_pages(cast: Cast) -> None:
    assert _signed_in("amina").post("/sign-out")["Clear-Site-Data"] == '"cache"'


def test_an_account_that_has_ended_or_not_begun_does_not_open(cast: Cast) -> None:
    today = timezone.localdate()
    Worker.objects.filter(pk=cast.amina.pk).update(ends_on=today - timedelta(days=1))
    Worker.objects.filter(pk=cast.ben.pk).update(starts_on=today + timedelta(days=1))
    for name in ("amina", "ben"):
        answer = Client().post("/sign-in", {"email": f"{name}@council.example", "password": PASSWORD})
        assert answer.status_code == 200
        assert "is not right" in answer.content.decode()
    assert _refusals(cast.amina) == _refusals(cast.ben) == 1


def test_who_left_yesterday_is_signed_out_when_it_is_written_down(cast: Cast, now: datetime) -> None:
    client = _signed_in("amina")
    end_worker(worker=cast.amina, ends_on=timezone.localdate() - timedelta(days=1), by=cast.ada, at=now)
    assert Session.objects.filter(worker=cast.amina).count() == 0
    assert client.get("/my-list").status_code == 302


def test_the_hourly_task_ends_what_leavers_left_and_forgets_what_ran_out(cast: Cast) -> None:
    stays, _ = _signed_in("ben"), _signed_in("amina")
    Worker.objects.filter(pk=cast.amina.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    Session.objects.create(session_key="0" * 64, session_data="", expire_date=timezone.now() - timedelta(hours=1), seen_at=timezone.now())
    assert end_what_leavers_left(by=cast.machine, at=timezone.now()) == 1
    assert set(Session.objects.values_list("worker_id", flat=True)) == {cast.ben.pk}
    assert stays.get("/my-list").status_code == 200
    assert LedgerEntry.objects.filter(event="SessionsEnded", subject=f"staff.Worker:{cast.amina.pk}").count() == 1


def test_an_administrator_ends_a_workers_sessions(cast: Cast, client_of: ClientOf) -> None:
    amina, ada = _signed_in("amina"), client_of(cast.ada)
    page = ada.get(f"/workers/{cast.amina.pk}/sign-in").content.decode()
    assert "Edge on Windows" in page
    ada.post(f"/workers/{cast.amina.pk}/sign-in", {"deed": "end_sessions"})
    assert amina.get("/my-list").status_code == 302
    assert client_of(cast.ben).get(f"/workers/{cast.amina.pk}/sign-in").status_code == 403


def test_a_request_costs_one_statement_for_the_session(cast: Cast) -> None:
    client = _signed_in("amina")
    client.get("/my-list")
    with CaptureQueriesContext(connection) as sent:
        client.get("/my-list")
    assert len([each for each in sent.captured_queries if "staff_session" in each["sql"]]) == 1


def test_a_cross_site_request_changes_nothing_and_is_on_the_ledger(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in")
    token = client.cookies["csrftoken"].value
    client.post("/sign-in", {"email": "ada@council.example", "password": PASSWORD, "csrfmiddlewaretoken": token})
    answer = client.post("/teams/add", {"name": "Made elsewhere", "service": "x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.ada.pk, event="/teams/add").count() == 1


@given(st.text(max_size=400))
def test_every_browser_is_called_something(agent: str) -> None:
    assert 0 < len(device_in_words(agent)) <= 60
