"""`kith clocks`: which statutory and local clocks there are, and why something is due on a day."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.table import Table

from kith.foundations.clocks.catalogue import shipped
from kith.foundations.clocks.local import AS_SHIPPED, Local
from kith.foundations.clocks.moments import LONDON, Moment, Uncountable, day_of, said_day
from kith.foundations.clocks.reckoning import checkpoints, due
from kith.foundations.clocks.rules import Rule
from kith.foundations.clocks.setting import local_from
from kith.foundations.postgres.trouble import Trouble

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="For machines")]
Council = Annotated[Path | None, typer.Option("--council", help="A YAML file of a council's holidays, opening hours and targets")]


class ClockTrouble(Trouble):
    """A clock, a start or a council's file that cannot be used, as a sentence."""


@app.command("list")
def list_clocks(word: Annotated[str, typer.Argument(help="Only those that have this word")] = "", as_json: Json = False) -> None:
    """Every clock: its key, how it is counted, whose rule it is."""
    rules = [rule for rule in shipped().rules.values() if word.lower() in f"{rule.key} {rule.what} {rule.service}".lower()]
    if as_json:
        typer.echo(json.dumps([_plain(rule) for rule in rules], ensure_ascii=False))
        return
    table = Table("clock", "is due", "whose rule", box=None, header_style="bold")
    for rule in rules:
        table.add_row(rule.key, rule.counted_as, rule.source if rule.force.binds else f"local: {rule.source}")
    Console().print(table)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="The clock's key, as `kith clocks list` has it")],
    start: Annotated[str, typer.Argument(help="The day of the event, like 2026-11-23, or its time, like 2026-11-23T14:30")],
    council: Council = None,
    as_json: Json = False,
) -> None:
    """When something is due, and why, in the sentence that a worker reads."""
    try:
        found = due(shipped().rule(rule), _moment(start), _local(council))
    except Uncountable as wrong:
        raise ClockTrouble(str(wrong)) from None
    looks = [day.isoformat() for day in checkpoints(found)]
    if as_json:
        typer.echo(json.dumps({"due": found.at.isoformat(), "day": found.day.isoformat(), "why": found.why, "checkpoints": looks}))
        return
    typer.echo(found.why)
    if looks:
        typer.echo(f"Looks on the way: {', '.join(said_day(date.fromisoformat(day)) for day in looks)}.")
    if found.rule.note:
        typer.echo(f"Note: {found.rule.note.strip()}")


def _moment(text: str) -> Moment:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise ClockTrouble(f'"{text}" is not a day or a time. Write it like 2026-11-23 or 2026-11-23T14:30.') from None
    aware = read if read.tzinfo else read.replace(tzinfo=LONDON)
    return aware if "T" in text or ":" in text else day_of(aware)


def _local(council: Path | None) -> Local:
    if council is None:
        return AS_SHIPPED
    try:
        told = yaml.safe_load(council.read_text())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise ClockTrouble(f"{council} cannot be read: {problem}") from None
    if not isinstance(told, Mapping):
        raise ClockTrouble(f'{council} has no settings. It may have "holidays", "opening" and "targets".')
    try:
        return local_from(told, shipped())
    except Uncountable as wrong:
        raise ClockTrouble(f"{council}: {wrong}") from None


def _plain(rule: Rule) -> dict[str, Any]:
    return {"key": rule.key, "what": rule.what, "counted": rule.counted_as, "until": rule.stop.says, "force": rule.force, "source": rule.source,
            "checked": rule.evidence, "service": rule.service, "note": rule.note}  # fmt: skip
