"""Every query, asked with the eyes of every role about every kind of record."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from kith.foundations.access.rules import NotAllowed, Refusal
from kith.foundations.staff.models import Worker
from tests.access.canaries import shut_to, spelled, told_by
from tests.access.families import KINDS
from tests.access.questions import HOW_TO_ADD, QUESTIONS, Ask
from tests.access.table import ROLES, holds, standing
from tests.access.world import World
from tests.architecture.source import shelf
from tests.eyes import looking_as


def _there() -> set[str]:
    return {
        f"{source.parts[2]}.{function.name}"
        for source in shelf("queries")
        for function in source.functions()
        if not function.name.startswith("_")
    }


def test_every_query_is_in_the_table() -> None:
    missing = sorted(_there() - QUESTIONS.keys())
    assert not missing, f"Nobody has said who may ask {', '.join(missing)}. " + HOW_TO_ADD.format(name=missing[0].partition(".")[2])
    gone = sorted(QUESTIONS.keys() - _there())
    assert not gone, f"{gone} are in tests/access/questions.py, but no longer queries. Delete them."


def _is_answered(role: str, ask: Ask, kind: str) -> bool:
    if not holds(role, ask.ability):
        return False
    if ask.about == "own":
        return role == "practitioner"
    return ask.about == "some" or standing(role, kind) in ("opens", "asks")


def _ask(ask: Ask, kind: str, by: Worker, world: World) -> tuple[Any, Exception | None]:
    with looking_as(by):
        try:
            with transaction.atomic():
                answer = ask.asks(world, kind, by)
                return spelled(answer), None
        except (Refusal, ObjectDoesNotExist) as refused:
            return "", refused


def _troubles(role: str, world: World) -> Iterator[str]:
    by = world.worker(role)
    assert by
    assert by.holdings is not None  # read once, not again for each question
    for name, ask in QUESTIONS.items():
        if not isinstance(ask, Ask):
            continue
        for kind in KINDS:
            said, refused = _ask(ask, kind, by, world)
            wanted = _is_answered(role, ask, kind)
            if wanted != (refused is None) and not (ask.about == "some" and isinstance(refused, NotAllowed)):
                yield f"{role}: {name} ({kind}) should be {'answered' if wanted else 'refused'}; {refused!r}"
            yield from (f"{role}: {name} ({kind}) tells of {what}" for what in told_by(said + str(refused or ""), shut_to(role), world))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_answered_as_the_table_says_and_no_answer_tells_of_the_rest(role: str, world: World) -> None:
    troubles = list(_troubles(role, world))
    assert not troubles, f"{len(troubles)} troubles:\n" + "\n".join(troubles[:60])


def test_a_leak_would_be_found(world: World) -> None:
    """The search for canaries sees names, numbers, words and links of the hidden, in whatever shape they come."""
    hidden = world.families.of["hidden"]
    for leak in (
        hidden,
        [hidden.name],
        {"x": hidden.residences.get().place},
        f"/people/{hidden.pk}",
        f'href="/entries/{world.things["hidden"].entry}"',
    ):
        assert told_by(spelled(leak), shut_to("practitioner elsewhere"), world)
    assert not told_by(spelled(world.families.of["open"]), shut_to("practitioner elsewhere"), world)
    assert not told_by(f"/people/{hidden.pk}0 and {world.families.of['locked'].name}", {"locked": "locked", "hidden": "absent"}, world)
