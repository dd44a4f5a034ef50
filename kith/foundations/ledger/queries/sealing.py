"""Is the ledger as it was written? Walks the seals, and names the first row that is not as it was sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

DIGEST = 32  # bytes of SHA-256
OUTSIDE, BESIDE = "anchored outside", "noted down in the home of Kith"
_SEALS = """
    select number, rows, previous, row_digests, digest, sealed_at, last_xid::text, last_id,
           ledger_seal_digest(s) from ledger_seal s where number > %s order by number limit 20
"""
_ROWS = """
    select array_agg(e.id order by e.xid, e.id), string_agg(ledger_row_digest(e), ''::bytea order by e.xid, e.id)
    from ledger_entry e where (e.xid, e.id) > (%s::text::xid8, %s) and (e.xid, e.id) <= (%s::text::xid8, %s)
"""


@dataclass(frozen=True)
class Seal:
    """A seal as it stands in the table, and the digest that it should have."""

    number: int
    rows: int
    previous: bytes
    row_digests: bytes
    digest: bytes
    sealed_at: datetime
    last_xid: str
    last_id: int
    should_be: bytes


@dataclass(frozen=True)
class Verdict:
    """How far the ledger was found true. `trouble` is empty, or says in a sentence what is not as it was sealed, and where."""

    seals: int
    rows: int
    unsealed: int
    last_digest: str
    trouble: str = ""
    unsealed_since: datetime | None = None  # when the oldest was written of those that wait to be sealed


def verify(anchors: dict[int, str] | None = None, noted: dict[int, str] | None = None) -> Iterator[Verdict]:
    """Check every seal, one verdict each, so that long work shows progress; ends at the first trouble. `anchors`: seal number -> digest
    (hexadecimal) as it was written down outside; `noted`: the same of the last seal, as the worker process noted it down in its home."""
    seals = rows = 0
    last_xid, last_id, previous = "0", 0, b""
    wanted = {OUTSIDE: dict(anchors or {}), BESIDE: dict(noted or {})}
    for seal in _seals():
        trouble = _chain_trouble(seal, seals + 1, previous) or _rows_trouble(seal, last_xid, last_id)
        for how, digests in wanted.items():
            trouble = trouble or _kept_trouble(seal, how, digests.pop(seal.number, None))
        seals, rows = seals + 1, rows + seal.rows
        last_xid, last_id, previous = seal.last_xid, seal.last_id, seal.digest
        yield Verdict(seals, rows, 0, seal.digest.hex(), trouble)
        if trouble:
            return
    gone = [f"Seal {min(left)} was {how}, but the ledger ends at seal {seals}: its end was removed." for how, left in wanted.items() if left]
    waiting, since = _unsealed(last_xid, last_id)
    yield Verdict(seals, rows, waiting, previous.hex(), next(iter(gone), ""), since)


def last_seal() -> tuple[int, str]:
    """(number, digest in hexadecimal) of the last seal; (0, "") before the first."""
    with connection.cursor() as cursor:
        cursor.execute("select number, encode(digest, 'hex') from ledger_seal order by number desc limit 1")
        row: tuple[int, str] | None = cursor.fetchone()
    return row or (0, "")


def stands(number: int, digest: str) -> bool:
    """Whether a seal is in the table with this digest (hexadecimal)."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from ledger_seal where number = %s and digest = decode(%s, 'hex'))", [number, digest])
        return bool(cursor.fetchone()[0])


def _seals() -> Iterator[Seal]:
    after = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_SEALS, [after])
            rows = cursor.fetchall()
        if not rows:
            return
        for number, count, previous, row_digests, digest, sealed_at, last_xid, last_id, should_be in rows:
            yield Seal(number, count, bytes(previous), bytes(row_digests), bytes(digest), sealed_at, last_xid, last_id, bytes(should_be))
        after = rows[-1][0]


def _chain_trouble(seal: Seal, number: int, previous: bytes) -> str:
    if seal.number != number:
        return f"Seal {number} is missing: the next one is seal {seal.number}."
    if seal.previous != previous:
        return f"Seal {number} does not follow the seal before it."
    if seal.digest != seal.should_be:
        return f"Seal {number} itself was changed."
    return ""


def _rows_trouble(seal: Seal, after_xid: str, after_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [after_xid, after_id, seal.last_xid, seal.last_id])
        ids, digests = cursor.fetchone()
    now = bytes(digests or b"")
    if now == seal.row_digests:
        return ""
    made = timezone.localtime(seal.sealed_at)
    return f"Seal {seal.number}, made {made:%d %B %Y %H:%M}: {_first_difference(list(ids or []), _split(now), _split(seal.row_digests))}"


def _first_difference(ids: list[int], now: list[bytes], then: list[bytes]) -> str:
    """Names the first row that was changed, removed or put in."""
    at = next((place for place, (one, other) in enumerate(zip(now, then, strict=False)) if one != other), min(len(now), len(then)))
    before = f"after row {ids[at - 1]}" if at else "at its beginning"
    if at >= len(now):
        return f"{len(then) - len(now)} of its rows were removed, the first {before}."
    if at >= len(then) or then[at] in now[at:]:
        return f"row {ids[at]} was put in, or moved to another place."
    if now[at] in then[at:]:
        return f"a row was removed {before}."
    return f"row {ids[at]} was changed."


def _split(digests: bytes) -> list[bytes]:
    return [digests[at : at + DIGEST] for at in range(0, len(digests), DIGEST)]


def _kept_trouble(seal: Seal, how: str, digest: str | None) -> str:
    if digest is None or digest == seal.digest.hex():
        return ""
    return f"Seal {seal.number} is not the one that was {how}: the chain was made anew."


def _unsealed(last_xid: str, last_id: int) -> tuple[int, datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute("select count(*), min(at) from ledger_entry where (xid, id) > (%s::text::xid8, %s)", [last_xid, last_id])
        count, since = cursor.fetchone()
        return int(count), since
