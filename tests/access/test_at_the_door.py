"""At the door of a record, through pages: what is shut looks as if it were not there, a locked record says whom to ring, duty breaks the glass."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.models import BrokenGlass, GivenReason, Restriction
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Team, Worker
from kith.practice.people.commands import give_identifier
from kith.practice.people.models import IdentifierClash
from kith.practice.work.models import Notice
from tests.access.families import CONTACT, Families, word
from tests.cast import Cast
from tests.eyes import looking_as
from tests.pages import TABS

ClientOf = Callable[[Worker], Client]


def test_a_hidden_record_and_one_that_is_not_there_answer_alike(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.cerys)
    for tab in TABS:
        hidden, nobody = client.get(f"/people/{families.of['hidden'].pk}{tab}"), client.get(f"/people/999999{tab}")
        assert (hidden.status_code, nobody.status_code) == (404, 404)
        assert _told(hidden) == _told(nobody)  # type: ignore[arg-type]  # the test client's answers are HttpResponses
    assert LedgerEntry.objects.filter(kind="refused", worker_id=cast.cerys.pk).count() == 2 * len(TABS)


def _told(answer: HttpResponse) -> str:
    return answer.content.decode().split('<main class="kith-main"')[1]


@pytest.mark.parametrize("kind", ["hidden", "sealed"])
@pytest.mark.parametrize(
    "question",
    ["{word}", "{kind}ina {word} 1/6/2012", "1 {word} street", "{word}-1", "07700 900102", "ownwords{kind}", "sharedwords", "only of"],
)
def test_no_search_tells_of_the_hidden(question: str, kind: str, families: Families, cast: Cast, client_of: ClientOf) -> None:
    client, asked = client_of(cast.cerys), question.format(word=word(kind), kind=kind)
    for address in ("find", "find_entries", "pick_person"):
        said = client.get(reverse(address), {"q": asked, "words": asked}).content.decode()
        assert f"/people/{families.of[kind].pk}" not in said
        assert families.name(kind) not in said.replace(asked, "")
        assert f"/entries/{families.own[kind].pk}" not in said
        assert "Sharedwords" not in said


def test_what_hangs_on_the_hidden_is_not_there_by_its_own_address(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.cerys)
    assert client.get(f"/entries/{families.own['hidden'].pk}").status_code == 404
    assert client.post(f"/entries/{families.own['hidden'].pk}/correct").status_code == 404
    with looking_as(cast.amina):
        from_hidden = families.of["hidden"].document_links.get().document_id
    assert client.get(f"/documents/{from_hidden}").status_code == 404
    assert client.get(f"/documents/{from_hidden}/file").status_code == 404


def test_a_sibling_shows_nothing_of_the_hidden(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.cerys)
    for tab in [*TABS, "/who-has-looked"]:
        said = client.get(f"/people/{families.of['open'].pk}{tab}").content.decode()
        for kind in ("hidden", "sealed"):
            assert word(kind) not in said, tab
        assert "Sharedwords" not in said, tab


def test_the_part_of_the_open_child_in_a_shared_entry_is_shown_alone(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.cerys)
    said = client.get(f"/entries/{families.shared.pk}").content.decode()
    assert f"Only of {families.name('open')}." in said
    assert "is all that is shown to you here. If you need more, ask Amina Yusuf" in said
    assert "restricted" not in said, "that there is somebody else is not told"
    assert word("hidden") not in said
    assert "Sharedwords" not in said


def test_a_locked_record_shows_its_name_and_whom_to_ring(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.cerys)
    answer = client.get(f"/people/{families.of['locked'].pk}")
    said = answer.content.decode()
    assert answer.status_code == 403
    assert CONTACT in said
    assert "Open it now" not in said, "only duty breaks the glass"
    found = client.get(reverse("find"), {"q": f"Lockedina {word('locked')}"}).content.decode()
    assert f"Lockedina {word('locked')}" in found
    assert "2 Quixlock Street" not in found
    assert "Quixlock dog" not in found
    by_number = client.get(reverse("find"), {"q": "07700 900101"}).content.decode()
    assert not re.search(rf"/people/{families.of['locked'].pk}(?!\d)", by_number)
    assert word("locked") not in by_number


def test_duty_breaks_the_glass_with_a_reason_and_others_are_told(families: Families, cast: Cast, client_of: ClientOf) -> None:
    Team.objects.filter(pk=cast.north.pk).update(manager=cast.ben)
    client, hidden = client_of(cast.eve), families.of["hidden"].pk
    assert CONTACT in client.get(f"/people/{hidden}").content.decode()
    assert "Say in a few words" in client.post(reverse("break_glass", args=[hidden]), {"reason": " "}).content.decode()
    assert client.post(reverse("break_glass", args=[hidden]), {"reason": "Police at the door"}).status_code == 302
    assert client.get(f"/people/{hidden}").status_code == 200
    told = set(Notice.objects.filter(text__contains="Police at the door").values_list("worker_id", flat=True))
    assert told == {cast.ben.pk, cast.olu.pk}
    assert "Police at the door" in client_of(cast.olu).get("/broken-glass").content.decode()
    glass = BrokenGlass.objects.get()
    assert client.post(reverse("review_glass", args=[glass.pk]), {"outcome": "fine"}).status_code == 403, "nobody reviews their own"
    assert client_of(cast.olu).post(reverse("review_glass", args=[glass.pk]), {"outcome": "Needed"}).status_code == 302
    BrokenGlass.objects.update(ends_at=timezone.now() - timedelta(hours=1))
    assert client.get(f"/people/{hidden}").status_code == 403


def test_the_sealed_stay_sealed_to_duty(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client, sealed = client_of(cast.eve), families.of["sealed"].pk
    assert client.get(f"/people/{sealed}").status_code == 404
    assert client.post(reverse("break_glass", args=[sealed]), {"reason": "Please"}).status_code == 404
    assert not BrokenGlass.objects.exists()


def test_outside_ones_own_work_one_click_says_why_once(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.cerys)
    client.answers = False  # type: ignore[attr-defined]  # the tests' Visitor
    record = reverse("record", args=[families.of["open"].pk])
    asked = client.get(record)
    assert asked.status_code == 302
    page = client.get(asked["Location"])
    assert b"Why do you open this record?" in page.content
    assert client.post(asked["Location"], {"reason": "Covering for a colleague"})["Location"] == record
    assert client.get(record).status_code == 200
    assert GivenReason.objects.get(worker_id=cast.cerys.pk).reason == "Covering for a colleague"
    assert LedgerEntry.objects.filter(kind="looked", event="record", worker_id=cast.cerys.pk).get().reason == "Covering for a colleague"
    assert "Covering for a colleague" in client_of(cast.amina).get(record + "/who-has-looked").content.decode()


def test_own_people_own_team_and_duty_are_not_asked(families: Families, cast: Cast, client_of: ClientOf) -> None:
    for worker in (cast.amina, cast.ben, cast.eve):  # allocated; of the same team; out of hours
        client = client_of(worker)
        client.answers = False  # type: ignore[attr-defined]  # as above
        assert client.get(reverse("record", args=[families.of["open"].pk])).status_code == 200, worker.name


def test_a_worker_who_knows_somebody_is_shut_out_by_their_own_word(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client, person = client_of(cast.cerys), families.of["open"].pk
    assert client.post(reverse("know", args=[person]), {"reason": "My neighbour"}).status_code == 302
    assert client.get(f"/people/{person}").status_code == 404
    assert client_of(cast.amina).get(f"/people/{person}").status_code == 200


def test_a_manager_restricts_through_the_page_and_lifts_again(families: Families, cast: Cast, client_of: ClientOf) -> None:
    client, person = client_of(cast.ben), families.of["open"].pk
    today = timezone.localdate() + timedelta(days=90)
    said = {
        "kind": "staff", "level": "hidden", "reason": "A colleague's child", "contact": "", "worker_1": cast.ben.pk,
        "review_on_day": today.day, "review_on_month": today.month, "review_on_year": today.year,
    }  # fmt: skip
    assert client.post(reverse("restrict", args=[person]), said).status_code == 302
    assert client_of(cast.cerys).get(f"/people/{person}").status_code == 404
    made = Restriction.objects.get(person_id=person)
    page = client.get(reverse("restrict", args=[person])).content.decode()
    assert "A colleague&#39;s child" in page
    assert client.post(reverse("lift_restriction", args=[person, made.pk]), {"reason": "Left the council"}).status_code == 302
    assert client_of(cast.cerys).get(f"/people/{person}").status_code == 200


def test_a_clash_with_a_hidden_record_is_told_to_the_guardian_alone(families: Families, cast: Cast, now: datetime) -> None:
    with looking_as(cast.cerys):
        give_identifier(person_id=families.of["open"].pk, scheme="legacy_id", value=f"{word('hidden')}-1", by=cast.cerys, at=now)
        assert not IdentifierClash.objects.exists()
    with looking_as(cast.gwen):
        clash = IdentifierClash.objects.get()
        assert {clash.first_id, clash.second_id} == {families.of["open"].pk, families.of["hidden"].pk}
