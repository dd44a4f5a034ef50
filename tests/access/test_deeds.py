"""Every command, tried by every role on every kind of record; and by whoever proposed it themselves."""

import copy
import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from tests.access.canaries import shut_to, told_by
from tests.access.deeds import BRINGS_ITS_PERSON, DEEDS, HOW_TO_ADD, Deed
from tests.access.families import KINDS
from tests.access.table import ROLES, holds, standing
from tests.access.world import World
from tests.architecture.source import decorators, shelf
from tests.eyes import looking_as

ROOMS = {source.parts[2]: ".".join(source.parts[:3]) for source in shelf("commands")}


def _there() -> set[str]:
    return {
        f"{source.parts[2]}.{function.name}"
        for source in shelf("commands")
        for function in source.functions()
        if not function.name.startswith("_") and ("ledger" in source.parts or "transaction.atomic" in decorators(function))
    }


def test_every_command_is_in_the_table() -> None:
    missing = sorted(_there() - DEEDS.keys())
    assert not missing, f"Nobody has said who may call {', '.join(missing)}. " + HOW_TO_ADD.format(name=missing[0].partition(".")[2])
    assert not DEEDS.keys() - _there(), (
        f"{sorted(DEEDS.keys() - _there())} are in tests/access/deeds.py, but no longer commands. Delete them."
    )


def _stood(role: str, deed: Deed, kind: str) -> str:
    if deed.about == "own":
        return "opens" if role == "practitioner" else "absent"
    if deed.about == "nobody":
        return "opens"
    if kind == "shared" and role != "practitioner":
        return "absent"
    stood = standing(role, kind)
    if deed.about == "restriction" and stood in ("opens", "asks"):
        return "opens" if kind == "barred" and role != "conflicted worker" else "absent"
    return "opens" if stood == "asks" or (stood == "locked" and deed.shut_is_open) else stood


def _succeeds(role: str, name: str, deed: Deed, kind: str) -> bool:
    if not holds(role, deed.ability) or _stood(role, deed, kind) != "opens":
        return False
    nobody_at_all = name in ("access.shut_again", "people.record_birth")
    return not nobody_at_all and (not deed.only or role in deed.only)


def _call(name: str, facts: dict[str, Any], by: Worker, world: World) -> Exception | None:
    """What was raised, or nothing."""
    room, _, verb = name.partition(".")
    command = getattr(importlib.import_module(f"{ROOMS[room]}.commands"), verb)
    by = copy.copy(by)  # what a deed changes of whoever does it does not outlast the deed
    with looking_as(by):
        try:
            with transaction.atomic():
                command(**facts, by=by, at=timezone.now())
        except (Refusal, ObjectDoesNotExist) as refused:
            return refused
    return None


def _facts(name: str, deed: Deed, kind: str, by: Worker, world: World) -> dict[str, Any]:
    own = {"person_id": world.things[kind].person} if deed.about == "person" and name not in BRINGS_ITS_PERSON else {}
    own |= {"worker_id": by.pk} if name == "access.declare_conflict" else {}
    return {**own, **deed.facts(world, kind)}


def _troubles(role: str, world: World) -> Iterator[str]:
    by = world.worker(role)
    assert by
    assert by.holdings is not None  # read once, not again for each deed
    for name, deed in DEEDS.items():
        if not isinstance(deed, Deed):
            continue
        for kind in ["open"] if deed.about == "nobody" else [*KINDS, *(["shared"] if deed.about == "shared" else [])]:
            with transaction.atomic():
                refused = _call(name, _facts(name, deed, kind, by, world), by, world)
                transaction.set_rollback(True)
            wanted = _succeeds(role, name, deed, kind)
            if wanted != (refused is None):
                yield f"{role}: {name} ({kind}) should be {'done' if wanted else 'refused'}; {refused!r}"
            yield from (f"{role}: {name} ({kind}) tells of {what}" for what in told_by(str(refused or ""), shut_to(role), world))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_what_the_table_says_and_no_refusal_tells_of_the_rest(role: str, world: World) -> None:
    troubles = list(_troubles(role, world))
    assert not troubles, f"{len(troubles)} troubles:\n" + "\n".join(troubles[:60])
