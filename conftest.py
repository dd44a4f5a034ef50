"""Shared by every test: a real PostgreSQL, the application's own role in it, the fixed cast, and no way out to the network."""

import time
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as tried

from kith.foundations.access.rules import REASONS
from kith.foundations.ledger.queries import sealing
from kith.foundations.ledger.tests.superuser import superusers_ledger
from kith.foundations.staff.models import Worker
from tests.cast import Cast, assemble
from tests.eyes import see_everything
from tests.template import template

# How long an example takes says how busy the machine is, nothing about Kith.
tried.register_profile("shared machines", deadline=None, suppress_health_check=[HealthCheck.too_slow])
tried.load_profile("shared machines")


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> None:
    """The cast's passwords are hashed by Argon2 as in life, but with little work: hundreds of tests assemble the cast."""
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 64, 1


@pytest.fixture(autouse=True, scope="session")
def _at_any_pace() -> None:
    """A test asks for more pages in a minute than a worker may."""
    settings.PAGES_A_MINUTE = 0


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any) -> None:  # noqa: ARG001 - after it
    """Each process's database is a copy of one that is migrated."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture(autouse=True)
def _as_the_application(request: pytest.FixtureRequest) -> None:
    """Database tests act as the application does: without the rights of the tables' owner."""
    if "db" in request.fixturenames or (request.node.get_closest_marker("django_db") and "transactional_db" not in request.fixturenames):
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("set local role kith_app")
        see_everything()


class Visitor(Client):
    """A worker at a browser. Asked why they open a record, they click the first reason and go on, unless the test is about that
    (`answers`). After each request the test itself sees everything again: in life a request's transaction ends with it."""

    answers = True

    def generic(self, *args: Any, **kwargs: Any) -> Any:
        answer = super().generic(*args, **kwargs)
        why, _, _ = answer.get("Location", "").partition("?")
        if not self.answers or not why.endswith("/why"):
            return answer
        self.answers = False
        self.post(why, {"reason": REASONS[0]})
        self.answers = True
        return super().generic(*args, **kwargs)

    def request(self, **request: Any) -> Any:
        try:
            return super().request(**request)
        finally:
            see_everything()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def cast(db: None, now: datetime) -> Cast:  # noqa: ARG001 - asked for so that there is a database
    return assemble(at=now)


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Generator["psycopg.Connection[Any]"]:
    """A ledger that a superuser can doctor; the ledger's queries read it."""
    with superusers_ledger() as made:
        monkeypatch.setattr(sealing, "connection", made)
        yield made


@pytest.fixture
def client_of() -> Callable[[Worker], Client]:
    """A test client signed in as this worker."""

    def signed_in(worker: Worker) -> Client:
        client = Visitor(raise_request_exception=True)
        client.force_login(worker, backend="kith.wiring.sessions.Workers")
        session = client.session
        session["proven_at"] = session["there_at"] = int(time.time())
        session.save()
        return client

    return signed_in
