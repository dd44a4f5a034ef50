"""What is shown when something is not there or not allowed: with the search box and the ways on, for whoever is signed in."""

from collections.abc import Callable
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponseBase
from django.test import Client

from kith.foundations.staff.models import Worker
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
NOT_FOUND = ["/nothing-here", "/people/0/end/Name/0", "/people/99999999999999999999"]
REFUSED = ["/people/0", "/entries/0", "/workers", "/drafts/00000000-0000-0000-0000-000000000000"]


def _has_the_bar(answer: HttpResponseBase) -> bool:
    page = BeautifulSoup(b"".join(bytes(part) for part in answer), "html.parser")
    return bool(page.select_one("form[role=search] input[name=q]") and page.select_one("nav[aria-label=Main] a[href='/my-list']"))


@pytest.mark.parametrize("address", [*NOT_FOUND, *REFUSED])
def test_whoever_is_signed_in_can_go_on_from_there(address: str, cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.amina).get(address)
    assert answer.status_code in (403, 404)
    assert _has_the_bar(answer)


def test_nobody_else_is_shown_the_bar(cast: Cast) -> None:
    answer = Client().get("/nothing-here")
    assert answer.status_code == 404
    assert not _has_the_bar(answer)


def test_a_form_from_before_the_last_sign_in_says_so_with_the_bar(cast: Cast, now: datetime) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.amina, backend="kith.wiring.sessions.Workers")
    answer = client.post("/record-something", {"kind": "note"})
    assert answer.status_code == 403
    assert _has_the_bar(answer)


def test_a_refusal_before_anybody_is_known_is_a_plain_page(cast: Cast) -> None:
    answer = Client().post("/people/1/documents/add", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(200 * 2**20))
    assert answer.status_code == 413
    assert not _has_the_bar(answer)
