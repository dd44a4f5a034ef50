"""For a worker who may not know of somebody, the world is as if they were not there: the same status, bytes, headers and number of statements."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import search
from kith.practice.recording.commands import finish_entry, save_draft, start_draft, strike_out
from kith.practice.work.queries import notices_for
from tests.access.routes import PARTS, ROUTES, said
from tests.access.table import holds
from tests.access.world import NEVER, NEVER_A_DRAFT, World
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]
# What differs between any two answers: the token of a form, and the minute in the line that a print ends with.
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value="|csrftoken=)[\w-]+|(?<=, )\d{1,2} \w+ \d{4}, [\d:]+[ap]m(?=\. Confidential)')


@dataclass(frozen=True)
class Seen:
    """What came back, and what it cost."""

    status: int
    body: str
    headers: dict[str, str]
    statements: int


def _seen(client: Client, method: str, address: str, fields: dict[str, Any], *ids: object) -> Seen:
    with transaction.atomic():
        with CaptureQueriesContext(connection) as sent:
            answer = getattr(client, method.lower())(address, fields)
        transaction.set_rollback(True)
    body, headers = answer.content.decode(), {name: TOKEN.sub("", value) for name, value in answer.headers.items()}
    forms = {form for id_ in ids for form in (str(id_), quote(str(id_)), quote_plus(str(id_)), quote(str(id_), safe=""))}
    for form in sorted(forms, key=len, reverse=True):
        body, headers = body.replace(form, "ID"), {name: value.replace(form, "ID") for name, value in headers.items()}
    headers.pop("Content-Length", None)
    return Seen(answer.status_code, TOKEN.sub("", body), headers, len(sent))


def _about_somebody() -> Iterator[Any]:
    for name, route in ROUTES.items():
        if route.about in (*PARTS, "draft") and route.ability and holds("practitioner elsewhere", route.ability):
            yield from (pytest.param(name, method, id=f"{method} {name}") for method in ("GET", "POST"))


def _address(name: str, world: World, kind: str | None) -> tuple[str, object]:
    """The address for the hidden record, or for a number that nothing ever had; and that number."""
    route = ROUTES[name]
    if route.about == "draft":
        id_ = world.things[kind].draft if kind else NEVER_A_DRAFT
        return reverse(name, kwargs={"draft_id": id_}), id_
    parts = route.parts(world, kind or "hidden")
    own = PARTS[route.about]
    if not kind:
        parts[own] = NEVER_A_DRAFT if own.endswith("_uuid") else NEVER
    return reverse(name, kwargs=parts), parts[own]


@pytest.fixture
def cerys(world: World, client_of: ClientOf) -> Client:
    client = client_of(world.cast.cerys)
    client.answers = False  # type: ignore[attr-defined]  # the tests' Visitor
    client.get("/my-list")
    return client


def test_whoever_is_hidden_and_whoever_never_was_answer_alike(world: World, cerys: Client) -> None:
    told = []
    for case in _about_somebody():
        name, method = case.values
        fields = said(ROUTES[name].does, world, "hidden") if method == "POST" else {}
        asked = [_address(name, world, kind) for kind in ("hidden", "sealed", None)]
        masked = [part for pair in asked for part in pair]
        hidden, sealed, never = [_seen(cerys, method, address, dict(fields) | _again(fields), *masked) for address, _ in asked]
        if not hidden == sealed == never:
            told.append(f"{method} {name}: {_difference(hidden, never)} / {_difference(sealed, never)}")
        assert never.status in ((403, 405) if ROUTES[name].about == "draft" else (404,)), f"{method} {name}: {never.status}"
    assert not told, "\n".join(told)


def _again(fields: dict[str, Any]) -> dict[str, Any]:
    """A file can be read once."""
    for value in fields.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return {}


def _difference(one: Seen, other: Seen) -> str:
    return ", ".join(
        f"{field}: {getattr(one, field)!r} / {getattr(other, field)!r}"[:300]
        for field in ("status", "headers", "statements", "body")
        if getattr(one, field) != getattr(other, field)
    )


def test_the_address_of_one_record_is_no_way_to_what_hangs_on_another(world: World, cerys: Client) -> None:
    """Numbers of the hidden one's rows, through the address of a record that is open."""
    open_, hidden = world.things["open"].person, world.things["hidden"]
    relation = world.families.of["hidden"].relationships.get().pk
    pairs = [
        (f"/people/{open_}/end/Identifier/{{}}", hidden.identifier), (f"/people/{open_}/end/Alert/{{}}", hidden.alert),
        (f"/people/{open_}/end/Relationship/{{}}", relation), (f"/people/{open_}/alerts/{{}}/review", hidden.alert),
        (f"/people/{open_}/add/relationship?person={{}}", hidden.person), ("/record-something?person={}", hidden.person),
        ("/find/entries?words=letter&scope=person&person={}", hidden.person), ("/find/entries?words=letter&scope=family&person={}", hidden.person),
    ]  # fmt: skip
    cerys.post(f"/people/{open_}/why", {"reason": "On duty for the team"})
    for pattern, id_ in pairs:
        for method in ("GET", "POST"):
            real, never = (
                _seen(cerys, method, pattern.format(one), {"person": str(one)} if method == "POST" else {}, id_, NEVER)
                for one in (id_, NEVER)
            )
            assert real == never, f"{method} {pattern}: {_difference(real, never)}"


