"""Confirming again who one is, before access changes."""

import time
from collections.abc import Callable

from django.test import Client
from markupsafe import escape

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]
ASKED = "Confirm that it is you"
NEW = {"name": "Fay O'Neil", "email": "fay@council.example", "role": "practitioner", "team": "", "job_title": "", "phone": ""}


def _stale(client: Client) -> Client:
    session = client.session
    session["proven_at"] = int(time.time()) - 16 * 60
    session.save()
    return client


def test_a_fresh_proof_asks_nothing(cast: Cast, client_of: ClientOf) -> None:
    assert ASKED not in client_of(cast.ada).get("/workers/add").content.decode()


def test_an_old_proof_is_asked_for_again_and_leads_on(cast: Cast, client_of: ClientOf) -> None:
    client = _stale(client_of(cast.ada))
    asked = client.get("/workers/add")
    assert asked.status_code == 403
    assert ASKED in asked.content.decode()
    wrong = client.post("/workers/add", {"kith_confirm": "open", "kith_password": "wrong"})
    assert "That is not your password" in wrong.content.decode()
    answer = client.post("/workers/add", {"kith_confirm": "open", "kith_password": PASSWORD})
    assert answer["Location"] == "/workers/add"
    assert ASKED not in client.get("/workers/add").content.decode()
    assert LedgerEntry.objects.filter(event="IdentityConfirmed", worker_id=cast.ada.pk, reason="password, for /workers/add").count() == 1
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.ada.pk).count() == 1


def test_what_was_being_sent_is_kept_but_no_password_is_written_into_the_page(cast: Cast, client_of: ClientOf) -> None:
    client = _stale(client_of(cast.ada))
    page = client.post("/workers/add", {**NEW, "password": "four plain words walking"}).content.decode()
    assert not Worker.objects.filter(email="fay@council.example").exists()
    assert f'name="name" value="{escape(NEW["name"])}"' in page
    assert "four plain words" not in page
    again = client.post("/workers/add", {**NEW, "kith_confirm": "send", "kith_password": PASSWORD}).content.decode()
    assert "Enter their first day" in again
    assert escape(NEW["name"]) in again


def test_a_form_goes_on_from_where_it_was(cast: Cast, client_of: ClientOf) -> None:
    client, path = _stale(client_of(cast.ada)), f"/workers/{cast.dev.pk}/leaves"
    last_day = {"ends_on_day": "1", "ends_on_month": "3", "ends_on_year": "2030"}
    page = client.post(path, last_day).content.decode()
    assert 'name="ends_on_year" value="2030"' in page
    assert Worker.objects.get(pk=cast.dev.pk).ends_on is None
    assert client.post(path, {**last_day, "kith_confirm": "send", "kith_password": PASSWORD})["Location"] == f"/workers/{cast.dev.pk}"
    assert str(Worker.objects.get(pk=cast.dev.pk).ends_on) == "2030-03-01"


def test_guessing_at_it_is_throttled(cast: Cast, client_of: ClientOf) -> None:
    client = _stale(client_of(cast.ada))
    answers = [client.post("/workers/add", {"kith_confirm": "open", "kith_password": "a guess"}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert client.post("/workers/add", {"kith_confirm": "open", "kith_password": PASSWORD}).status_code == 429


def test_somebody_elses_password_confirms_nothing(cast: Cast, client_of: ClientOf) -> None:
    Worker.objects.filter(pk=cast.ada.pk).update(password="!")
    client = _stale(client_of(Worker.objects.get(pk=cast.ada.pk)))
    assert client.post("/workers/add", {"kith_confirm": "open", "kith_password": PASSWORD}).status_code == 403


def test_without_the_ability_nothing_is_asked(cast: Cast, client_of: ClientOf) -> None:
    page = _stale(client_of(cast.amina)).get("/workers/add")
    assert page.status_code == 403
    assert ASKED not in page.content.decode()
