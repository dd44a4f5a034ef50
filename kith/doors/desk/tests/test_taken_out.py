"""Whatever leaves Kith as a file asks again who one is, where the last proof is old; and no more is printed at once than the server bears."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from kith.foundations.design import printing
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from tests.cast import PASSWORD, Cast


@pytest.fixture
def kit(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Kit", surname="O'Brien", sex="F", by=cast.amina, at=now)


def test_while_others_print_a_third_is_told_to_wait(
    cast: Cast, kit: Person, client_of: Callable[[Worker], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "PATIENCE", 0.01)
    with printing.AT_ONCE, printing.AT_ONCE:
        answer = client_of(cast.amina).get(f"/people/{kit.pk}/brief.pdf")
        assert (answer.status_code, "Others are printing at this moment" in answer.content.decode()) == (503, True)
    assert client_of(cast.amina).get(f"/people/{kit.pk}/brief.pdf").status_code == 200, "a place that was given back is there for the next"


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
