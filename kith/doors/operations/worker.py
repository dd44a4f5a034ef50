"""`kith worker`: does the tasks of the outbox, and keeps the ledger's partitions ahead of time."""

import typer
from procrastinate.contrib.django import app as tasks
from procrastinate.contrib.django.django_connector import DjangoConnector

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def worker() -> None:
    """Do the tasks that wait in the outbox, until told to stop."""
    tasks.with_connector(DjangoConnector().get_worker_connector()).run_worker(concurrency=1)
