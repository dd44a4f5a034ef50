"""The first lock by itself: with the second one open, as if row security had been forgotten, the code's own scoping tells no more."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from kith.foundations.access.models import Partnership
from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from tests.access.canaries import shut_to, spelled, told_by, words_of
from tests.access.families import KINDS
from tests.access.questions import QUESTIONS, Ask
from tests.access.world import World

# Numbers to go on with; whoever shows people by them asks `people.listed`, or grants business with a family.
NOT_SHOWN = {"finding.gather", "people.circles_of"}


def _answers(world: World, by: Worker) -> Iterator[tuple[str, str, str]]:
    """(question, kind, everything that was answered), each asked by somebody who is at the database everybody."""
    for name, ask in QUESTIONS.items():
        if isinstance(ask, Ask) and name not in NOT_SHOWN:
            for kind in KINDS:
                by.known.clear()
                yield name, kind, _answer(ask, world, kind, by)


def _answer(ask: Ask, world: World, kind: str, by: Any) -> str:
    try:
        with transaction.atomic():
            return spelled(ask.asks(world, kind, by))
    except (Refusal, ObjectDoesNotExist) as refused:
        return str(refused)


@pytest.mark.parametrize("role", ["partner", "practitioner elsewhere"])
def test_whose_records(role: str, world: World) -> None:
    by = world.worker(role)
    assert by
    troubles = [
        f"{role}: {name} ({kind}) tells of {what}"
        for name, kind, said in _answers(world, by)
        for what in told_by(said, shut_to(role), world)
    ]
    assert not troubles, "\n".join(troubles)


def test_a_partner_whose_account_is_for_who_they_are_alone_is_answered_nothing_else(world: World) -> None:
    Partnership.objects.update(parts=["identity"])
    by = Worker.objects.get(pk=world.others.pia.pk)
    assert by.parts == frozenset({"identity"})
    number = {*words_of("open")["else"][2:5]}
    told = [one for one in words_of("open")["else"] if one not in number and "faith" not in one]
    troubles = [f"{name} ({kind}): {one!r}" for name, kind, said in _answers(world, by) for one in told if one.lower() in said.lower()]
    assert not troubles, "\n".join(troubles)
