"""Who holds which role, since when, until when, given by whom: for administrators and auditors."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.foundations.access.commands import end_role, give_role
from kith.foundations.access.models import RoleHeld
from kith.foundations.access.rules import NotAllowed, Role
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import role_holders
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def test_it_says_since_when_until_when_and_by_whom(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    today = timezone.localdate()
    held = give_role(worker_id=cast.amina.pk, role=Role.MANAGER, starts_on=today, by=cast.ada, at=now)
    end_role(held=held, ends_on=today + timedelta(days=30), by=cast.ada, at=now)
    last = held.ends_on
    assert last
    page = client_of(cast.olu).get("/roles").content.decode()
    row = page[page.index("Manager (2)") :]
    assert "Amina Yusuf" in row
    assert f"{last.day} {last:%B %Y}" in row
    assert "Ada Lindqvist" in row


def test_what_is_over_is_shown_when_asked_for(cast: Cast, now: datetime) -> None:
    held = RoleHeld.objects.get(worker_id=cast.cerys.pk)
    end_role(held=held, ends_on=now.date(), by=cast.ada, at=now)
    today = timezone.localdate()
    assert "Cerys Pugh" not in [one.name for one in role_holders(seen_by=cast.olu, on=today)["practitioner"]]
    assert "Cerys Pugh" in [one.name for one in role_holders(seen_by=cast.olu, on=today, over=True)["practitioner"]]


def test_nobody_else_reads_it_and_an_auditor_has_no_way_to_change_it(cast: Cast, client_of: ClientOf) -> None:
    with pytest.raises(NotAllowed):
        role_holders(seen_by=cast.amina, on=timezone.localdate())
    assert f'href="/workers/{cast.amina.pk}"' in client_of(cast.ada).get("/workers/roles").content.decode()
    assert 'href="/workers/' not in client_of(cast.olu).get("/roles").content.decode()
    assert client_of(cast.olu).get("/workers/roles").status_code == 403
    assert client_of(cast.ben).get("/roles").status_code == 403
