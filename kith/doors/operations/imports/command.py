"""`kith import people FILE.csv`: what it says. Reading, comparing and loading have files of their own."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from kith.doors.operations.command_line import command_line_origin
from kith.doors.operations.imports.comparing import Likeness, Repeat, Sorted, likenesses, repeats, sort
from kith.doors.operations.imports.loading import Flag, load
from kith.doors.operations.imports.reading import COLUMNS, BadFile, BadRow, read
from kith.foundations.access.queries import look_as
from kith.foundations.ledger.commands import acting_through
from kith.foundations.staff.commands import machine

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

NOT_COMPARED = (
    "What differs on restricted records is not said here, whether or not there are any: ask those who are let in to compare them."
)
SHOWN = 50  # lines of a kind; --json has them all


@app.callback()
def importing() -> None:
    """Load people from a file."""


@app.command()
def people(
    file: Annotated[Path, typer.Argument(help="A CSV file with the columns " + ", ".join(COLUMNS))],
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong or different; load nothing")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines")] = False,
) -> None:
    """Load people. Run twice, nothing is doubled or changed, and what differs is named; a file with a bad row loads nothing."""
    try:
        reading = read(file)
    except BadFile as problem:
        sys.exit(f"kith import people: {file}: {problem}")
    if reading.bad:
        _say_bad(file, reading.bad, as_json=as_json)
        raise typer.Exit(1)
    now = timezone.now()
    with acting_through(command_line_origin()), transaction.atomic():
        by = machine(at=now)
        look_as(by)
        found = sort(reading.rows, today=timezone.localdate(now), seen_by=by)
        alike = likenesses(found.new, today=timezone.localdate(now), seen_by=by)
        twice = repeats(found.new, today=timezone.localdate(now))
        flags = [] if check else load(found.new, file.name, by=by, at=now)
    if as_json:
        typer.echo(json.dumps(_for_machines(found, flags, alike, twice, check=check)))
        return
    _say_lines(file, found.differences, "differences")
    _say_lines(file, alike, "possible duplicates")
    _say_lines(file, twice, "rows that may be one person")
    _say_lines(file, flags, "values loaded as received")
    done = "to load" if check else "loaded"
    typer.echo(
        f"{len(found.new)} new people {done}; {found.same} known already and the same; {found.different} known already and different, not changed; "
        f"{len(flags)} values loaded as received and flagged; {len(alike)} may be people who are known already, "
        f"and {len(twice)} people who are in the file twice: compare them. {NOT_COMPARED}"
    )


def _for_machines(found: Sorted, flags: list[Flag], alike: list[Likeness], twice: list[Repeat], *, check: bool) -> dict[str, object]:
    return {
        "rows": len(found.new) + found.same + found.different,
        "new": len(found.new),
        "same": found.same,
        "different": found.different,
        "loaded": 0 if check else len(found.new),
        "flagged": len(flags),
        "note": NOT_COMPARED,
        "differences": [asdict(each) for each in found.differences],
        "possible_duplicates": [asdict(each) for each in alike],
        "possible_repeats": [asdict(each) for each in twice],
        "flags": [asdict(each) for each in flags],
    }


def _say_bad(file: Path, bad: list[BadRow], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"loaded": 0, "bad": [asdict(row) for row in bad]}))
        return
    _say_lines(file, bad, "faults")
    typer.echo(f"Nothing was loaded. Mend these {len(bad)} and import the file again.", err=True)


def _say_lines(file: Path, lines: Sequence[object], what: str) -> None:
    for line in lines[:SHOWN]:
        typer.echo(f"{file}: {line}", err=True)
    if len(lines) > SHOWN:
        typer.echo(f"{file}: the first {SHOWN} of {len(lines)} {what} are shown; --json has them all", err=True)
