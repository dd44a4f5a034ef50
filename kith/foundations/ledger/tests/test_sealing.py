"""Whoever owns the database can change a sealed row: `verify` says which. On a database of its own, because sealing needs commits."""

import re
from typing import Any

import psycopg
import pytest

from kith.foundations.ledger import queries
from kith.foundations.ledger.tests.superuser import FORCE, seal, settle, write

pytestmark = pytest.mark.slow  # sealing waits for every transaction on the server, also for those of tests that run beside for minutes


def last(anchors: dict[int, str] | None = None) -> queries.Verdict:
    return list(queries.verify(anchors))[-1]


def test_an_untouched_ledger_is_true(ledger: "psycopg.Connection[Any]") -> None:
    write(ledger, "not sealed yet")
    verdict = last()
    assert (verdict.seals, verdict.rows, verdict.unsealed, verdict.trouble) == (3, 60, 1, "")


@pytest.mark.parametrize(
    ("doctored", "named"),
    [
        ("update ledger_entry set reason = 'nothing' where id = 25", "Seal 2, .* row 25 was changed"),
        ("update ledger_entry set worker_id = 9 where id = 60", "Seal 3, .* row 60 was changed"),
        ("delete from ledger_entry where id = 25", "Seal 2, .* a row was removed after row 24"),
        ("delete from ledger_entry where id = 40", "Seal 2, .* removed, the first after row 39"),
        (
            "insert into ledger_entry (id, at, xid, kind, event) select 999, at, xid, kind, event from ledger_entry where id = 31",
            "Seal 2, .* row 999 was put in",
        ),
        (
            "update ledger_entry a set xid = b.xid from ledger_entry b where (a.id, b.id) in ((5, 6), (6, 5))",
            "Seal 1, .* row 6 was (changed|put in)",
        ),
        ("update ledger_seal set row_digests = set_byte(row_digests, 3, 1 - get_byte(row_digests, 3) % 2) where number = 2", "Seal 2 itself was changed"),
        ("update ledger_seal set sealed_at = sealed_at + interval '1 microsecond' where number = 3", "Seal 3 itself was changed"),
        ("delete from ledger_seal where number = 2", "Seal 2 is missing"),
    ],
)  # fmt: skip
def test_what_was_doctored_is_named(doctored: str, named: str, ledger: "psycopg.Connection[Any]") -> None:
    with pytest.raises(psycopg.DatabaseError):
        ledger.execute("delete from ledger_seal")  # even the owner is held up by the triggers
    ledger.execute(f"{FORCE}; {doctored}".encode())
    assert re.search(named, last().trouble), last().trouble


COLUMNS = {
    "at": "at + interval '1 microsecond'", "kind": "case kind when 'did' then 'looked' else 'did' end", "event": "event || ' '",
    "worker_id": "worker_id + 1", "person_id": "null", "subject": "'x'", "reason": "reason || '.'", "door": "'page'", "address": "'10.0.0.1'",
    "os_user": "'rosa'",
}  # fmt: skip


def doctored_by(ledger: "psycopg.Connection[Any]", statement: str) -> str:
    """What `verify` says of it. Put back afterwards: making a ledger takes longer than doctoring it."""
    with ledger.transaction(force_rollback=True):
        ledger.execute(f"{FORCE}; {statement}".encode())
        return last().trouble


def test_a_change_of_any_column_of_any_row_is_found_and_the_row_named(ledger: "psycopg.Connection[Any]") -> None:
    for column, change in COLUMNS.items():
        found = {row: doctored_by(ledger, f"update ledger_entry set {column} = {change} where id = {row}") for row in range(1, 61)}
        wrong = {row: said for row, said in found.items() if not re.search(rf"^Seal {(row - 1) // 20 + 1}, .*: row {row} was changed\.$", said)}
        assert wrong == {}, column


