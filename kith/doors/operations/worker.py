"""`kith worker`: does the tasks of the outbox, and keeps the ledger's partitions ahead of time."""

import typer
from procrastinate.contrib.django import app as tasks

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def worker() -> None:
    """Do the tasks that wait in the outbox, until told to stop."""
    tasks.replace_connector(tasks.connector.get_worker_connector()).run_worker(concurrency=1, install_signal_handlers=True)
