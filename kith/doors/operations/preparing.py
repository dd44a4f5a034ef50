"""`kith migrate`: tables, grants and static files up to date. What `kith run` calls before it serves."""

import typer
from django.core.management import call_command
from django.db import connection

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def migrate() -> None:
    """Bring the database's tables and the static files up to date."""
    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:  # the ledger's months ahead; the application itself may make no tables
        cursor.execute("select ledger_make_partitions(current_date, 26)")
    call_command("collectstatic", interactive=False, verbosity=0)
    typer.echo("The database is up to date.")
