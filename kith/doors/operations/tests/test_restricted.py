"""The synthetic council's restricted records: one of each kind, the same for the same seed, and shut to whom the printed line says."""

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kith.doors.operations.council import restricted
from kith.doors.operations.demo import PASSWORD, load
from kith.foundations.access.models import BrokenGlass, Partnership, Restriction
from kith.foundations.access.queries import may
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.models import KeptFrom, Person
from tests.eyes import looking_as, see_everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _loaded(people: int) -> str:
    """As the owner of the tables, which makes their indexes when all rows are there."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        printed = load(people, people * 2, 1)
        cursor.execute("set local role kith_app")
    see_everything()
    return printed


@pytest.fixture
def printed() -> str:
    return _loaded(300)


def _first(name: str) -> Worker:
    return Worker.objects.get(email=f"{name}@demo.example")


def _opens(name: str, person: int) -> bool:
    by = _first(name)
    with looking_as(by):
        return may(by, Ability.VIEW, about=person)


def test_one_of_each_kind_is_there_and_shut_to_whom_the_list_says(printed: str) -> None:
    lines = printed.partition("Restricted records to try")[2].splitlines()[1:]
    assert len(lines) == len(restricted.STORIES) + 1, "two relatives of workers"
    of = {row.kind: row for row in Restriction.objects.filter(against_worker_id=None).order_by("-id")}
    assert of.keys() == {"staff", "profile", "allegation", "adoption", "legal"}
    for name, opens in {"amina": {"staff", "profile", "adoption", "legal"}, "dev": set(), "cerys": set(), "eve": {"legal"}}.items():
        assert {kind for kind, row in of.items() if _opens(name, row.person_id)} == opens, name
    barred = Restriction.objects.get(kind="conflict")
    assert not _opens("dev", barred.person_id)
    assert _opens("amina", barred.person_id)
    glass = BrokenGlass.objects.get()
    assert (glass.worker_id, glass.person_id, glass.reviewed_at) == (_first("eve").pk, of["legal"].person_id, None)


def test_the_refuge_is_kept_from_one_man_and_the_school_nurse_sees_one_family(printed: str, client: Client) -> None:
    kept = KeptFrom.objects.select_related("residence").get()
    assert kept.residence.is_confidential
    assert kept.residence.person_id != kept.person_id
    made = Partnership.objects.get()
    assert made.ends_on > timezone.localdate()
    assert client.post("/sign-in", {"email": restricted.PARTNER[1], "password": PASSWORD}).status_code == 302
    with looking_as(_first("hana")):
        seen = set(Person.objects.values_list("pk", flat=True))
    assert 1 <= len(seen) <= 5


def test_a_council_that_is_too_small_for_some_of_them_is_made_without_them() -> None:
    assert "Sign in as" in _loaded(12)
