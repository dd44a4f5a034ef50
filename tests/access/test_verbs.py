"""Every `kith` verb: as whose eyes it looks, and that it tells its caller no more than those eyes may see. Read the table as a document.

A verb that is not here fails the suite. To add one, write a line: with whose eyes does it look, and why is that right?
"""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from kith.doors.operations.command_line import VERBS
from kith.doors.operations.imports.comparing import sort
from kith.doors.operations.imports.reading import COLUMNS
from kith.doors.operations.search import app as search_verb
from kith.foundations.access.rules import Ability, NotAllowed
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Identifier
from tests.access.canaries import shut_to, told_by
from tests.access.families import KINDS, NHS, RESTRICTED, forename, word
from tests.access.table import OUTSIDE, ROLES, holds
from tests.access.world import World
from tests.eyes import see_everything

# Whoever can start `kith` can read its secrets and the database behind it: the operating system's account is the lock (docs/security.md).
# The ledger keeps who that was (os_user).
LOOKS_AS = {
    "run": "nobody: starts the servers",
    "serve": "nobody: starts the servers",
    "migrate": "the owner: tables, no rows about anybody are shown",
    "demo": "the machine: makes synthetic people",
    "import": "the machine: finds who is known already; of restricted records it says nothing",
    "search": "the worker named by --as: the same answers as the page",
    "worker": "the machine: tasks of the outbox, nothing is shown",
    "ledger": "the owner: seals and digests; of a row that was changed its number",
    "clocks": "nobody: rules and dates, no rows about anybody",
    "forms": "the machine: definitions of forms, no rows about anybody",
    "pathways": "the machine: declarations of steps, no rows about anybody",
    "check": "nobody: whether servers answer",
    "bench": "the machine: makes and measures synthetic people",
    "manage": "the owner: Django's own commands",
}


def test_every_verb_is_in_the_table() -> None:
    missing = sorted(VERBS.keys() - LOOKS_AS.keys())
    how = "Add a line to LOOKS_AS in tests/access/test_verbs.py, and a test if it shows anything about people."
    assert not missing, f"Nobody has said with whose eyes `kith {missing[0]}` looks. {how}"
    assert not LOOKS_AS.keys() - VERBS.keys(), f"{sorted(LOOKS_AS.keys() - VERBS.keys())} are no longer verbs. Delete them here."


@pytest.mark.parametrize("role", [*ROLES, *OUTSIDE])
def test_kith_search_tells_no_more_than_the_page(role: str, world: World) -> None:
    worker = world.worker(role)
    email = worker.email if worker else "nobody@council.example"
    for kind in KINDS:
        place = KINDS.index(kind)
        for question in (
            word(kind),
            f"{forename(kind)} {word(kind)} 1/6/2012",
            f"{place + 1} {word(kind)} street",
            NHS[place],
            f"07700 90010{place}",
        ):
            said = CliRunner().invoke(search_verb, [question, "--as", email, "--json"])
            see_everything()
            assert told_by(said.output, shut_to(role), world, asked=[question]) == [], f"{role}: {question}"
            answered = role in ROLES and holds(role, Ability.SEARCH)
            assert (said.exit_code == 0) is answered
            assert answered or isinstance(said.exception, NotAllowed | SystemExit)
            ids = {found["person_id"] for found in json.loads(said.output)["results"]} if answered else set()
            assert not ids & {world.things[one].person for one, stood in shut_to(role).items() if stood == "absent"}


def test_an_import_says_nothing_of_restricted_records(world: World) -> None:
    known = {kind: Identifier.objects.get(pk=world.things[kind].identifier).value for kind in KINDS}
    said = {"forename": "Somebody", "surname": "Else", "address": "1 Other Road"}
    rows = [(line, dict.fromkeys(COLUMNS, "") | {"legacy_id": number} | said) for line, number in enumerate(known.values(), start=2)]
    found = sort(rows, today=date(2026, 11, 23), seen_by=Worker.objects.get(is_machine=True))
    assert found.new == [], "nobody is doubled"
    assert {difference.legacy_id for difference in found.differences} == {known[kind] for kind in KINDS if kind not in RESTRICTED}
    assert told_by(" ".join(map(str, found.differences)), dict.fromkeys(RESTRICTED, "absent"), world) == []
