"""`kith worker`: does the tasks of the outbox, and keeps the ledger's partitions ahead of time."""

import time

import typer
from procrastinate import exceptions
from procrastinate.contrib.django import app as tasks
from procrastinate.contrib.django.django_connector import DjangoConnector

from kith.foundations.postgres.trouble import failing

A_WHILE = 5  # seconds, so that the supervisor does not take a full disk for a worker that cannot start

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def worker() -> None:
    """Do the tasks that wait in the outbox, until told to stop."""
    try:
        tasks.with_connector(DjangoConnector().get_worker_connector()).run_worker(concurrency=1)
    except exceptions.ConnectorException as problem:
        reason = failing(problem)
        if reason is None:
            raise
        typer.echo(f"kith worker: {reason} Tasks wait until it is mended.", err=True)
        time.sleep(A_WHILE)
        raise typer.Exit(1) from None
