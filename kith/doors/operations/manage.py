"""`kith manage ...`: Django's own management commands, for those who develop Kith."""

from typing import Annotated

import typer
from django.core.management import execute_from_command_line

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage(words: Annotated[list[str], typer.Argument()]) -> None:
    """Hand the words to Django."""
    execute_from_command_line(["kith manage", *words])
