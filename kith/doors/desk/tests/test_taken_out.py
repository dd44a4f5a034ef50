"""Whatever leaves Kith as a file asks again who one is, where the last proof is older than a quarter of an hour."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from tests.cast import PASSWORD, Cast


@pytest.fixture
def kit(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Kit", surname="O'Brien", sex="F", by=cast.amina, at=now)


@pytest.mark.parametrize("what", ["chronology.pdf", "chronology.docx", "brief.pdf"])
def test_a_file_is_asked_about_again_and_then_comes(what: str, cast: Cast, kit: Person, client_of: Callable[[Worker], Client]) -> None:
    client, path = client_of(cast.amina), f"/people/{kit.pk}/{what}"
    session = client.session
    session["proven_at"] = 0
    session.save()
    asked = client.get(path)
    assert (asked.status_code, "Confirm that it is you" in asked.content.decode()) == (403, True)
    assert client.post(path, {"kith_confirm": "open", "kith_password": PASSWORD})["Location"] == path
    assert "attachment" in client.get(path)["Content-Disposition"]
