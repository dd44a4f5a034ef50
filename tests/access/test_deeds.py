"""Every command, tried by every role on every kind of record; and by whoever proposed it themselves."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.access.canaries import shut_to, told_by
from tests.access.deeds import DEEDS, HOW_TO_ADD, Deed
from tests.access.doing import call, facts_of, succeeds
from tests.access.families import KINDS
from tests.access.table import ROLES
from tests.access.world import World
from tests.architecture.source import decorators, shelf


def _there() -> set[str]:
    return {
        f"{source.parts[2]}.{function.name}"
        for source in shelf("commands")
        for function in source.functions()
        if not function.name.startswith("_") and ("ledger" in source.parts or "command" in decorators(function))
    }


def test_every_command_is_in_the_table() -> None:
    missing = sorted(_there() - DEEDS.keys())
    assert not missing, f"Nobody has said who may call {', '.join(missing)}. " + HOW_TO_ADD.format(name=missing[0].partition(".")[2])
    assert not DEEDS.keys() - _there(), (
        f"{sorted(DEEDS.keys() - _there())} are in tests/access/deeds.py, but no longer commands. Delete them."
    )


def _troubles(role: str, world: World) -> Iterator[str]:
    by = world.worker(role)
    assert by
    assert by.holdings is not None  # read once, not again for each deed
    for name, deed in DEEDS.items():
        if not isinstance(deed, Deed):
            continue
        for kind in ["open"] if deed.about == "nobody" else [*KINDS, *(["shared"] if deed.about == "shared" else [])]:
            with transaction.atomic():
                refused = call(name, facts_of(name, deed, kind, by, world), by, world)
                transaction.set_rollback(True)
            wanted = succeeds(role, name, deed, kind)
            if wanted != (refused is None):
                yield f"{role}: {name} ({kind}) should be {'done' if wanted else 'refused'}; {refused!r}"
            yield from (f"{role}: {name} ({kind}) tells of {what}" for what in told_by(str(refused or ""), shut_to(role), world))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_what_the_table_says_and_no_refusal_tells_of_the_rest(role: str, world: World) -> None:
    troubles = list(_troubles(role, world))
    assert not troubles, f"{len(troubles)} troubles:\n" + "\n".join(troubles[:60])
