"""The doorstep: who gets in, how often one may try, what is refused unread, and what each page costs."""

import re
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.work.commands import raise_task
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]
# Not counted (design): session, worker, roles, the worker's id, savepoints, the trace.
NOT_COUNTED = ("staff_session", "select * from staff_worker where id = ", "access_roleheld", "set_config", "SAVEPOINT", "ledger_entry", "recording_lastlook")


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    mother = people.register_person(forenames="Siobhan", surname="O'Donnell", sex="F", by=cast.amina, at=now)
    ella = people.register_person(
        forenames="Ella", surname="O'Donnell", born_on=date(2014, 4, 3), birth_known="exact", by=cast.amina, at=now
    )
    for person in (mother, ella):
        people.move_to(person_id=person.pk, lines="1 Elm Road", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=cast.amina, at=now)
    people.relate(person_id=mother.pk, other_id=ella.pk, kind="parent", by=cast.amina, at=now)
    return ella


def test_signing_in_leads_where_one_was_going_and_is_on_the_ledger(cast: Cast) -> None:
    client = Client()
    asked = client.get(reverse("my_drafts"))
    assert asked["Location"] == "/sign-in?next=/drafts"
    answer = client.post(reverse("sign_in"), {"email": "AMINA@council.example", "password": PASSWORD, "next": "/drafts"})
    assert answer["Location"] == "/drafts"
    assert LedgerEntry.objects.filter(event="SignedIn", worker_id=cast.amina.pk).count() == 1


@pytest.mark.parametrize("way_on", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(way_on: str, cast: Cast) -> None:
    answer = Client().post(reverse("sign_in"), {"email": "amina@council.example", "password": PASSWORD, "next": way_on})
    assert answer["Location"] == "/"


def test_wrong_passwords_are_throttled_for_this_account_from_here(cast: Cast) -> None:
    wrong = {"email": "amina@council.example", "password": "wrong"}
    answers = [Client().post(reverse("sign_in"), wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers][:4] == [200] * 4
    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()
    assert Client().post(reverse("sign_in"), {**wrong, "password": PASSWORD}).status_code == 429, "the right password, guessed at last"
    other = Client().post(reverse("sign_in"), {"email": "ben@council.example", "password": PASSWORD})
    assert other.status_code == 302


def test_wrong_passwords_of_several_accounts_lock_nobody_out(cast: Cast) -> None:
    """A council's workers share one address: everybody's slips together are not an attack."""
    slips = [{"email": f"{name}@council.example", "password": "wrong"} for name in ("amina", "ben", "cerys", "dev", "eve", "ada", "olu")]
    assert {Client().post(reverse("sign_in"), slip).status_code for slip in slips} == {200}


def test_a_leaver_is_out_after_the_last_day(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    Worker.objects.filter(pk=cast.amina.pk).update(ends_on=date(2020, 1, 1))
    assert client.get(reverse("my_list")).status_code == 302


def test_a_role_without_the_ability_is_refused_in_a_sentence_and_on_the_ledger(cast: Cast, ella: Person, client_of: ClientOf) -> None:
    answer = client_of(cast.ada).get(reverse("record", kwargs={"person_id": ella.pk}))
    assert answer.status_code == 403
    assert "Your role does not include opening" in answer.content.decode()
    assert "Ella" not in answer.content.decode()
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.ada.pk).count() == 1


def test_a_person_who_is_not_there_looks_like_one_who_is_not_open(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.amina).get(reverse("record", kwargs={"person_id": 999_999}))
    assert answer.status_code == 404
    assert "no such record, or it is not open to you" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/people/0", "/people/99999999999999999999", "/people/0/add/alert", "/people/0/add/shoes", "/people/0/chronology/add", "/people/0/documents/add",
        "/people/0/tasks/add", "/people/0/birth", "/people/0/end/Name/0", "/people/0/end/Worker/1", "/entries/0", "/entries/0/strike-out", "/documents/0",
        "/documents/0/file", "/story-lines/0/choose", "/significant-events/0/withdraw", "/drafts/00000000-0000-0000-0000-000000000000", "/nothing",
        "/people/0/chronology.pdf", "/people/0/brief.pdf", "/people/0/alerts/0/review",
    ],
)  # fmt: skip
def test_an_address_made_up_by_hand_shows_nothing_and_breaks_nothing(address: str, cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.amina).get(address).status_code in (403, 404)


