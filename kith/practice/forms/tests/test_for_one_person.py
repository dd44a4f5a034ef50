"""What a reader gets: a copy for one person holds only what is theirs; an approver sees what was rewritten; nothing is cut silently."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import (
    NotReady,
    finish_response,
    load_form,
    release_response,
    reopen_response,
    save_response,
    start_response,
)
from kith.practice.forms.models import Response
from kith.practice.forms.queries import read_response, rewritten
from kith.practice.people.commands import register_person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FORM = """
key: talk
title: A talk
sections:
  - key: all
    title: Everybody
    questions:
      - {key: home, ask: How is it at home, type: long text}
      - {key: lead, ask: School, type: text, per_person: true, fact: people.school}
  - key: each
    title: Each
    per_person: true
    questions:
      - {key: says, ask: "What does {name} say", type: long text}
"""
ClientOf = Callable[[Worker], Client]


@pytest.fixture
def talk(cast: Cast, now: datetime) -> tuple[Response, int, int]:
    load_form(text=FORM, by=cast.ada, at=now)
    ada, ben = (register_person(forenames=name, surname="O'Neil", is_sure=True, by=cast.amina, at=now).pk for name in ("Ada", "Ben"))
    made = start_response(form_key="talk", person_ids=[ada, ben], by=cast.amina, at=now)
    said = {"home": ["Ben broke the lamp"], f"says__p{ada}": ["I was out"], f"says__p{ben}": ["It was the cat"]}
    save_response(response_id=made.pk, fields=said, revision=1, by=cast.amina, at=now)
    return finish_response(response_id=made.pk, by=cast.amina, at=now), ada, ben


def all_of_it(response_id: int, person: int, by: Worker) -> str:
    return repr(read_response(response_id, person_id=person, seen_by=by))


def test_a_copy_for_one_person_has_nothing_of_a_sibling_and_says_so(talk: tuple[Response, int, int], cast: Cast, client_of: ClientOf) -> None:
    response, ada, _ = talk
    alone = all_of_it(response.pk, ada, cast.amina)
    assert "I was out" in alone
    assert "cat" not in alone
    assert "lamp" not in alone
    assert "is_whole=False" in alone
    address = reverse("response_word", kwargs={"response_uuid": response.uuid})
    assert client_of(cast.amina).get(f"{address}?person={ada}").status_code == 200


def test_what_is_about_all_comes_with_it_once_its_author_has_released_it(talk: tuple[Response, int, int], cast: Cast, now: datetime) -> None:
    response, ada, _ = talk
    release_response(response_id=response.pk, by=cast.amina, at=now)
    assert "lamp" in all_of_it(response.pk, ada, cast.amina)
    assert "cat" not in all_of_it(response.pk, ada, cast.amina)


def test_what_was_rewritten_since_it_was_opened_again_is_listed(talk: tuple[Response, int, int], cast: Cast, now: datetime) -> None:
    response, _, ben = talk
    assert rewritten(response.pk, seen_by=cast.amina) is None
    reopened = reopen_response(response_id=response.pk, reason="Say more", by=cast.amina, at=now)
    said = {f"says__p{ben}": ["It was me, and I am sorry"], "home": [""]}
    save_response(response_id=response.pk, fields=said, revision=reopened.revision, by=cast.amina, at=now)
    finish_response(response_id=response.pk, by=cast.amina, at=now)
    found = rewritten(response.pk, seen_by=cast.amina) or []
    assert [(each.who, each.was, each.now) for each in found] == [
        ("", "Ben broke the lamp", ""), ("Ben O'Neil", "It was the cat", "It was me, and I am sorry"),
    ]  # fmt: skip


def test_what_does_not_fit_on_the_record_is_said_and_kept(cast: Cast, now: datetime) -> None:
    load_form(text=FORM, by=cast.ada, at=now)
    ada = register_person(forenames="Ada", surname="O'Neil", is_sure=True, by=cast.amina, at=now).pk
    made = start_response(form_key="talk", person_ids=[ada], by=cast.amina, at=now)
    long, text = "Elm " * 60, "word " * 300_000
    save_response(response_id=made.pk, fields={f"lead__p{ada}": [long], "home": [text]}, revision=1, by=cast.amina, at=now)
    with pytest.raises(NotReady) as refusal:
        finish_response(response_id=made.pk, by=cast.amina, at=now)
    assert [(box, sentence.partition(";")[0]) for box, sentence in refusal.value.missing] == [
        ("home", "How is it at home: This has 1,499,999 characters"), (f"lead__p{ada}", "School: This has 239 characters"),
    ]  # fmt: skip
    assert Response.objects.get(pk=made.pk).fields["home"] == [text]
