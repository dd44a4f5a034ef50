"""A password that an administrator makes works once, for a week, and is changed before anything else."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.commands import PasswordRefused, end_worker, make_first_password
from kith.foundations.staff.models import Session, Worker
from kith.foundations.staff.queries import why_not_this_password
from kith.foundations.staff.rules import FIRST_PASSWORD_LASTS, first_password
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]
OWN = "four plain words walking"


def _sign_in(password: str, client: Client | None = None) -> Client:
    client = client or Client()
    answer = client.post("/sign-in", {"email": "amina@council.example", "password": password, "next": "/drafts"})
    assert answer.status_code == 302, answer.content.decode()
    return client


def test_it_opens_nothing_but_the_page_that_changes_it(cast: Cast) -> None:
    client = _sign_in(make_first_password(worker=cast.amina, by=cast.ada, at=timezone.now()))
    for page in ("/my-list", "/drafts", "/find?q=smith", "/people/1", "/my-sign-in"):
        assert client.get(page)["Location"] == "/my-password"
    assert client.post("/record-something", {"kind": "note"})["Location"] == "/my-password"
    page = client.get("/my-password").content.decode()
    assert "Choose your own password" in page
    assert "The password that you were given" in page


def test_once_it_is_changed_the_worker_goes_on_and_it_works_no_more(cast: Cast) -> None:
    made = make_first_password(worker=cast.amina, by=cast.ada, at=timezone.now())
    client = _sign_in(made)
    answer = client.post("/my-password", {"old": made, "new": OWN, "again": OWN})
    assert answer["Location"] == "/my-list"
    assert client.get("/my-list").status_code == 200
    assert Worker.objects.get(pk=cast.amina.pk).one_time_until is None
    assert Client().post("/sign-in", {"email": "amina@council.example", "password": made}).status_code == 200, "refused, on the same page"
    assert _sign_in(OWN).get("/my-list").status_code == 200


def test_it_cannot_be_kept_as_ones_own(cast: Cast) -> None:
    made = make_first_password(worker=cast.amina, by=cast.ada, at=timezone.now())
    client = _sign_in(made)
    assert "That is your password already" in client.post("/my-password", {"old": made, "new": made, "again": made}).content.decode()
    assert client.get("/my-list")["Location"] == "/my-password"


def test_after_a_week_it_has_run_out_and_the_page_says_what_to_do(cast: Cast) -> None:
    made = make_first_password(worker=cast.amina, by=cast.ada, at=timezone.now() - FIRST_PASSWORD_LASTS - timedelta(minutes=1))
    answer = Client().post("/sign-in", {"email": "amina@council.example", "password": made})
    assert answer.status_code == 403
    assert "Ask an administrator to make another" in answer.content.decode()
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.amina.pk).exists()


def test_the_old_password_and_every_session_end(cast: Cast, client_of: ClientOf) -> None:
    open_window = client_of(cast.amina)
    assert open_window.get("/my-list").status_code == 200
    make_first_password(worker=cast.amina, by=cast.ada, at=timezone.now())
    assert open_window.get("/my-list")["Location"] == "/sign-in?next=/my-list"
    assert not Session.objects.filter(worker=cast.amina).exists()
    assert Client().post("/sign-in", {"email": "amina@council.example", "password": PASSWORD}).status_code == 200


def test_it_is_shown_once_in_the_answer_and_is_not_kept_or_written_down(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.ada)
    page = f"/workers/{cast.amina.pk}/first-password"
    assert "stops working" in client.get(page).content.decode()
    answer = client.post(page).content.decode()
    (made,) = re.findall(r"<code[^>]*>([^<]+)</code>", answer)
    assert Worker.objects.get(pk=cast.amina.pk).check_password(made)
    assert made not in client.get(page).content.decode()
    assert made not in client.get(f"/workers/{cast.amina.pk}").content.decode()
    entry = LedgerEntry.objects.get(event="FirstPasswordMade")
    assert made not in entry.reason


def test_nobody_makes_one_for_themselves_or_for_who_has_left(cast: Cast, now: datetime) -> None:
    with pytest.raises(PasswordRefused, match="for themselves"):
        make_first_password(worker=cast.ada, by=cast.ada, at=now)
    end_worker(worker=cast.amina, ends_on=now.date(), by=cast.ada, at=now)
    with pytest.raises(PasswordRefused, match="has left"):
        make_first_password(worker=cast.amina, by=cast.ada, at=timezone.now())
    with pytest.raises(Worker.DoesNotExist):
        make_first_password(worker=cast.machine, by=cast.ada, at=now)


def test_who_signs_in_by_the_provider_is_not_asked_for_a_password_they_may_not_know(cast: Cast, client_of: ClientOf) -> None:
    make_first_password(worker=cast.amina, by=cast.ada, at=timezone.now())
    assert client_of(Worker.objects.get(pk=cast.amina.pk)).get("/my-list").status_code == 200


def test_it_is_random_and_passes_the_policy() -> None:
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    assert all(why_not_this_password(each) == "" and re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", each) for each in made)


def test_a_new_worker_is_given_one_on_the_page(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.ada), timezone.localdate()
    facts = {"name": "Ivo Lund", "email": "Ivo@council.example", "role": "practitioner", "team": cast.north.pk, "gets_first": "on"}
    facts |= {"starts_on_day": today.day, "starts_on_month": today.month, "starts_on_year": today.year}
    answer = client.post("/workers/add", facts).content.decode()
    (made,) = re.findall(r"<code[^>]*>([^<]+)</code>", answer)
    ivo = Worker.objects.get(email="ivo@council.example")
    assert ivo.check_password(made)
    assert ivo.one_time_until
    again = client.post("/workers/add", facts).content.decode()
    assert "Somebody with that e-mail address is there already" in again
    assert 'value="Ivo Lund"' in again, "what was typed is kept"
