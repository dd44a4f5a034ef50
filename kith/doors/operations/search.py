"""`kith search "..." --as EMAIL`: the same answers as the page's, for the command line and for machines."""

import json
import sys
from typing import Annotated

import typer
from django.db import transaction
from django.utils import timezone

from kith.doors.operations.command_line import command_line_origin
from kith.foundations.access.queries import look_as
from kith.foundations.ledger.commands import acting_through, record_search
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import Found, SearchAnswer, search

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def find(
    words: Annotated[str, typer.Argument(help="What you would type into the box")] = "",
    acting_as: Annotated[str, typer.Option("--as", help="The worker's e-mail address: you see what that worker may see")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For machines")] = False,
    batch: Annotated[bool, typer.Option("--batch", help="One question a line on standard input, one JSON answer a line")] = False,
    limit: Annotated[int, typer.Option(help="How many at most")] = 20,
) -> None:
    """Find people. What was asked, by whom on this machine, goes into the ledger."""
    worker = Worker.objects.filter(email=acting_as.lower(), is_machine=False).first()
    if worker is None or not worker.is_active:
        sys.exit(f"kith search: nobody signs in as {acting_as!r}. Give a worker's e-mail address with --as.")
    for question in sys.stdin if batch else [words]:
        answer = _ask(question.strip(), worker, limit)
        typer.echo(_as_json(answer) if as_json or batch else _as_text(answer))


def _ask(question: str, worker: Worker, limit: int) -> SearchAnswer:
    with acting_through(command_line_origin()), transaction.atomic():
        look_as(worker)
        now = timezone.now()
        record_search(question, seen_by=worker, at=now)
        return search(question, seen_by=worker, today=timezone.localdate(), limit=limit)


def _as_json(answer: SearchAnswer) -> str:
    return json.dumps({"results": [found.as_json() for found in answer.results]}, ensure_ascii=False)


def _as_text(answer: SearchAnswer) -> str:
    nobody = "Nobody fits well." if answer.results else "Nobody was found by that."
    lines = [*answer.notes, *([] if answer.good else [nobody]), *map(_line, answer.good)]
    return "\n".join([*lines, *(["Less likely:", *map(_line, answer.less_likely)] if answer.less_likely else [])])


def _line(found: Found) -> str:
    return f"{found.card.id:>9}  {found.card.name}, {found.age_text}  {found.score:.2f}  {'; '.join(found.why)}"
