"""`kith pathways`: check a council's own file of pathways before it is used, load it, list the steps that there are."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from kith.doors.operations.command_line import command_line_origin
from kith.foundations.access.queries import look_as
from kith.foundations.ledger.commands import acting_through
from kith.foundations.staff.commands import machine
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import NotAPathway, publish_pathway
from kith.practice.pathways.queries import in_force, with_file
from kith.practice.pathways.rules.declared import Declarations, StepKind
from kith.practice.pathways.rules.reading import Malformed, Source
from kith.practice.pathways.rules.registry import shipped

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="For machines")]
File = Annotated[Path, typer.Argument(help="Steps of the council's own, in YAML: docs/pathways.md is the language")]


@app.command()
def check(file: File, as_json: Json = False) -> None:
    """Say what is the matter with a file of pathways, with line, key and fix. Exit code 1 if it cannot be used."""
    source = _source(file)
    try:
        with transaction.atomic():
            found = with_file(source, seen_by=_machine())
    except Malformed as wrong:
        _say(file, str(wrong), as_json=as_json)
        raise typer.Exit(1) from None
    _say(file, "", as_json=as_json, own=_own(found))


@app.command()
def load(file: File, as_json: Json = False) -> None:
    """Bring a file of pathways into force at once. What was begun under its earlier edition goes on."""
    source = _source(file)
    try:
        with acting_through(command_line_origin()), transaction.atomic():
            made = publish_pathway(source=source, by=_machine(), at=timezone.now())
    except NotAPathway as wrong:
        _say(file, str(wrong), as_json=as_json)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps({"name": made.name, "edition": made.pk}))
    else:
        typer.echo(f"{made.name} is in force. Workers can begin its steps now.")


@app.command("list")
def list_steps(as_json: Json = False) -> None:
    """Every kind of step: its key, its clocks, whether it is signed off, what it leads to."""
    with transaction.atomic():
        declared = in_force(seen_by=_machine()).declared
    own = set(_own(declared))
    if as_json:
        typer.echo(json.dumps([_plain(step, "the council's" if step.key in own else "shipped") for step in declared.steps.values()]))
        return
    table = Table("key", "title", "whose", "clocks", "signed off", "leads to", box=None, header_style="bold")
    for step in declared.steps.values():
        leads = dict.fromkeys(other.key for _, other in declared.ways_on(step))
        whose = "the council's" if step.key in own else "shipped"
        table.add_row(step.key, step.title, whose, ", ".join(step.clocks), "yes" if step.sign_off else "", ", ".join(leads))
    Console().print(table)


def _plain(step: StepKind, whose: str) -> dict[str, object]:
    leads = {outcome.key: list(outcome.leads_to) for outcome in step.outcomes.values()}
    return {"key": step.key, "title": step.title, "whose": whose, "service": step.service, "clocks": step.clocks, "form": step.form,
            "sign_off": step.sign_off, "outcomes": leads}  # fmt: skip


def _own(found: Declarations) -> list[str]:
    """Keys of steps that no room ships. Which file ships a step, its text says: a key stands at the beginning of a line, two spaces in."""
    texts = "\n" + "\n".join(source.text for source in shipped())
    return [key for key in found.steps if f"\n  {key}:" not in texts]


def _machine() -> Worker:
    by = machine(at=timezone.now())
    look_as(by)
    return by


def _source(file: Path) -> Source:
    try:
        return Source(file.name, file.read_text())
    except (OSError, UnicodeDecodeError) as trouble:
        sys.exit(f"kith pathways: {file} cannot be read: {trouble}. Give the name of a YAML file in UTF-8.")


def _say(file: Path, wrong: str, *, as_json: bool, own: list[str] | None = None) -> None:
    if as_json:
        typer.echo(json.dumps({"file": str(file), "usable": not wrong, "problem": wrong, "steps": own or []}))
    elif wrong:
        typer.echo(wrong)
    else:
        typer.echo(f"{file}: it can be used. The council's own steps are then: {', '.join(own or ['none'])}.")
