"""Putting the last seal's digest outside, signed, where who owns the database cannot reach. Against it even a chain made anew is found."""

import http.client
import os
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any

from kith.foundations.ledger.commands.sealing import seal
from kith.foundations.ledger.queries.anchors import (
    Anchor,
    AnchorTrouble,
    key_place,
    noted_place,
    noted_seal,
    public_half,
    retired_place,
    signing_key,
)
from kith.foundations.ledger.queries.sealing import last_seal, stands

SECONDS = 30  # for an address to take an anchor


class _NoWayRound(urllib.request.HTTPRedirectHandler):
    """A redirected POST becomes a GET that delivers nothing: it is trouble, not success."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        del args, kwargs


def anchor(to: str, *, at: datetime) -> Anchor:
    """Seal what waits, sign the last seal and add it to a file, or post it to an address. Raises AnchorTrouble."""
    seal()
    number, digest = last_seal()
    if not number:
        raise AnchorTrouble("Nothing is sealed yet, so that there is nothing to anchor.")
    made = Anchor.signed(number, digest, at=at, key=signing_key())
    if to.startswith(("https://", "http://")):
        _post(to, made.line)
    else:
        _append(Path(to), made.line)
    return made


def note_last_seal(*, at: datetime) -> None:
    """Note the last seal down in this home, beside the database: who owns that alone cannot reach it. A note that holds no more is left: `verify`
    says so."""
    number, digest = last_seal()
    if not number or not all(stands(*seal) for seal in noted_seal().items()):
        return
    made = noted_place().with_suffix(".new")
    made.write_text(Anchor.signed(number, digest, at=at, key=signing_key()).line + "\n")
    made.replace(noted_place())


def new_key() -> str:
    """A new key signs from now on; anchors of the one before still count. Returns the new one's public half."""
    old = public_half(signing_key())
    with retired_place().open("a") as file:
        file.write(old + "\n")
    key_place().unlink()
    return public_half(signing_key())


def _append(file: Path, line: str) -> None:
    """On the disk before it is said to be done."""
    try:
        with file.open("a") as kept:
            kept.write(line + "\n")
            kept.flush()
            os.fsync(kept.fileno())
    except OSError as problem:
        raise AnchorTrouble(f"The anchor could not be written to {file}: {problem.strerror}.") from None


def _post(to: str, line: str) -> None:
    asked = urllib.request.Request(to, data=line.encode(), headers={"Content-Type": "application/json"}, method="POST")  # noqa: S310 - http(s) only
    try:
        urllib.request.build_opener(_NoWayRound).open(asked, timeout=SECONDS).close()
    except (urllib.error.URLError, http.client.HTTPException, OSError) as problem:
        raise AnchorTrouble(f"{to} did not take the anchor: {problem}. Try again, or anchor to a file.") from None
