"""Anchors: seals' digests that were signed and kept outside; and the key that signs them. Ed25519: RFC 8032."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kith.foundations.postgres.connections import default_home
from kith.foundations.postgres.trouble import Trouble


class AnchorTrouble(Trouble):
    """An anchor that cannot be read, is not ours, or could not be handed over."""


@dataclass(frozen=True)
class Anchor:
    """A seal's number and digest, and the line that says so, signed."""

    seal: int
    digest: str
    key: str
    line: str

    @classmethod
    def signed(cls, seal: int, digest: str, *, at: datetime, key: Ed25519PrivateKey) -> "Anchor":
        """Made now."""
        said = {"seal": seal, "digest": digest, "at": at.isoformat(), "key": public_half(key)}
        return cls(seal, digest, said["key"], json.dumps({**said, "signature": key.sign(_signed(said)).hex()}))  # type: ignore[arg-type]  # a str

    @classmethod
    def read(cls, line: str) -> "Anchor":
        """From a line as it was written. Raises ValueError where it is none, or its signature does not fit."""
        try:
            said = json.loads(line)
            signature, key = bytes.fromhex(said.pop("signature")), str(said["key"])
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, _signed(said))
            return cls(int(said["seal"]), str(said["digest"]), key, line)
        except (KeyError, TypeError, AttributeError, InvalidSignature) as problem:
            raise ValueError(line[:80]) from problem


def anchors_in(file: Path, *, keys: frozenset[str]) -> dict[int, str]:
    """Seal number -> digest. Every line must be signed by one of these keys, and no two may say different things of one seal."""
    found: dict[int, str] = {}
    try:
        lines = file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise AnchorTrouble(f"The anchors in {file} cannot be read: {problem}.") from None
    for place, line in enumerate(lines, start=1):
        try:
            one = Anchor.read(line)
        except ValueError:
            raise AnchorTrouble(
                f"{file}, line {place} is not an anchor, or its signature does not fit. Use the file as it was written."
            ) from None
        if one.key not in keys:
            raise AnchorTrouble(f"{file}, line {place} was signed by another key ({one.key[:16]}...) than {_in_short(keys)}.")
        if found.setdefault(one.seal, one.digest) != one.digest:
            raise AnchorTrouble(f"{file}, line {place} says of seal {one.seal} something else than an earlier line: the chain was made anew.")
    return found


def noted_seal() -> dict[int, str]:
    """Seal number -> digest of the last seal as the worker process noted it down in this home; nothing before the first."""
    return anchors_in(noted_place(), keys=our_keys()) if noted_place().exists() else {}


def our_keys() -> frozenset[str]:
    """The public halves of this home's key and of those before it."""
    retired = retired_place().read_text().split() if retired_place().exists() else []
    return frozenset([public_half(signing_key()), *retired])


def signing_key() -> Ed25519PrivateKey:
    """The key that signs anchors, made at first need, readable for its owner alone."""
    place = key_place()
    if not place.exists():
        made = Ed25519PrivateKey.generate().private_bytes_raw()
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    return Ed25519PrivateKey.from_private_bytes(place.read_bytes())


def public_half(key: Ed25519PrivateKey) -> str:
    """What may be told to everybody, and must be known to whoever checks."""
    return key.public_key().public_bytes_raw().hex()


def key_place() -> Path:
    return default_home() / "ledger-key"


def noted_place() -> Path:
    """The last seal, where who owns the database alone cannot reach."""
    return default_home() / "ledger-last-seal"


def retired_place() -> Path:
    """The public halves of keys that signed before, one a line."""
    return default_home() / "ledger-keys-before"


def _in_short(keys: frozenset[str]) -> str:
    return " or ".join(f"{key[:16]}..." for key in sorted(keys))


def _signed(said: dict[str, object]) -> bytes:
    return json.dumps(said, sort_keys=True).encode()
