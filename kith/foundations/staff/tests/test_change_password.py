"""Changing one's own password."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.commands import PasswordRefused, change_password
from kith.foundations.staff.models import Worker
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]
NEW = "four plain words walking"
PAGE = "/my-password"


def _asked(**given: str) -> dict[str, str]:
    return {"old": PASSWORD, "new": NEW, "again": NEW, **given}


def test_a_changed_password_works_and_the_old_one_does_not(cast: Cast, now: datetime) -> None:
    change_password(old=PASSWORD, new=NEW, by=cast.amina, at=now)
    amina = Worker.objects.get(pk=cast.amina.pk)
    assert amina.check_password(NEW)
    assert not amina.check_password(PASSWORD)
    assert LedgerEntry.objects.filter(event="PasswordChanged", worker_id=amina.pk, subject=f"staff.Worker:{amina.pk}").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("not her password", NEW, "old", "not your password now"),
        (PASSWORD, PASSWORD, "new", "your password already"),
        (PASSWORD, "too short", "new", "at least 12 characters"),
        (PASSWORD, "qwerty123456", "new", "Many people use that password"),
        (PASSWORD, "AminaYusuf123", "new", "too like your name or e-mail address"),
        (PASSWORD, "Kith-Borough-2026!", "new", "names of Kith and of the council"),
        (PASSWORD, "kithkithkith99", "new", "names of Kith and of the council"),
        (PASSWORD, "amina@council", "new", "too like your name or e-mail address"),
    ],
)
def test_what_will_not_do_is_refused_in_a_sentence(old: str, new: str, field: str, words: str, cast: Cast, now: datetime) -> None:
    with pytest.raises(PasswordRefused) as refused:
        change_password(old=old, new=new, by=cast.amina, at=now)
    assert words in str(refused.value)
    assert refused.value.field == field
    assert Worker.objects.get(pk=cast.amina.pk).check_password(PASSWORD)


def test_this_window_stays_and_every_other_is_signed_out(cast: Cast, client_of: ClientOf) -> None:
    here, elsewhere = client_of(cast.amina), client_of(cast.amina)
    assert elsewhere.get("/my-list").status_code == 200
    answer = here.post(PAGE, _asked(), follow=True)
    assert "Your password was changed" in answer.content.decode()
    assert here.get("/my-list").status_code == 200
    assert elsewhere.get("/my-list")["Location"] == "/sign-in?next=/my-list"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"old": "wrong"}, "not your password now"),
        ({"again": "something else entirely"}, "The two new passwords are not the same"),
        ({"new": "short", "again": "short"}, "at least 12 characters"),
        ({"old": ""}, "Enter your password now"),
        ({"again": ""}, "Enter the new password again"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_no_password_is_sent_back(
    given: dict[str, str], words: str, cast: Cast, client_of: ClientOf
) -> None:
    page = client_of(cast.amina).post(PAGE, _asked(**given)).content.decode()
    assert page.count(words) == 2  # in the summary and at the field
    assert NEW not in page
    assert PASSWORD not in page
    assert Worker.objects.get(pk=cast.amina.pk).check_password(PASSWORD)


def test_guessing_at_a_window_left_open_is_throttled(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    answers = [client.post(PAGE, _asked(old="a guess")) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert client.post(PAGE, _asked()).status_code == 429


@pytest.mark.parametrize("who", ["amina", "ada", "olu"])
def test_whoever_is_signed_in_finds_it_on_every_page(who: str, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(getattr(cast, who))
    assert '<a href="/my-sign-in">Your sign-in</a>' in client.get(PAGE).content.decode()
    assert f'href="{PAGE}">Change password</a>' in client.get("/my-sign-in").content.decode()
    assert 'autocomplete="new-password"' in client.get(PAGE).content.decode()


def test_nobody_else_reaches_it(cast: Cast) -> None:
    assert Client().get(PAGE)["Location"] == f"/sign-in?next={PAGE}"
