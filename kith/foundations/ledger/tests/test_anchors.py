"""The last seal, signed, goes into a file or to an address outside; what is not ours, or did not arrive, is said."""

import http.server
import json
import stat
import threading
from collections.abc import Generator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from kith.foundations.ledger.commands import anchor, leave_trace, new_key
from kith.foundations.ledger.queries import Anchor, AnchorTrouble, anchors, anchors_in, last_seal, our_keys, public_half, signing_key
from tests.cast import Cast


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(anchors, "default_home", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def sealed(cast: Cast, now: datetime) -> tuple[int, str]:
    """A seal, put by hand over rows that in a test are never committed."""
    leave_trace("record", person_id=7, seen_by=cast.amina, at=now)
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            """insert into ledger_seal (number, last_xid, last_id, rows, previous, row_digests, digest)
               select 1, pg_current_xact_id(), max(id), 1, '', decode(repeat('00', 32), 'hex'), sha256('x') from ledger_entry"""
        )
        cursor.execute("set local role kith_app")
    return last_seal()


class Outside(http.server.BaseHTTPRequestHandler):
    """An address that takes anchors, or answers with another status."""

    taken: list[str] = []
    status = 201

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "/elsewhere")
        else:
            self.taken.append(body)
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing on the tests' screen."""


@pytest.fixture
def address() -> Generator[str]:
    Outside.taken, Outside.status = [], 201
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/anchors"
    server.shutdown()
    server.server_close()


def test_days_of_anchors_in_a_file_are_read_again(sealed: tuple[int, str], now: datetime, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    for _ in range(3):
        anchor(str(file), at=now)
    assert anchors_in(file, keys=our_keys()) == dict([sealed])
    assert len(file.read_text().splitlines()) == 3


def test_an_address_is_sent_the_signed_line(sealed: tuple[int, str], now: datetime, address: str) -> None:
    anchor(address, at=now)
    (line,) = Outside.taken
    assert (Anchor.read(line).seal, Anchor.read(line).digest) == sealed
    assert json.loads(line)["at"] == now.isoformat()


@pytest.mark.parametrize("status", [302, 403, 500])
def test_an_address_that_does_not_take_it_is_trouble(status: int, sealed: tuple[int, str], now: datetime, address: str) -> None:
    """A redirect too: what follows it is a GET, which delivers nothing."""
    Outside.status = status
    with pytest.raises(AnchorTrouble, match="did not take the anchor"):
        anchor(address, at=now)
    assert status == 302 or len(Outside.taken) == 1


def test_nobody_there_and_no_such_folder_are_trouble(sealed: tuple[int, str], now: datetime, tmp_path: Path) -> None:
    with pytest.raises(AnchorTrouble, match="did not take the anchor"):
        anchor("http://127.0.0.1:9/anchors", at=now)
    with pytest.raises(AnchorTrouble, match="No such file or directory"):
        anchor(str(tmp_path / "not mounted" / "anchors"), at=now)


def test_before_the_first_seal_there_is_nothing_to_anchor(db: None, now: datetime, tmp_path: Path) -> None:
    with pytest.raises(AnchorTrouble, match="Nothing is sealed yet"):
        anchor(str(tmp_path / "anchors"), at=now)


@pytest.mark.parametrize(
    "spoiled", ["{}", "[1]", "not json", "", '{"seal": 1, "signature": 5, "key": "zz"}', "another seal", "another signature"]
)
def test_a_line_that_was_not_written_so_is_named(spoiled: str, sealed: tuple[int, str], now: datetime, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    line = anchor(str(file), at=now).line
    bad = {"another seal": line.replace('"seal": 1', '"seal": 2'), "another signature": line[:-9] + '00000000"}'}.get(spoiled, spoiled)
    file.write_text(f"{line}\n{bad}\n")
    with pytest.raises(AnchorTrouble, match="line 2 is not an anchor"):
        anchors_in(file, keys=our_keys())


def test_a_strangers_anchor_is_no_anchor(sealed: tuple[int, str], now: datetime, tmp_path: Path) -> None:
    forged = Anchor.signed(1, "ab" * 32, at=now, key=Ed25519PrivateKey.generate())
    file = tmp_path / "anchors"
    file.write_text(forged.line + "\n")
    with pytest.raises(AnchorTrouble, match="signed by another key"):
        anchors_in(file, keys=our_keys())
    assert anchors_in(file, keys=frozenset([forged.key])) == {1: "ab" * 32}  # by the key that was noted down


def test_two_digests_of_one_seal_are_a_chain_made_anew(sealed: tuple[int, str], now: datetime, tmp_path: Path) -> None:
    """However it is signed: whoever stole the key and made the chain anew cannot take back the line of the day before."""
    file = tmp_path / "anchors"
    first = anchor(str(file), at=now)
    file.write_text(first.line + "\n" + Anchor.signed(1, "cd" * 32, at=now, key=signing_key()).line + "\n")
    with pytest.raises(AnchorTrouble, match="says of seal 1 something else"):
        anchors_in(file, keys=our_keys())


def test_the_key_is_its_owners_alone_and_stays(home: Path) -> None:
    first = public_half(signing_key())
    assert stat.S_IMODE((home / "ledger-key").stat().st_mode) == 0o600
    assert public_half(signing_key()) == first


def test_a_new_key_signs_and_the_one_before_still_counts(sealed: tuple[int, str], now: datetime, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    before = anchor(str(file), at=now).key
    after = new_key()
    assert after != before
    assert anchor(str(file), at=now).key == after
    assert anchors_in(file, keys=our_keys()) == dict([sealed])
    assert our_keys() == {before, after}
