"""The pages of a form: saved whatever button is pressed, shown again as typed, two windows side by side."""

from collections.abc import Callable
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import finish_response, load_form, reopen_response, save_response, start_response
from kith.practice.forms.models import Response
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="Okonkwo", by=cast.amina, at=now)


@pytest.fixture
def visit(ella: Person, cast: Cast, now: datetime) -> Response:
    return start_response(form_key="visit", person_ids=[ella.pk], by=cast.amina, at=now)


def _at(visit: Response) -> str:
    return reverse("response", kwargs={"response_uuid": visit.uuid})


def test_what_was_typed_is_shown_again_however_wrong(visit: Response, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    answer = client.post(_at(visit), {"revision": "1", "do": "finish", "visited_on__day": "31", "visited_on__month": "2", "visited_on__year": "2026"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("#visited_on-day")["value"] == "31"  # type: ignore[index]  # it is there
    said = page.select_one(".govuk-error-summary")
    assert said
    assert "must be a real date" in said.text
    boxes = ("visited_on-day", f"was_seen__p{visit.parts.get().person_id}", "happened", "means")
    assert {link["href"] for link in said.select("a")} == {f"#{at}" for at in boxes}
    assert all(page.select(str(link["href"])) for link in said.select("a"))


def test_saving_on_a_pause_says_what_is_asked_now(visit: Response, ella: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    save = reverse("save_response", kwargs={"response_uuid": visit.uuid})
    said = client.post(save, {"revision": "1", f"was_seen__p{ella.pk}": "no"}).json()
    assert said["revision"] == 2
    assert f"why_not__p{ella.pk}" in said["asked"]
    assert f"alone__p{ella.pk}" not in said["asked"]


def test_a_row_is_added_and_removed_without_losing_a_word(visit: Response, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    client.post(_at(visit), {"revision": "1", "do": "add:actions", "actions__rows": "0", "actions__r0__what": "Ring the school"})
    visit.refresh_from_db()
    assert visit.fields["actions__rows"] == ["0", "1"]
    client.post(_at(visit), {"revision": str(visit.revision), "do": "remove:actions:0", "actions__rows": ["0", "1"]})
    visit.refresh_from_db()
    assert visit.fields["actions__rows"] == ["1"]
    assert visit.fields["actions__r0__what"] == ["Ring the school"]


def test_a_stale_window_is_compared_and_nothing_is_lost(visit: Response, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    client.post(_at(visit), {"revision": "1", "do": "save", "happened": "From the first window"})
    answer = client.post(_at(visit), {"revision": "1", "do": "save", "happened": "From the second window"})
    assert answer.status_code == 409
    assert b"From the first window" in answer.content
    assert b"From the second window" in answer.content
    assert b"compare=1" in client.get(_at(visit)).content, "the second window's text is kept with the form"
    client.post(_at(visit), {
        "revision": "2", "do": "resolve", "keep:happened": "both", "mine:happened": "From the second window", "theirs:happened": "From the first window",
    })  # fmt: skip
    visit.refresh_from_db()
    assert visit.fields["happened"] == ["From the first window\n\nFrom the second window"]
    assert visit.aside == {}


def test_a_finished_form_is_read_and_opened_again(visit: Response, ella: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    told = {"visited_on__day": "20", "visited_on__month": "nov", "visited_on__year": "2026", "happened": "We talked.", "means": "All is well."}
    answer = client.post(_at(visit), {"revision": "1", "do": "finish", f"was_seen__p{ella.pk}": "yes", f"alone__p{ella.pk}": "yes", **told})
    assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").select_one(".govuk-error-summary")
    page = client.get(_at(visit)).content.decode()
    assert "20 November 2026" in page
    assert "Was Ella seen?" in page
    client.post(reverse("reopen_response", kwargs={"response_uuid": visit.uuid}), {"reason": "Another date"})
    assert b"Finish: put it on the record" in client.get(_at(visit)).content


def test_who_opens_a_form_leaves_a_trace_on_the_record(visit: Response, ella: Person, cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.amina).get(_at(visit))
    assert LedgerEntry.objects.filter(kind="looked", event=f"form:{visit.pk}", person_id=ella.pk).count() == 1


WHO_CAME = """
key: who_came
title: Who came
version: 1
sections:
  - key: there
    title: Who was there
    questions:
      - {key: came, ask: "Who came?", type: person}
      - {key: said, ask: "What was said?", type: text}
"""


def test_nothing_tells_that_somebody_was_chosen_whose_record_is_hidden(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    uncle = register_person(forenames="Obi", surname="Okonkwo", by=cast.amina, at=now)
    load_form(text=WHO_CAME, by=cast.ada, at=now)
    made = start_response(form_key="who_came", person_ids=[ella.pk], by=cast.amina, at=now)
    typed = {"came": [str(uncle.pk)], "said": ["Enough."]}
    save_response(response_id=made.pk, fields=typed, revision=1, by=cast.amina, at=now)
    finish_response(response_id=made.pk, by=cast.amina, at=now)
    client = client_of(cast.amina)
    assert "Obi Okonkwo" in client.get(_at(made)).content.decode()
    restrict(person_id=uncle.pk, kind="staff", level="hidden", reason="A relative", workers=[cast.cerys.pk], by=cast.ben, at=now)
    page = client_of(cast.amina).get(_at(made)).content.decode()
    assert "Enough." in page
    assert "Who came?" not in page
    reopen_response(response_id=made.pk, reason="To add to it", by=cast.amina, at=now)
    page = client_of(cast.amina).get(_at(made)).content.decode()
    assert "Obi" not in page
    assert "not shown" not in page
    made.refresh_from_db()
    client_of(cast.amina).post(_at(made), {"revision": str(made.revision), "do": "save", "said": "More."})
    made.refresh_from_db()
    assert (made.fields["came"], made.fields["said"]) == ([str(uncle.pk)], ["More."]), "what was not shown stays"
