"""Who may do what: the matrix through its pages, changed by two people; roles given and ended."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from kith.foundations.access.commands import decide_change, declare_conflict, end_role, give_role, propose_change
from kith.foundations.access.models import MatrixChange, RoleAbility, RoleHeld
from kith.foundations.access.rules import Ability, Refusal, Role
from kith.foundations.staff.commands import add_worker
from kith.foundations.staff.models import Worker
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]
MORE = {"role": "auditor", "adds": "yes", "ability": "export", "area": "any", "whom": "anyone", "reason": "Prints for court"}


@pytest.fixture
def ivo(cast: Cast, now: datetime) -> Worker:
    return add_worker(email="ivo@council.example", name="Ivo Lund", password=PASSWORD, roles=[Role.ADMINISTRATOR], by=cast.ada, at=now)


def test_one_proposes_another_agrees_and_the_page_says_why(cast: Cast, ivo: Worker, client_of: ClientOf) -> None:
    proposer, decider = client_of(cast.ada), client_of(ivo)
    assert proposer.post("/abilities/propose", MORE)["Location"] == "/abilities"
    change = MatrixChange.objects.get()
    assert not RoleAbility.objects.filter(role="auditor", ability="export").exists(), "nothing changes yet"
    page = client_of(cast.amina).get("/abilities").content.decode()
    assert "Auditor: may print and export" in page
    assert f"/abilities/changes/{change.pk}" not in page, "only administrators decide"
    assert "another administrator decides" in proposer.get(f"/abilities/changes/{change.pk}").content.decode()
    assert "another administrator must decide" in proposer.post(f"/abilities/changes/{change.pk}", {"decision": "agree"}).content.decode()
    assert "Olu Adeyemi" in decider.get(f"/abilities/changes/{change.pk}").content.decode(), "whom it touches"
    assert decider.post(f"/abilities/changes/{change.pk}", {"decision": "agree"})["Location"] == "/abilities"
    why = client_of(cast.olu).get("/abilities/mine").content.decode()
    assert "Prints for court" in why
    assert "Proposed by Ada Lindqvist, agreed by Ivo Lund" in why
    again = decider.post(f"/abilities/changes/{change.pk}", {"decision": "refuse"}).content.decode()
    assert "This change is decided already" in again, "the stale tab"


def test_a_partner_is_said_to_see_their_families_and_no_team(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.amina).get("/abilities").content.decode()
    assert "their families" in page.lower()
    assert "own team" not in page.lower(), "nobody else is bound to one as it is shipped"


def test_what_was_typed_is_kept_and_what_is_wrong_is_said(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.ada)
    page = client.post("/abilities/propose", MORE | {"role": "another", "new_role": " ", "reason": "For the night"}).content.decode()
    assert "Enter the name of the new role" in page
    assert "For the night" in page
    assert "may do this already" in client.post("/abilities/propose", MORE | {"ability": "audit"}).content.decode()
    assert "may not do this as it is" in client.post("/abilities/propose", MORE | {"adds": "no"}).content.decode()
    client.post("/abilities/propose", MORE)
    assert "is proposed already" in client.post("/abilities/propose", MORE).content.decode(), "the second click"


def test_a_council_makes_a_role_of_its_own_and_gives_it(cast: Cast, ivo: Worker, now: datetime, client_of: ClientOf) -> None:
    with pytest.raises(Refusal, match="Propose what it may do first"):
        give_role(worker_id=cast.cerys.pk, role="night reader", starts_on=timezone.localdate(), by=cast.ada, at=now)
    client_of(cast.ada).post("/abilities/propose", MORE | {"role": "another", "new_role": "Night reader", "ability": "duty"})
    change = MatrixChange.objects.get()
    decide_change(change_id=change.pk, agrees=True, by=ivo, at=now)
    today = timezone.localdate()
    said = {"role": "night reader", "starts_on_day": today.day, "starts_on_month": today.month, "starts_on_year": today.year}
    assert client_of(cast.ada).post(f"/workers/{cast.cerys.pk}/abilities", said).status_code == 302
    assert Ability.DUTY in Worker.objects.get(pk=cast.cerys.pk).abilities


def test_two_must_be_left_who_can_change_the_matrix(cast: Cast, ivo: Worker, now: datetime) -> None:
    change = propose_change(role="administrator", ability="administer", adds=False, reason="x", by=cast.ada, at=now)
    with pytest.raises(Refusal, match="Fewer than two administrators"):
        decide_change(change_id=change.pk, agrees=True, by=ivo, at=now)
    assert RoleAbility.objects.filter(role="administrator", ability="administer").exists()
    assert not decide_change(change_id=change.pk, agrees=False, by=ivo, at=now).is_agreed


def test_nobody_gives_a_role_to_themselves_nor_takes_the_last_administrators(cast: Cast, now: datetime) -> None:
    today = timezone.localdate()
    with pytest.raises(Refusal, match="to themselves"):
        give_role(worker_id=cast.ada.pk, role=Role.MANAGER, starts_on=today, by=cast.ada, at=now)
    with pytest.raises(Refusal, match="Nobody would be left"):
        end_role(held=RoleHeld.objects.get(worker_id=cast.ada.pk), ends_on=today, by=cast.ada, at=now)
    assert RoleHeld.objects.get(worker_id=cast.ada.pk).ends_on is None


def test_the_administrator_sees_and_ends_roles(cast: Cast, client_of: ClientOf) -> None:
    client, held, today = client_of(cast.ada), RoleHeld.objects.get(worker_id=cast.ben.pk), timezone.localdate()
    page = client.get(f"/workers/{cast.ben.pk}/abilities").content.decode()
    assert "Because of the role manager" in page
    assert "North safeguarding" in page
    last_day = {"ends_on_day": today.day, "ends_on_month": today.month, "ends_on_year": today.year}
    assert client.get(f"/workers/{cast.amina.pk}/abilities/{held.pk}/end").status_code == 404, "another's role"
    assert client.post(f"/workers/{cast.ben.pk}/abilities/{held.pk}/end", last_day).status_code == 302
    assert RoleHeld.objects.get(pk=held.pk).ends_on == today
    assert client.get(f"/workers/{cast.machine.pk}/abilities").status_code == 404, "the machine's are kept by the code"


def test_a_worker_sees_whom_they_said_they_know_without_a_name(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    declare_conflict(person_id=7, worker_id=cast.dev.pk, reason="My cousin", by=cast.dev, at=now)
    page = client_of(cast.dev).get("/abilities/mine").content.decode()
    assert "My cousin" in page
    assert "/people/7" not in page
    assert "My cousin" not in client_of(cast.amina).get("/abilities/mine").content.decode()
