"""Finished forms are loaded by the thousand, and go on as if they had been typed."""

import json
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection

from kith.practice.forms.commands import ResponseRefused, finish_response, hold_versions, load_form, load_responses, reopen_response
from kith.practice.forms.models import Response
from kith.practice.forms.queries import read_response, unused_questions
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
      - {key: home, ask: How is it at home, type: long text, required: true}
      - {key: says, ask: "What does {name} say", type: long text, per_person: true}
      - {key: never, ask: "Anything else", type: text}
"""
Rows = dict[str, list[tuple[object, ...]]]
UUIDS = [str(UUID(int=number)) for number in range(2)]


def batch(cast: Cast, now: datetime, *, of: str = UUIDS[0], finished: bool = True) -> Rows:
    load_form(text=FORM, by=cast.ada, at=now)
    version = hold_versions(form_keys=["talk"], by=cast.amina, at=now)["talk"].pk
    ada = register_person(forenames="Ada", surname="O'Neil", is_sure=True, by=cast.amina, at=now).pk
    done, amina = (now, cast.amina.pk) if finished else (None, None), cast.amina.pk
    shared = json.dumps({"home": "It's quiet"})
    return {
        "forms_response": [(77, UUIDS[0], version, "", None, shared, "{}", now, amina, now, amina, *done, "{}", "{}", 2)],
        "forms_responsepart": [(77, of, version, now, ada, json.dumps({"says": "I drew it"}), "{}", "{}")],
    }


def load(rows: Rows, cast: Cast, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    load_responses(rows=rows, manifest={"source": "test"}, by=cast.amina, at=now)


def test_what_was_loaded_is_read_counted_and_can_be_opened_again(cast: Cast, now: datetime) -> None:
    load(batch(cast, now), cast, now)
    read = read_response(77, seen_by=cast.amina)
    assert [each.said for section in read.sections for block in section.blocks for each in block.answers] == ["It's quiet", "I drew it"]
    assert next((use.key, use.answered, use.of) for use in unused_questions("talk", seen_by=cast.ada)) == ("never", 0, 1)
    opened = reopen_response(response_id=77, reason="A word is wrong", by=cast.amina, at=now)
    assert sorted(opened.fields.values()) == [["I drew it"], ["It's quiet"]]
    finish_response(response_id=77, by=cast.amina, at=now)
    assert Response.objects.get(pk=77).answers == {"home": "It's quiet"}


@pytest.mark.parametrize(
    ("wrong", "sentence"), [({"of": UUIDS[1]}, "Response 77: the part of person"), ({"finished": False}, "Response 77: it is not finished")]
)
def test_what_breaks_the_rules_of_one_form_is_refused_by_its_number(cast: Cast, now: datetime, wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(ResponseRefused, match=sentence):
        load(batch(cast, now, **wrong), cast, now)  # type: ignore[arg-type]
    assert not Response.objects.exists()
