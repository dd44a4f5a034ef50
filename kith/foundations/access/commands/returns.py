"""While the council's returns are made, whoever makes them sees everybody: a return that leaves the hidden out is wrong."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from django.db import connection

from kith.foundations.access.events import ReturnsBegun
from kith.foundations.access.queries import Holder, look_as, require
from kith.foundations.access.rules import Ability, Area, Holding, NotAllowed, Whom
from kith.foundations.ledger.commands import announce, command

READS = frozenset(Holding(ability, Area.ANY, Whom.ANYONE) for ability in (Ability.SEARCH, Ability.VIEW))


@command
def begin_returns(*, what: str, by: Holder, at: datetime) -> None:
    """From here to the end of the transaction the worker sees everybody, hidden people too. `what` names the return, on the ledger."""
    require(by, Ability.RETURNS)
    with connection.cursor() as cursor:
        cursor.execute("select access_begin_returns(%s)", [by.pk])
        begun: bool = cursor.fetchone()[0]
    if not begun:
        raise NotAllowed("Only who makes the council's returns sees everybody. Ask your manager if that should be you.")
    by.known.clear()
    announce(ReturnsBegun(subject=what, reason="everybody is included, hidden people too"), by=by, at=at)


@contextmanager
def making_returns(*, what: str, by: Holder, at: datetime) -> Generator[None]:
    """For the rooms that make returns: `with making_returns(what="SSDA903 2026", by=worker, at=now):` asks for the ability of its own, and
    inside it queries about people answer as to somebody who may see all. Afterwards the worker sees what they saw before."""
    begin_returns(what=what, by=by, at=at)
    held = by.holdings
    _hold(by, held | READS)
    try:
        yield
    finally:
        _hold(by, held)
        by.known.clear()
        if not connection.needs_rollback:  # a broken transaction answers nothing more, and ends
            look_as(by)


def _hold(by: Holder, held: frozenset[Holding]) -> None:
    cast("Lendable", by).holdings = held


class Lendable(Holder):
    """A holder whose holdings can be set: a worker keeps them for the time of one request."""

    holdings: frozenset[Holding]