def test_what_is_typed_of_the_hidden_is_answered_as_what_nobody_has(world: World, cerys: Client) -> None:
    """Find-or-add, a number, an address, a relationship: no near match, no clash, no error."""
    open_ = world.things["open"].person
    cerys.post(f"/people/{open_}/why", {"reason": "On duty for the team"})
    typed: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "/people/add": (
            {
                "forenames": "Hiddenina",
                "surname": "Zephyrhide",
                **_born(date(2012, 6, 3)),
                "birth_known": "exact",
                "sex": "F",
                "nhs_number": "943 476 5935",
            },
            {
                "forenames": "Nowherina",
                "surname": "Quixotide",
                **_born(date(2013, 8, 9)),
                "birth_known": "exact",
                "sex": "F",
                "nhs_number": "943 476 6036",
            },
        ),
        f"/people/{open_}/add/number": (
            {"scheme": "nhs_number", "value": "943 476 5935"},
            {"scheme": "nhs_number", "value": "943 476 6036"},
        ),
        f"/people/{open_}/add/contact": (
            {"kind": "mobile", "value": "07700 900102", "safe": "yes"},
            {"kind": "mobile", "value": "07700 900777", "safe": "yes"},
        ),
        f"/people/{open_}/add/address": (
            {"kind": "other", "lines": "3 Zephyrhide Street", "postcode_text": "LS4 1AB"},
            {"kind": "other", "lines": "3 Nobodys Street", "postcode_text": "LS9 9AB"},
        ),
        f"/people/{open_}/add/vehicle": ({"registration_text": "AB12 ZEP"}, {"registration_text": "AB12 XXX"}),
    }
    for address, (real, never) in typed.items():
        answers = [_seen(cerys, "POST", address, fields) for fields in (real, never)]
        assert [one.status for one in answers] == [302, 302], address
        alike = [re.sub(r"/people/\d+", "/people/N", one.headers["Location"]) for one in answers]
        assert alike[0] == alike[1]
        assert answers[0].body == answers[1].body == ""


def _born(on: date) -> dict[str, int]:
    return {"born_on_day": on.day, "born_on_month": on.month, "born_on_year": on.year}


PAIRS = [
    ("Zephyrhide", "Zyphrohude"),
    ("Openshaw Zephyrhide", "Openshaw Zyphrohude"),
    ("3 Zephyrhide Street", "3 Zyphrohude Street"),
    ("Hiddenina", "Hoddenuna"),
]


@pytest.mark.parametrize(("real", "never"), PAIRS)
def test_a_search_for_the_hidden_is_a_search_for_nobody(real: str, never: str, world: World, cerys: Client) -> None:
    for path in ("/find", "/find/pick", "/find/entries"):
        seen = [_seen(cerys, "GET", path, {"q": one, "words": one}, one) for one in (real, never)]
        assert seen[0].body == seen[1].body, path
    by = world.cast.cerys
    with looking_as(by):
        scores = [
            [(found.card.id, found.score) for found in search(one, seen_by=by, today=world.now.date()).results] for one in (real, never)
        ]
    assert scores[0] == scores[1], "even the scores of others are the same"


def test_who_wrote_on_a_record_that_was_shut_since_is_not_told_of_it(world: World) -> None:
    cast, now, open_ = world.cast, world.now, world.things["open"].person
    draft = start_draft(kind="note", person_ids=[open_], by=cast.cerys, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["Seen at the gate."]}, revision=1, by=cast.cerys, at=now)
    entry = finish_entry(draft_id=draft.pk, by=cast.cerys, at=now)
    with looking_as(cast.cerys):
        before = notices_for(seen_by=cast.cerys)
    restrict(person_id=open_, kind="staff", level="hidden", reason="x", workers=[cast.ben.pk], by=cast.ben, at=now)
    strike_out(entry_id=entry.pk, reason="Openshaw is a colleague's child", by=cast.ben, at=now)
    with looking_as(cast.cerys):
        assert notices_for(seen_by=cast.cerys) == before
