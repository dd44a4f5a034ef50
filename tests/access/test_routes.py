"""Every route, tried by every role on every kind of record: through pages, parts of pages, files, prints and forms."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from kith.foundations.access.commands import give_reason
from kith.foundations.staff.models import Worker
from tests.access.canaries import ADDRESS_KEPT, shut_to, text_of, told_by
from tests.access.families import CONTACT, KINDS
from tests.access.routes import HOW_TO_ADD, ROUTES, Route, said
from tests.access.table import OPENING, OUTSIDE, ROLES, holds, standing
from tests.access.world import World
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        yield from _patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]


def test_every_route_is_in_the_table() -> None:
    there = {str(pattern.name): pattern for pattern in _patterns(get_resolver())}
    missing = sorted(there.keys() - ROUTES.keys())
    assert not missing, f"Nobody has said who may use {', '.join(missing)}. " + HOW_TO_ADD.format(name=missing[0])
    assert not ROUTES.keys() - there.keys(), (
        f"{sorted(ROUTES.keys() - there.keys())} are in tests/access/routes.py, but no longer routes. Delete them."
    )
    wrong = {name: pattern.callback.ability for name, pattern in there.items() if pattern.callback.ability != ROUTES[name].ability}  # type: ignore[attr-defined]  # every page names one
    assert not wrong, f"These ask for another ability than tests/access/routes.py says: {wrong}"


@dataclass(frozen=True)
class Try:
    """One request: who, what, about which record, and how."""

    role: str
    name: str
    kind: str
    method: str

    @property
    def route(self) -> Route:
        return ROUTES[self.name]

    def __str__(self) -> str:
        return f"{self.role}: {self.method} {self.name}" + (f" of the {self.kind} record" if self.route.about != "nobody" else "")

    def stood(self) -> str:
        """How the worker stands to what the address names. Of what hangs on a locked record nothing is told."""
        route = self.route
        if route.about in ("nobody", "draft"):
            return "opens"
        if self.role in OUTSIDE or (route.follows_all and self.kind == "shared" and self.role != "practitioner"):
            return "absent"
        stood = standing(self.role, self.kind)
        if stood == "locked" and route.shut_is_open:
            return "opens"
        return "absent" if stood == "locked" and route.about != "person" else stood

    def expected(self, *, reason_given: bool) -> str:
        """The status that must come back, or (!302) one that must not."""
        route = self.route
        if route.ability is None:
            return "200 302" if self.name == "sign_in" else str(route.shows)
        if self.role in OUTSIDE:
            return "302 to sign in"
        if not holds(self.role, route.ability) or (route.inside and self.role == "partner"):
            return "403"
        stood = self.stood()
        if stood in ("absent", "locked"):
            return {"absent": "404", "locked": "403 contact"}[stood]
        if stood == "asks" and route.ability in OPENING and not reason_given:
            return "302 to why"
        return self._success()

    def _success(self) -> str:
        route = self.route
        for_them = not route.only or self.role in route.only
        if route.about == "draft" and not for_them:
            return "403"
        if self.method == "GET":
            return str(route.shows)
        whole = self.kind != "shared" or not route.whole or self.role == "practitioner"
        return str(route.done) if for_them and whole else f"not {route.done}"


def _fits(answer: Any, expected: str) -> bool:
    status, where = str(answer.status_code), answer.get("Location", "")
    if expected == "302 to sign in":
        return status == "302" and where.startswith("/sign-in?next=")
    if expected == "302 to why":
        return status == "302" and "/why?next=" in where
    if expected == "403 contact":
        return status == "403" and CONTACT in answer.content.decode()
    if expected.startswith("not "):
        return status != expected.removeprefix("not ") and int(status) < 500
    return status in expected.split() and "/sign-in?next=" not in where and "/why?" not in where


def _tries(role: str) -> Iterator[Try]:
    for name, route in ROUTES.items():
        of_several = route.about in ("entry", "line", "event", "form", "form number", "filling")
        kinds = ["open"] if route.about == "nobody" else [*KINDS, *(["shared"] if of_several else [])]
        if role in OUTSIDE or (route.ability and not holds(role, route.ability)):
            kinds = kinds[:3]  # open, locked, hidden: refused before anything about the record is asked
        for kind in kinds:
            yield from (Try(role, name, kind, "GET") for _ in range(route.shows is not None))
            yield from (Try(role, name, kind, "POST") for _ in range(route.does is not None))


def _ask(one: Try, client: Client, world: World) -> Any:
    route = one.route
    parts = {"draft_id": world.things[one.kind].draft} if route.about == "draft" else {}
    address = reverse(one.name, kwargs={**parts, **route.parts(world, one.kind)})
    if one.method == "POST":
        return client.post(address, said(route.does, world, one.kind)), address
    return client.get(address, said(route.query, world, one.kind)), address


def _troubles(one: Try, client: Client, world: World, *, reason_given: bool) -> Iterator[str]:
    expected = one.expected(reason_given=reason_given)
    answer, address = _ask(one, client, world)
    if answer.status_code >= 500:
        yield f"{one} broke: {answer.exc_info[1]!r}"
    if not _fits(answer, expected):
        yield f"{one}: {expected} was expected, {answer.status_code} {answer.get('Location', '')} came back"
    kept = "unsafe" if one.route.about != "nobody" and one.kind == "unsafe" else ""
    text = text_of(answer)
    yield from (f"{one} tells of {what}" for what in told_by(text, shut_to(one.role), world, asked=[address]))
    yield from (f"{one} tells the address that must not become known: {word}" for word in ADDRESS_KEPT if kept and word in text)


def _all_troubles(role: str, client: Client, world: World) -> Iterator[str]:
    """Everything without a reason; then, kind by kind, what asked for one, after it was given."""
    tries = list(_tries(role))
    yield from _one_by_one(tries, client, world, reason_given=False)
    worker = world.worker(role)
    for kind in (*KINDS, "shared"):
        asked = [one for one in tries if one.kind == kind and one.stood() == "asks"]
        if worker and asked:
            with transaction.atomic():
                _give_reason(kind, worker, world)
                yield from _one_by_one(asked, client, world, reason_given=True)
                transaction.set_rollback(True)


def _one_by_one(tries: list[Try], client: Client, world: World, *, reason_given: bool) -> Iterator[str]:
    """Each from the same world and the same sign-in."""
    signed_in = client.cookies.copy()
    for one in tries:
        client.cookies = SimpleCookie(signed_in)
        with transaction.atomic():
            yield from _troubles(one, client, world, reason_given=reason_given)
            transaction.set_rollback(True)


def _give_reason(kind: str, worker: Worker, world: World) -> None:
    with looking_as(worker):
        give_reason(person_id=world.things[kind].person, reason="On duty for the team", by=worker, at=timezone.now())


@pytest.mark.parametrize("role", [*ROLES, *OUTSIDE])
def test_a_role_gets_what_the_table_says_and_nothing_tells_of_the_rest(role: str, world: World, client_of: ClientOf) -> None:
    worker = world.worker(role)
    client = client_of(worker) if worker else Client()
    client.raise_request_exception = False
    client.answers = False  # type: ignore[attr-defined]  # the tests' Visitor: here nobody clicks a reason by themselves
    troubles = list(_all_troubles(role, client, world))
    assert not troubles, f"{len(troubles)} troubles:\n" + "\n".join(troubles[:60])
