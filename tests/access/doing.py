"""Calls the commands of the table of deeds as a worker, and says whether that should be done."""

import copy
import importlib
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from tests.access.deeds import BRINGS_ITS_PERSON, Deed
from tests.access.table import holds, standing
from tests.access.world import World
from tests.architecture.source import shelf
from tests.eyes import looking_as

ROOMS = {source.parts[2]: ".".join(source.parts[:3]) for source in shelf("commands")}


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


def succeeds(role: str, name: str, deed: Deed, kind: str) -> bool:
    if not holds(role, deed.ability) or _stood(role, deed, kind) != "opens":
        return False
    nobody_at_all = name in ("access.shut_again", "people.record_birth")
    return not nobody_at_all and (not deed.only or role in deed.only)


def call(name: str, facts: dict[str, Any], by: Worker, world: World) -> Exception | None:
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


def facts_of(name: str, deed: Deed, kind: str, by: Worker, world: World) -> dict[str, Any]:
    own = {"person_id": world.things[kind].person} if deed.about == "person" and name not in BRINGS_ITS_PERSON else {}
    own |= {"worker_id": by.pk} if name == "access.declare_conflict" else {}
    return {**own, **deed.facts(world, kind)}
