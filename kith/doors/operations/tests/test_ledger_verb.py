"""`kith ledger verify --against`: a chain that was made anew as a whole is found against the anchors that were kept outside."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner

from kith.doors.operations.ledger import app
from kith.foundations.ledger import commands, queries
from kith.foundations.ledger.queries import Anchor, AnchorTrouble, anchors
from kith.foundations.ledger.tests.superuser import FORCE, seal, settle, write

pytestmark = pytest.mark.slow  # as test_sealing, whose ledger it is
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ledger: "psycopg.Connection[Any]") -> Path:
    """Yesterday's anchor, in a file elsewhere."""
    monkeypatch.setattr(anchors, "default_home", lambda: tmp_path)
    file = tmp_path / "anchors"
    file.write_text(Anchor.signed(*queries.last_seal(), at=NOW, key=queries.signing_key()).line + "\n")
    return file


def said(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, list(words))
    return answer.exit_code, answer.output


def test_an_untouched_ledger_holds_against_its_anchors(outside: Path) -> None:
    code, words = said("verify", "--against", str(outside))
    assert code == 0
    assert "60 rows in 3 seals are as they were written, and the 1 anchors of" in words


def test_a_chain_made_anew_is_found(outside: Path, ledger: "psycopg.Connection[Any]") -> None:
    ledger.execute(f"{FORCE}; update ledger_entry set reason = 'nothing' where id = 25; delete from ledger_seal".encode())
    settle(ledger)
    while seal(ledger):
        pass
    assert said("verify")[0] == 0, "the chain alone cannot tell"
    code, words = said("verify", "--against", str(outside))
    assert code == 1
    assert "Seal 3 is not the one that was anchored outside: the chain was made anew" in words


def test_a_machine_is_told_as_much(outside: Path, ledger: "psycopg.Connection[Any]") -> None:
    ledger.execute(f"{FORCE}; delete from ledger_entry where id = 25".encode())
    code, words = said("verify", "--json", "--against", str(outside))
    told = json.loads(words)
    assert code == 1
    assert "a row was removed after row 24" in told["trouble"]
    assert told["anchors"] == 1


def test_whoever_checks_needs_the_public_half_alone(outside: Path, tmp_path: Path) -> None:
    half = said("key")[1].strip()
    (tmp_path / "ledger-key").unlink()  # another machine: it has no key of its own, or another one
    assert said("verify", "--against", str(outside), "--key", half)[0] == 0
    answer = CliRunner().invoke(app, ["verify", "--against", str(outside)])
    assert isinstance(answer.exception, AnchorTrouble)
    assert "signed by another key" in str(answer.exception)


def test_a_new_key_is_made_and_yesterdays_anchor_still_counts(outside: Path) -> None:
    before, after = said("key")[1], said("key", "--new")[1]
    assert before != after == said("key")[1]
    assert said("verify", "--against", str(outside))[0] == 0


def test_without_anchors_too_a_chain_made_anew_or_cut_is_found_against_what_the_home_noted(outside: Path, ledger: "psycopg.Connection[Any]") -> None:
    commands.note_last_seal(at=NOW)
    assert said("verify")[0] == 0
    ledger.execute(f"{FORCE}; delete from ledger_entry where id > 40; delete from ledger_seal where number = 3".encode())
    code, words = said("verify")
    assert (code, "Seal 3 was noted down in the home of Kith, but the ledger ends at seal 2: its end was removed" in words) == (1, True)
    write(ledger, "one more")
    settle(ledger)
    assert seal(ledger) == 1
    commands.note_last_seal(at=NOW)
    assert "Seal 3 is not the one that was noted down in the home of Kith" in said("verify")[1], "the note stays as long as it does not hold"


def test_what_waits_for_long_is_said(outside: Path, ledger: "psycopg.Connection[Any]") -> None:
    assert "has waited since" not in said("verify")[1]
    ledger.execute("insert into ledger_entry (at, kind, event, reason) values ('2026-01-05 10:00+00', 'looked', 'record', 'held back')")
    assert "The oldest has waited since 05 January 2026 10:00" in said("verify")[1]
    assert json.loads(said("verify", "--json")[1])["unsealed_since"].startswith("2026-01-05")