@pytest.mark.parametrize(
    "query", ["?older=x|y", "?older=2026-13-45T00:00|1", "?since=2026-13-45T99:00", "?since=last", "?kind=shoes", "?significant=on"]
)
def test_a_made_up_filter_of_the_story_breaks_nothing(query: str, cast: Cast, ella: Person, client_of: ClientOf) -> None:
    assert client_of(cast.amina).get(reverse("story", kwargs={"person_id": ella.pk}) + query).status_code == 200


def test_prints_are_real_files(cast: Cast, ella: Person, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    for name, start in (("chronology_pdf", b"%PDF-"), ("brief_pdf", b"%PDF-"), ("chronology_word", b"PK")):
        assert client.get(reverse(name, kwargs={"person_id": ella.pk})).content.startswith(start)


def test_two_hundred_megabytes_are_refused_unread(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.amina).post(
        "/people/1/documents/add", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(200 * 2**20)
    )
    assert answer.status_code == 413
    said = answer.content.decode()
    assert "The file has 200 MB; at most 100 MB fit" in said
    assert 'href="/people/1/documents/add"' in said


@pytest.mark.parametrize(("page", "most"), [("record", 8), ("story", 8), ("brief", 9), ("my_list", 10)])
def test_a_page_costs_no_more_statements_than_its_budget(page: str, most: int, cast: Cast, ella: Person, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    address = reverse(page, kwargs={} if page == "my_list" else {"person_id": ella.pk})
    client.get(address)
    with CaptureQueriesContext(connection) as sent:
        client.get(address)
    counted = [each["sql"][:90] for each in sent.captured_queries if not any(part in each["sql"] for part in NOT_COUNTED)]
    assert len(counted) <= most, counted


def test_pages_about_people_are_not_kept_by_browsers_and_bring_nothing_from_elsewhere(
    cast: Cast, ella: Person, client_of: ClientOf
) -> None:
    answer = client_of(cast.amina).get(reverse("record", kwargs={"person_id": ella.pk}))
    assert answer["Cache-Control"] == "no-store, private"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "way",
    ["my_list", "(select 1)", "record", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", " /x", "\x00", "people/1"],
)
def test_a_way_back_that_is_no_page_of_ours_is_not_taken_and_breaks_nothing(way: str, ella: Person, cast: Cast, client_of: ClientOf) -> None:
    """Found by a scanner: a word was taken for the name of a page, and there was none."""
    client = client_of(cast.cerys)
    record = f"/people/{ella.pk}"
    assert client.post(f"{record}/why", {"reason": "On duty for the team", "next": way})["Location"] == record
    task = raise_task(person_id=ella.pk, worker_id=cast.cerys.pk, title="Ring", due_on=date(2027, 1, 1), by=cast.machine, at=timezone.now())
    assert client.post(reverse("task_done", kwargs={"task_id": task.pk}), {"back": way})["Location"] == "/my-list"
    picked = client.get(reverse("pick_person"), {"next": way, "q": "ella"}).content.decode()
    assert 'href="/?person=' in picked
    assert not re.search(r'href="\s*(//|/\\|http|javascript)', picked)
    added = {"forenames": "Quillon", "surname": "Unheardof", "birth_known": "exact", "sex": "U", "none_of_these": "1"}
    assert client.post(f"{reverse('add_person')}?{urlencode({'next': way})}", added)["Location"].startswith("/people/")
