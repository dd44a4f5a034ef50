"""Who may do what, where a stranger found that anybody could."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from kith.foundations.access.rules import NotAllowed, Role
from kith.foundations.staff.commands import LastAdministrator, add_worker, end_worker
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person, relate
from kith.practice.recording.commands import finish_entry, save_draft, start_draft, strike_out
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]


def test_a_relationship_is_ended_from_either_record(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    mother = register_person(forenames="Rose", surname="Fennimore", sex="F", by=cast.amina, at=now)
    child = register_person(forenames="Kit", surname="Fennimore", sex="M", born_on=date(2015, 1, 2), by=cast.amina, at=now)
    tie = relate(person_id=mother.pk, other_id=child.pk, kind="carer", by=cast.amina, at=now)
    client = client_of(cast.amina)
    for person in (mother, child):
        assert client.get(f"/people/{person.pk}/end/Relationship/{tie.pk}").status_code == 200
    other = register_person(forenames="Una", surname="Vale", sex="F", by=cast.amina, at=now)
    assert client.get(f"/people/{other.pk}/end/Relationship/{tie.pk}").status_code == 404


def test_a_management_decision_is_a_managers(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    child = register_person(forenames="Kit", surname="Fennimore", sex="M", by=cast.amina, at=now)
    with pytest.raises(NotAllowed, match="Only managers"):
        start_draft(kind="decision", person_ids=[child.pk], by=cast.amina, at=now)
    assert "Management decision" not in client_of(cast.amina).get(f"/people/{child.pk}").content.decode()
    assert "Management decision" in client_of(cast.ben).get(f"/people/{child.pk}").content.decode()
    assert start_draft(kind="decision", person_ids=[child.pk], by=cast.ben, at=now).pk


def test_a_struck_out_entry_says_so_in_search(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    child = register_person(forenames="Kit", surname="Fennimore", sex="M", by=cast.amina, at=now)
    draft = start_draft(kind="note", person_ids=[child.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["About the wombatfish."]}, revision=1, by=cast.amina, at=now)
    entry = finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    client = client_of(cast.amina)
    assert "Struck out" not in client.get("/find/entries?words=wombatfish").content.decode()
    strike_out(entry_id=entry.pk, reason="Wrong child", by=cast.amina, at=now)
    assert "Struck out" in client.get("/find/entries?words=wombatfish").content.decode()


def test_the_last_administrator_stays(cast: Cast, now: datetime) -> None:
    today = now.date()
    with pytest.raises(LastAdministrator):
        end_worker(worker=cast.ada, ends_on=today, by=cast.ada, at=now)
    add_worker(email="ivo@council.example", name="Ivo Lund", password=PASSWORD, roles=[Role.ADMINISTRATOR], by=cast.ada, at=now)
    assert end_worker(worker=cast.ada, ends_on=today, by=cast.ada, at=now).ends_on == today
