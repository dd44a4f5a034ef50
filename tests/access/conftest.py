"""What the tests of access share. A world is built once for all tests of a module that a process runs: to build it costs more than most tests."""

import contextlib
import copy
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction

from tests.access.families import Families, assemble_families
from tests.access.world import World, assemble_world
from tests.cast import Cast, assemble
from tests.eyes import see_everything

T = TypeVar("T")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@contextlib.contextmanager
def _standing(build: Callable[[], T], blocker: Any) -> Iterator[T]:
    """In a transaction that is never kept; each test is a savepoint in it. The tests of its module make no cast of their own."""
    with blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        with connection.cursor() as cursor:
            cursor.execute("set local role kith_app")
        see_everything()
        built = build()
    yield built
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with _standing(lambda: assemble_world(assemble(at=NOW), NOW), django_db_blocker) as built:
        yield built


@pytest.fixture(scope="module")
def standing_families(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, Families]]:
    def build() -> tuple[Cast, Families]:
        cast = assemble(at=NOW)
        return cast, assemble_families(cast, NOW)

    with _standing(build, django_db_blocker) as built:
        yield built


@pytest.fixture
def world(standing_world: World, db: None) -> World:
    """As it was built: what a test changes, in the database or in what it remembers of it, is its own."""
    return copy.deepcopy(standing_world)


@pytest.fixture
def _cast_and_families(standing_families: tuple[Cast, Families], db: None) -> tuple[Cast, Families]:
    return copy.deepcopy(standing_families)


@pytest.fixture
def families(_cast_and_families: tuple[Cast, Families]) -> Families:
    return _cast_and_families[1]


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None, now: datetime) -> Cast:
    """The cast that the families of this test belong to, where it has any."""
    if "families" in request.fixturenames:
        return request.getfixturevalue("_cast_and_families")[0]  # type: ignore[no-any-return]  # as that fixture says
    return assemble(at=now)
