"""`kith ledger`: seal it, verify it, and anchor it outside, so that even who owns the database cannot doctor it unseen."""

import json
import os
import sys
import urllib.error
import urllib.request
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils import timezone
from rich.progress import Progress

from kith.foundations.ledger import commands, queries
from kith.foundations.postgres.connections import default_home
from kith.foundations.postgres.trouble import Trouble

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

Against = Annotated[Path | None, typer.Option(help="A file of anchors, as `kith ledger anchor` wrote it outside")]
Json = Annotated[bool, typer.Option("--json", help="For machines")]


class AnchorTrouble(Trouble):
    """An anchor that cannot be read, is not ours, or could not be handed over."""


@app.command()
def verify(against: Against = None, as_json: Json = False) -> None:
    """Check every seal, and name the first row that is not as it was sealed. Ends with 1 if there is one."""
    anchors = _anchors(against) if against else {}
    verdict = queries.Verdict(0, 0, 0, "")
    with Progress(disable=as_json or not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("Seals", total=queries.last_seal()[0])
        for verdict in queries.verify(anchors):
            progress.update(task, completed=verdict.seals)
    if as_json:
        typer.echo(json.dumps({**asdict(verdict), "anchors": len(anchors)}))
    elif not verdict.trouble:
        held = f", and the {len(anchors)} anchors of {against} hold" if anchors else ""
        typer.echo(
            f"{verdict.rows:,} rows in {verdict.seals:,} seals are as they were written{held}. {verdict.unsealed:,} wait to be sealed."
        )
    if verdict.trouble:
        if not as_json:
            typer.echo(f"The ledger is not as it was written. {verdict.trouble} Up to there it is true.", err=True)
        raise typer.Exit(1)


@app.command()
def seal() -> None:
    """Seal what waits. The worker process does so every twenty seconds by itself."""
    typer.echo(f"{commands.seal():,} rows were sealed.")


@app.command()
def anchor(to: Annotated[str, typer.Argument(help="A file to add to (on another machine's disk), or an https address to post to")]) -> None:
    """Sign the last seal's digest and put it outside, where who owns the database cannot reach. Do so each day."""
    commands.seal()
    number, digest = queries.last_seal()
    if not number:
        raise AnchorTrouble("Nothing is sealed yet, so that there is nothing to anchor.")
    key = _key()
    said = {"seal": number, "digest": digest, "at": timezone.now().isoformat(), "key": key.public_key().public_bytes_raw().hex()}
    line = json.dumps({**said, "signature": key.sign(_signed(said)).hex()})
    if to.startswith(("https://", "http://")):
        _post(to, line)
    else:
        try:
            with Path(to).open("a") as file:
                file.write(line + "\n")
        except OSError as problem:
            raise AnchorTrouble(f"The anchor could not be written to {to}: {problem.strerror}.") from None
    typer.echo(f"Seal {number} is anchored in {to}.")


def _post(to: str, line: str) -> None:
    asked = urllib.request.Request(to, data=line.encode(), headers={"Content-Type": "application/json"}, method="POST")  # noqa: S310 - http(s) only
    try:
        urllib.request.urlopen(asked, timeout=30).close()  # noqa: S310 - as above
    except (urllib.error.URLError, TimeoutError) as problem:
        raise AnchorTrouble(f"{to} did not take the anchor: {problem}. Try again, or anchor to a file.") from None


def _anchors(file: Path) -> dict[int, str]:
    """Seal number -> digest. Every line must be signed by this Kith's key."""
    ours = _key().public_key().public_bytes_raw().hex()
    found: dict[int, str] = {}
    try:
        lines = file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise AnchorTrouble(f"The anchors in {file} cannot be read: {problem}.") from None
    for place, line in enumerate(lines, start=1):
        try:
            said = json.loads(line)
            signature, key = bytes.fromhex(said.pop("signature")), said["key"]
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, _signed(said))
            found[int(said["seal"])] = str(said["digest"])
        except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
            raise AnchorTrouble(
                f"{file}, line {place} is not an anchor, or its signature does not fit. Use the file as it was written."
            ) from None
        if key != ours:
            raise AnchorTrouble(f"{file}, line {place} was signed by another key than this Kith's ({ours[:16]}...).")
    return found


def _signed(said: dict[str, object]) -> bytes:
    return json.dumps(said, sort_keys=True).encode()


def _key() -> Ed25519PrivateKey:
    """The key that signs anchors, made at first need, readable for its owner alone. Ed25519: RFC 8032."""
    place = default_home() / "ledger-key"
    if place.exists():
        return Ed25519PrivateKey.from_private_bytes(place.read_bytes())
    key = Ed25519PrivateKey.generate()
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes_raw())
    return key
