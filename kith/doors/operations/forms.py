"""`kith forms`: check a definition before it is used, load it, list the forms that there are."""

import json
import sys
from dataclasses import asdict
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
from kith.practice.forms.commands import NotToBePublished, load_form
from kith.practice.forms.queries import forms, judgement
from kith.practice.forms.rules.definition import cost
from kith.practice.forms.rules.reading import Reading

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="For machines")]
File = Annotated[Path, typer.Argument(help="A form in YAML: docs/forms.md is the language")]


@app.command()
def check(file: File, as_json: Json = False) -> None:
    """Say what is the matter with a form, with line, key and fix. Exit code 1 if it cannot be used."""
    text = _text(file)
    with transaction.atomic():
        found = judgement(text, seen_by=_machine())
    _say(file, found, as_json=as_json)
    if found.grave:
        raise typer.Exit(1)


@app.command()
def load(file: File, as_json: Json = False) -> None:
    """Make a form the current version at once. What was begun under the version before goes on under that."""
    text = _text(file)
    try:
        with acting_through(command_line_origin()), transaction.atomic():
            made = load_form(text=text, by=_machine(), at=timezone.now())
    except NotToBePublished:
        with transaction.atomic():
            _say(file, judgement(text, seen_by=_machine()), as_json=as_json)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps({"key": made.key, "version": made.number, "title": made.title}))
    else:
        typer.echo(f"{made.title} ({made.key}), version {made.number}, is what workers fill in from now on.")


@app.command("list")
def list_forms(as_json: Json = False) -> None:
    """Every form: its key, version, whose it is, how many answers it insists on."""
    with transaction.atomic():
        found = forms(seen_by=_machine())
    rows = [(each.form.key, each.form.title, each.form.number, "shipped" if each.is_shipped else "the council's", cost(each.form)) for each in found]
    if as_json:
        names = ("key", "title", "version", "whose", "insists_on")
        typer.echo(json.dumps([dict(zip(names, (*row[:4], asdict(row[4])), strict=True)) for row in rows], ensure_ascii=False))
        return
    table = Table("key", "title", "version", "whose", "always / at worst", box=None, header_style="bold")
    for key, title, number, whose, counted in rows:
        table.add_row(key, title, str(number), whose, f"{counted.always} / {counted.conditional}")
    Console().print(table)


def _machine() -> Worker:
    by = machine(at=timezone.now())
    look_as(by)
    return by


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        sys.exit(f"kith forms: {file} cannot be read: {trouble.strerror}. Give the name of a YAML file.")
    except UnicodeDecodeError as trouble:
        line = trouble.object.count(b"\n", 0, trouble.start) + 1
        sys.exit(f"{file}:{line}: file: A letter is not in UTF-8 (byte 0x{trouble.object[trouble.start]:02x}). Keep the file as UTF-8 in your editor.")


def _say(file: Path, found: Reading, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"file": str(file), "usable": not found.grave, "problems": [asdict(each) for each in found.problems]}, ensure_ascii=False))
        return
    for each in found.problems:
        typer.echo(f"{file}:{each.line}: {'note: ' if each.is_warning else ''}{each.key}: {each.sentence}. {each.fix}.")
    if not found.grave and found.form:
        counted = cost(found.form)
        typer.echo(f"{file}: {found.form.title} can be used. It insists on {counted.always} answers, at worst on {counted.conditional}.")
