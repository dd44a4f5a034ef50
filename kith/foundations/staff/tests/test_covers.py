"""Who covers for a worker who is away."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kith.foundations.access.commands import give_role
from kith.foundations.access.rules import NotAllowed, Role
from kith.foundations.staff.commands import CoverCannotBe, end_cover, end_worker, set_cover
from kith.foundations.staff.models import Cover, Worker
from kith.foundations.staff.queries import could_cover, covering, covers_to_see
from tests.access.world import a_date
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
DAY = timedelta(days=1)


def _manages_too(worker: Worker, cast: Cast, now: datetime) -> None:
    """So that they may cover for Ben."""
    give_role(worker_id=worker.pk, role=Role.MANAGER, starts_on=now.date() - DAY, by=cast.ada, at=now)


def test_a_manager_is_covered_on_the_days_that_were_said_and_on_no_others(cast: Cast, now: datetime) -> None:
    _manages_too(cast.cerys, cast, now)
    first, last = now.date(), now.date() + 4 * DAY
    set_cover(worker=cast.ben, covered_by=cast.cerys, starts_on=first, ends_on=last, by=cast.ben, at=now)
    assert covering(cast.ben, on=first - DAY) is None
    assert covering(cast.ben, on=first) == cast.cerys
    assert covering(cast.ben, on=last) == cast.cerys
    assert covering(cast.ben, on=last + DAY) is None


def test_who_covers_and_is_away_later_is_covered_in_turn(cast: Cast, now: datetime) -> None:
    _manages_too(cast.cerys, cast, now)
    _manages_too(cast.dev, cast, now)
    first, last = now.date(), now.date() + 9 * DAY
    set_cover(worker=cast.ben, covered_by=cast.cerys, starts_on=first, ends_on=last, by=cast.ben, at=now)
    set_cover(worker=cast.cerys, covered_by=cast.dev, starts_on=first + DAY, ends_on=first + DAY, by=cast.cerys, at=now)
    assert covering(cast.ben, on=first) == cast.cerys
    assert covering(cast.ben, on=first + DAY) == cast.dev
    with pytest.raises(CoverCannotBe, match="Ben Hartley is away from 23 November 2026"):
        set_cover(worker=cast.dev, covered_by=cast.ben, starts_on=first + DAY, ends_on=first + DAY, by=cast.dev, at=now)


def test_a_cover_by_who_has_left_is_none(cast: Cast, now: datetime) -> None:
    _manages_too(cast.cerys, cast, now)
    set_cover(worker=cast.ben, covered_by=cast.cerys, starts_on=now.date(), ends_on=now.date() + 9 * DAY, by=cast.ben, at=now)
    end_worker(worker=cast.cerys, ends_on=now.date() + DAY, by=cast.ada, at=now)
    assert covering(cast.ben, on=now.date() + DAY) == cast.cerys
    assert covering(cast.ben, on=now.date() + 2 * DAY) is None


def test_a_cover_ends_early_and_what_was_stays_so(cast: Cast, now: datetime) -> None:
    _manages_too(cast.cerys, cast, now)
    made = set_cover(worker=cast.ben, covered_by=cast.cerys, starts_on=now.date(), ends_on=now.date() + 9 * DAY, by=cast.ben, at=now)
    ended = end_cover(cover_id=made.pk, by=cast.ben, at=now + 3 * DAY)
    assert end_cover(cover_id=made.pk, by=cast.ben, at=now + 5 * DAY).ended_at == ended.ended_at, "a second click changes nothing"
    assert covering(cast.ben, on=now.date() + 2 * DAY) == cast.cerys
    assert covering(cast.ben, on=now.date() + 3 * DAY) is None


def test_what_cannot_be_is_refused_in_a_sentence(cast: Cast, now: datetime) -> None:
    _manages_too(cast.cerys, cast, now)
    today = now.date()
    with pytest.raises(CoverCannotBe, match="nobody covers for themselves"):
        set_cover(worker=cast.ben, covered_by=cast.ben, starts_on=today, ends_on=today, by=cast.ben, at=now)
    with pytest.raises(CoverCannotBe, match="before the first"):
        set_cover(worker=cast.ben, covered_by=cast.cerys, starts_on=today, ends_on=today - DAY, by=cast.ben, at=now)
    with pytest.raises(CoverCannotBe, match="That time is over"):
        set_cover(worker=cast.ben, covered_by=cast.cerys, starts_on=today - DAY, ends_on=today - DAY, by=cast.ben, at=now)
    with pytest.raises(CoverCannotBe, match="does not work here on all of these days"):
        set_cover(worker=cast.ben, covered_by=cast.machine, starts_on=today, ends_on=today, by=cast.ben, at=now)
    set_cover(worker=cast.ben, covered_by=cast.cerys, starts_on=today, ends_on=today, by=cast.ben, at=now)
    with pytest.raises(CoverCannotBe, match="Cerys Pugh covers from 23 November 2026"):
        set_cover(worker=cast.ben, covered_by=cast.dev, starts_on=today, ends_on=today, by=cast.ben, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cover.objects.create(worker=cast.ben, covered_by=cast.dev, starts_on=today, ends_on=today, set_at=now, set_by=cast.ben)


def test_only_who_may_do_the_work_covers(cast: Cast, now: datetime) -> None:
    _manages_too(cast.cerys, cast, now)
    today = now.date()
    for other in (cast.ada, cast.olu):
        with pytest.raises(CoverCannotBe, match=f"The roles of {other.name} do not include all of Amina Yusuf's work"):
            set_cover(worker=cast.amina, covered_by=other, starts_on=today, ends_on=today, by=cast.amina, at=now)
    with pytest.raises(CoverCannotBe, match="The roles of Dev Anand do not include all of Ben Hartley's work"):
        set_cover(worker=cast.ben, covered_by=cast.dev, starts_on=today, ends_on=today, by=cast.ben, at=now)
    able = could_cover([cast.amina, cast.ben, cast.ada], seen_by=cast.ada, on=today)
    assert able[cast.amina.pk] == {one.pk for one in (cast.ben, cast.cerys, cast.dev, cast.eve, cast.gwen)}
    assert able[cast.ben.pk] == {cast.cerys.pk}
    assert cast.olu.pk in able[cast.ada.pk], "an administrator opens no records, so there is nothing that a colleague could not do"


def test_only_they_are_offered(cast: Cast, client_of: ClientOf) -> None:
    offered = client_of(cast.amina).get("/cover").content.decode().partition('name="covered_by"')[2].partition("</select>")[0]
    assert [name for name in ("Dev Anand", "Ben Hartley", "Ada Lindqvist", "Olu Adeyemi", "Amina Yusuf") if name in offered] == ["Dev Anand", "Ben Hartley"]


def test_one_says_it_of_oneself_a_manager_of_their_team_and_an_administrator_of_anybody(cast: Cast, now: datetime) -> None:
    today = now.date()
    with pytest.raises(NotAllowed, match="Only Cerys Pugh, a manager of their team or an administrator"):
        set_cover(worker=cast.cerys, covered_by=cast.dev, starts_on=today, ends_on=today, by=cast.ben, at=now)
    with pytest.raises(NotAllowed):
        set_cover(worker=cast.ben, covered_by=cast.dev, starts_on=today, ends_on=today, by=cast.amina, at=now)
    set_cover(worker=cast.amina, covered_by=cast.dev, starts_on=today, ends_on=today, by=cast.ben, at=now)
    set_cover(worker=cast.cerys, covered_by=cast.dev, starts_on=today, ends_on=today, by=cast.ada, at=now)
    assert [one.worker.name for one in covers_to_see(seen_by=cast.amina, on=today)] == ["Amina Yusuf"]
    assert [(one.worker.name, one.may_end) for one in covers_to_see(seen_by=cast.dev, on=today)] == [
        ("Amina Yusuf", False),
        ("Cerys Pugh", False),
    ]


def test_it_is_set_on_the_page_and_ended_by_a_button(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.amina), timezone.localdate()
    sent = {"worker": cast.amina.pk, "covered_by": cast.dev.pk, **a_date("starts_on", today), **a_date("ends_on", today + DAY)}
    page = client.post("/cover", sent, follow=True).content.decode()
    assert "Dev Anand</strong> covers for <strong>Amina Yusuf" in page
    made = Cover.objects.get()
    assert client_of(cast.dev).post(f"/cover/{made.pk}/end").status_code == 403
    assert client.post(f"/cover/{made.pk}/end").status_code == 302
    assert covering(cast.amina, on=today) is None
    other = client.post("/cover", {**sent, "worker": cast.ben.pk}).content.decode()
    assert "Choose one of the answers in the list" in other
