from datetime import datetime, timedelta

import pytest

from kith.foundations.access.commands import end_role, give_role
from kith.foundations.access.queries import require, roles_held
from kith.foundations.access.rules import Ability, NotAllowed, Role
from kith.foundations.ledger.models import LedgerEntry
from tests.cast import Cast


def test_a_practitioner_may_record_but_not_allocate(cast: Cast) -> None:
    require(cast.amina, Ability.RECORD)
    with pytest.raises(NotAllowed, match="Only managers allocate"):
        require(cast.amina, Ability.ALLOCATE)


def test_only_an_administrator_gives_roles(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        give_role(worker_id=cast.cerys.pk, role=Role.MANAGER, starts_on=now.date(), by=cast.amina, at=now)


def test_a_role_ends_on_its_date(cast: Cast, now: datetime) -> None:
    today = now.date()
    held = give_role(worker_id=cast.cerys.pk, role=Role.MANAGER, starts_on=today, by=cast.ada, at=now)
    end_role(held=held, ends_on=today, by=cast.ada, at=now)
    assert Role.MANAGER in roles_held(cast.cerys.pk, on=today)
    assert Role.MANAGER not in roles_held(cast.cerys.pk, on=today + timedelta(days=1))


def test_giving_a_role_is_on_the_ledger(cast: Cast, now: datetime) -> None:
    give_role(worker_id=cast.cerys.pk, role=Role.MANAGER, starts_on=now.date(), by=cast.ada, at=now)
    entry = LedgerEntry.objects.filter(event="RoleGiven").latest("id")
    assert (entry.worker_id, entry.reason) == (cast.ada.pk, "manager")
