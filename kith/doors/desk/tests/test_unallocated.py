"""With whom work goes on although nobody is allocated."""

import re
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import close_episode, open_episode
from kith.practice.pathways.queries import nobody_leads
from kith.practice.people.commands import register_person
from kith.practice.work.commands import allocate, end_allocation
from kith.practice.work.models import Allocation
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


def _waiting(cast: Cast) -> list[int]:
    return [one.person_id for one in nobody_leads(limit=9, seen_by=cast.ben)]


def test_the_list_follows_every_allocation_and_its_end(cast: Cast, now: datetime) -> None:
    today = now.date()
    one, other = (register_person(forenames=name, surname="Quillfeather", by=cast.amina, at=now).pk for name in ("One", "Other"))
    first = allocate(person_id=one, worker_id=None, team_id=cast.north.pk, starts_on=today, by=cast.ben, at=now)
    open_episode(kind="child-in-need", person_id=one, started_on=today, step=None, by=cast.amina, at=now)
    assert _waiting(cast) == [], "allocated before it began"
    end_allocation(allocation=first, ends_on=today, reason="Moved away", by=cast.ben, at=now)
    assert _waiting(cast) == [one]
    Allocation.objects.create(person_id=one, team=cast.north, role="co_worker", starts_on=today, allocated_at=now, allocated_by=cast.ben)
    assert _waiting(cast) == [one], "a co-worker leads nobody"
    allocate(person_id=one, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=today, by=cast.ben, at=now)
    assert _waiting(cast) == []
    ending = open_episode(kind="child-in-need", person_id=other, started_on=today, step=None, by=cast.amina, at=now)
    Allocation.objects.filter(person_id=one, role="lead", ends_on=None).update(person_id=other)
    assert _waiting(cast) == [one], "as when one of two records of a person was made by mistake"
    Allocation.objects.filter(person_id=other).delete()
    assert _waiting(cast) == [one, other]
    close_episode(episode=ending, ended_on=today, reason="needs-met", step=None, by=cast.amina, at=now)
    assert _waiting(cast) == [one]


def test_each_stands_once_and_who_waits_longest_is_first(cast: Cast, now: datetime) -> None:
    ids = [register_person(forenames=name, surname="Quillfeather", by=cast.amina, at=now).pk for name in ("A", "B", "C")]
    for person, days, kind in ((ids[0], 3, "child-in-need"), (ids[1], 9, "child-in-need"), (ids[2], 5, "child-in-need"), (ids[1], 1, "child-protection")):
        open_episode(kind=kind, person_id=person, started_on=now.date() - timedelta(days=days), step=None, by=cast.amina, at=now)
    found = nobody_leads(limit=2, seen_by=cast.ben)
    assert [one.person_id for one in found] == [ids[1], ids[2]]
    assert [since for _, since in found[0].underway] == [now.date() - timedelta(days=9), now.date() - timedelta(days=1)]
    assert [one.person_id for one in nobody_leads(after=found[-1].place, limit=2, seen_by=cast.ben)] == [ids[0]]


def test_a_long_list_goes_on_over_the_page(cast: Cast, now: datetime, client_of: Callable[[Worker], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["kith.doors.desk.pages.unallocated"], "SHOWN", 1)
    for name, days in (("Early", 5), ("Late", 2)):
        person = register_person(forenames=name, surname="Quillfeather", by=cast.amina, at=now)
        open_episode(kind="child-in-need", person_id=person.pk, started_on=now.date() - timedelta(days=days), step=None, by=cast.amina, at=now)
    client, path = client_of(cast.ben), reverse("unallocated")
    first = client.get(path).content.decode()
    assert ("Early Quill" in first, "Late Quill" in first) == (True, False)
    second = client.get(path + re.findall(r'href="(\?after=[^"]+)"', first)[0]).content.decode()
    assert ("Early Quill" in second, "Late Quill" in second, "Who has waited longest" in second) == (False, True, True)
    assert "Early Quill" in client.get(path, {"after": "nonsense_x"}).content.decode()
