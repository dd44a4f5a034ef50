"""Broken glass is looked into and signed off on a page."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from kith.foundations.access.commands import break_glass, restrict
from kith.foundations.access.models import BrokenGlass
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from tests.cast import Cast


@pytest.fixture
def glass(cast: Cast, now: datetime) -> BrokenGlass:
    kit = register_person(forenames="Kit", surname="O'Brien", sex="F", by=cast.amina, at=now)
    restrict(person_id=kit.pk, kind="staff", level="hidden", reason="A colleague's", workers=[cast.amina.pk], by=cast.ben, at=now)
    return break_glass(person_id=kit.pk, reason="Police at the door", by=cast.eve, at=timezone.now())


def test_it_is_signed_off_with_what_was_found(glass: BrokenGlass, cast: Cast, client_of: Callable[[Worker], Client]) -> None:
    client = client_of(cast.olu)
    asked = client.post(f"/broken-glass/{glass.pk}", {"outcome": " "}).content.decode()
    assert f'<a href="#outcome-{glass.pk}">Say what you found: was it needed?</a>' in asked
    assert f'id="outcome-{glass.pk}-error"' in asked
    assert "O&#39;Brien" not in asked, "an auditor reads that a restricted record was opened, not whose"
    assert "It is signed off." in client.post(f"/broken-glass/{glass.pk}", {"outcome": "It was"}, follow=True).content.decode()
    glass.refresh_from_db()
    assert (glass.outcome, glass.reviewed_by) == ("It was", cast.olu.pk)
