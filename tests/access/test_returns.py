"""Returns count everybody, and need an ability of their own; dashboards count nobody who is hidden, and say so under a standing note."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from kith.foundations.access.commands import making_returns
from kith.foundations.access.queries import counted, require
from kith.foundations.access.rules import Ability, NotAllowed
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import person_cards
from tests.access.families import KINDS
from tests.access.world import World
from tests.eyes import looking_as


def _rows() -> set[int]:
    """Round the code."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id from people_fact")
        return {row[0] for row in cursor.fetchall()}


def test_whoever_makes_returns_sees_everybody_while_they_are_made_and_nobody_after(world: World) -> None:
    ana, everybody = Worker.objects.get(pk=world.others.ana.pk), {world.things[kind].person for kind in KINDS}
    with looking_as(ana):
        assert _rows() == set()
        with making_returns(what="SSDA903 2026", by=ana, at=world.now):
            assert _rows() == everybody
            assert set(person_cards(everybody, seen_by=ana)) == everybody
            require(ana, Ability.VIEW, about=everybody)
        assert _rows() == set()
        with pytest.raises(NotAllowed):
            require(ana, Ability.VIEW, about=everybody)
    begun = LedgerEntry.objects.get(event="ReturnsBegun")
    assert (begun.worker_id, begun.subject) == (ana.pk, "SSDA903 2026")


@pytest.mark.parametrize("role", ["practitioner", "manager", "out of hours", "auditor", "record guardian", "partner", "administrator"])
def test_nobody_else_does(role: str, world: World) -> None:
    worker = world.worker(role)
    assert worker
    with looking_as(worker):
        before = _rows()
        with pytest.raises(NotAllowed), making_returns(what="SSDA903 2026", by=worker, at=world.now):
            pytest.fail("nobody comes here")
        with connection.cursor() as cursor:
            cursor.execute("select access_begin_returns(%s), access_begin_returns(%s)", [worker.pk, world.others.ana.pk])
            assert cursor.fetchone() == (False, False), "round the code, for oneself and in another's name"
        assert _rows() == before


def test_what_breaks_on_the_way_leaves_nothing_open(world: World) -> None:
    ana = Worker.objects.get(pk=world.others.ana.pk)
    with looking_as(ana):
        with pytest.raises(ZeroDivisionError), making_returns(what="x", by=ana, at=world.now):
            1 / 0  # noqa: B018 - something breaks
        assert _rows() == set()
        with pytest.raises(ZeroDivisionError), transaction.atomic(), making_returns(what="x", by=ana, at=world.now):
            1 / 0  # noqa: B018 - as above
        assert _rows() == set()


def test_a_dashboard_counts_nobody_who_is_hidden_whoever_looks(world: World, now: datetime) -> None:
    del now
    everybody = {kind: world.things[kind].person for kind in KINDS}
    for role in ("practitioner", "practitioner elsewhere"):
        worker = world.worker(role)
        assert worker
        with looking_as(worker):
            stand = counted(everybody.values(), seen_by=worker)
        assert not stand & {everybody[kind] for kind in ("hidden", "sealed", "let in")}, "for who is let in too"
        assert everybody["open"] in stand
    with looking_as(world.cast.dev):
        assert everybody["barred"] not in counted(everybody.values(), seen_by=world.cast.dev)


def test_the_note_is_the_same_whether_or_not_anybody_is_hidden() -> None:
    jinja = engines["jinja2"]
    assert isinstance(jinja, Jinja2)
    drawn = jinja.env.from_string('{% from "design/counts.html" import standing_note %}{{ standing_note() }}').render()
    said = BeautifulSoup(drawn, "html.parser").get_text()
    assert "are not counted here, whoever looks; there may be none" in said
    assert "returns count everybody" in said
