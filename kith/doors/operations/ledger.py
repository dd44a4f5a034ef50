"""`kith ledger`: seal it, verify it, and anchor it outside, so that even who owns the database cannot doctor it unseen."""

import json
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.progress import Progress

from kith.foundations.ledger import commands, queries

SEALED_WITHIN = timedelta(minutes=1)
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

Against = Annotated[Path | None, typer.Option(help="A file of anchors, as `kith ledger anchor` wrote it outside")]
Key = Annotated[str, typer.Option(help="The public half of the key that signed them, as it was noted down; by default this home's")]
Json = Annotated[bool, typer.Option("--json", help="For machines")]


@app.command()
def verify(against: Against = None, key: Key = "", as_json: Json = False) -> None:
    """Check every seal, and name the first row that is not as it was sealed. Ends with 1 if there is one."""
    keys = frozenset([key]) if key else queries.our_keys()
    anchors = queries.anchors_in(against, keys=keys) if against else {}
    verdict = queries.Verdict(0, 0, 0, "")
    with Progress(disable=as_json or not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("Seals", total=queries.last_seal()[0])
        for verdict in queries.verify(anchors, queries.noted_seal()):
            progress.update(task, completed=verdict.seals)
    if as_json:
        typer.echo(json.dumps({**asdict(verdict), "anchors": len(anchors)}, default=str))
    elif not verdict.trouble:
        held = f", and the {len(anchors)} anchors of {against} hold" if anchors else ""
        typer.echo(
            f"{verdict.rows:,} rows in {verdict.seals:,} seals are as they were written{held}. {verdict.unsealed:,} wait to be sealed."
            f"{_long_since(verdict)}"
        )
    if verdict.trouble:
        if not as_json:
            typer.echo(f"The ledger is not as it was written. {verdict.trouble} Up to there it is true.", err=True)
        raise typer.Exit(1)


def _long_since(verdict: queries.Verdict) -> str:
    if verdict.unsealed_since is None or timezone.now() - verdict.unsealed_since < SEALED_WITHIN:
        return ""
    since = timezone.localtime(verdict.unsealed_since)
    return f" The oldest has waited since {since:%d %B %Y %H:%M}: see that `kith serve` runs, and that no transaction holds it back."


@app.command()
def seal() -> None:
    """Seal what waits. The worker process does so every twenty seconds by itself."""
    sealed = commands.seal()
    commands.note_last_seal(at=timezone.now())
    typer.echo(f"{sealed:,} rows were sealed.")


@app.command()
def anchor(to: Annotated[str, typer.Argument(help="A file to add to (on another machine's disk), or an https address to post to")]) -> None:
    """Sign the last seal's digest and put it outside, where who owns the database cannot reach. With KITH_LEDGER_ANCHOR it is done each day."""
    made = commands.anchor(to, at=timezone.now())
    typer.echo(f"Seal {made.seal} is anchored in {to}.")


@app.command()
def key(new: Annotated[bool, typer.Option("--new", help="Make a new one; anchors of the one before still count")] = False) -> None:
    """Print the public half of the key that signs anchors. Keep it where the anchors are: whoever checks must know it."""
    typer.echo(commands.new_key() if new else queries.public_half(queries.signing_key()))
