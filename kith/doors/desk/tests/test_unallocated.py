"""With whom work goes on although nobody is allocated."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client
from django.urls import reverse

from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import open_episode
from kith.practice.people.commands import register_person
from kith.practice.work.commands import allocate
from tests.cast import Cast


def test_only_whom_nobody_leads_for_is_on_the_list(cast: Cast, now: datetime, client_of: Callable[[Worker], Client]) -> None:
    led, left = (register_person(forenames=name, surname="Quillfeather", by=cast.amina, at=now) for name in ("Led", "Left"))
    for person in (led, left):
        open_episode(kind="child-in-need", person_id=person.pk, started_on=now.date(), step=None, by=cast.amina, at=now)
    allocate(person_id=led.pk, worker_id=None, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    said = client_of(cast.ben).get(reverse("unallocated")).content.decode()
    assert "Left Quillfeather" in said
    assert "Child in need since" in said
    assert "Led Quillfeather" not in said
