"""Sealing by itself: what was done and seen is sealed within half a minute."""

from procrastinate.contrib.django import app

from kith.foundations.ledger.commands import seal


@app.periodic(cron="* * * * * */20")
@app.task(name="ledger.seal", queueing_lock="ledger.seal")
def seal_by_itself(timestamp: int) -> None:
    """Every twenty seconds, by the worker process."""
    del timestamp
    seal()