def test_every_removal_is_found_and_says_after_which_row(ledger: "psycopg.Connection[Any]") -> None:
    found = {row: doctored_by(ledger, f"delete from ledger_entry where id = {row}") for row in range(1, 61)}
    place = {row: f"after row {row - 1}" if row % 20 != 1 else "at its beginning" for row in found}
    assert [row for row, said in found.items() if f"Seal {(row - 1) // 20 + 1}, " not in said or place[row] not in said] == []


SWAPS = (
    "update ledger_entry a set xid = b.xid from ledger_entry b where (a.id, b.id) in (({0}, {1}), ({1}, {0}))",
    "update ledger_entry a set reason = b.reason from ledger_entry b where (a.id, b.id) in (({0}, {1}), ({1}, {0}))",
    "update ledger_entry set id = id + 1000 where id in ({0}, {1}); update ledger_entry set id = {0} + {1} - (id - 1000) where id > 1000",
)  # by their transactions, by what they say, by their numbers


def test_two_rows_that_changed_places_are_found(ledger: "psycopg.Connection[Any]") -> None:
    for one, other in ((5, 6), (1, 20), (20, 21), (1, 60), (41, 42)):
        for swap in SWAPS:
            said = doctored_by(ledger, swap.format(one, other))
            assert re.search(rf"Seal {(one - 1) // 20 + 1}, .*\b({one}|{other}|after row {one - 1}|at its beginning)\b", said), said


SEALS_DOCTORED = (
    "update ledger_seal set previous = sha256('x') where number = 2",
    "update ledger_seal set rows = 19, row_digests = substr(row_digests, 1, 608) where number = 2",
    "update ledger_seal set last_id = last_id - 1 where number = 2",
    "update ledger_seal set sealed_at = sealed_at - interval '1 day' where number = 2",
    "update ledger_seal set last_xid = (last_xid::text::bigint + 1)::text::xid8 where number = 3",
    "update ledger_seal set version = 1 where number = 3",
    "update ledger_seal set version = 2 where number = 1",
    "update ledger_seal set number = number + 1 where number = 3",
    "update ledger_seal a set row_digests = b.row_digests from ledger_seal b where (a.number, b.number) in ((1, 2), (2, 1))",
    "delete from ledger_seal where number = 1",
    "truncate ledger_entry",
    "delete from ledger_entry where id between 21 and 40",
)


def test_seals_that_were_doctored_are_found(ledger: "psycopg.Connection[Any]") -> None:
    said = {statement: doctored_by(ledger, statement) for statement in SEALS_DOCTORED}
    assert [statement for statement, trouble in said.items() if not re.match(r"Seal [123]\b", trouble)] == []


def test_a_chain_made_anew_is_found_against_the_anchor(ledger: "psycopg.Connection[Any]") -> None:
    anchors = dict([queries.last_seal()])
    assert last(anchors).trouble == ""
    ledger.execute(f"{FORCE}; delete from ledger_entry where id = 25; delete from ledger_seal".encode())
    settle(ledger)
    while seal(ledger):
        pass
    assert last().trouble == ""  # the chain alone cannot tell
    assert "made anew" in last(anchors).trouble


def test_an_end_that_was_cut_off_is_found_against_the_anchor(ledger: "psycopg.Connection[Any]") -> None:
    anchors = dict([queries.last_seal()])
    ledger.execute(f"{FORCE}; delete from ledger_entry where id > 40; delete from ledger_seal where number = 3".encode())
    assert last().trouble == ""
    assert "its end was removed" in last(anchors).trouble


def test_a_transaction_that_still_runs_is_waited_for(ledger: "psycopg.Connection[Any]") -> None:
    """Its rows come before later ones in the order of sealing, so that nothing is sealed past it."""
    with psycopg.connect(ledger.info.dsn, password=ledger.info.password) as slow:
        write(slow, "begun first, ended last")
        write(ledger, "ended at once")
        assert seal(ledger) == 0
        slow.commit()
    settle(ledger)
    assert seal(ledger) == 2
    assert last().trouble == ""
