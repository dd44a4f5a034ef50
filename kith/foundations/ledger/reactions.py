"""Sealing by itself: what was done and seen is sealed within half a minute, and the last seal noted down in the home."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kith.foundations.ledger.commands import note_last_seal, seal


@app.periodic(cron="* * * * * */20")
@app.task(name="ledger.seal", queueing_lock="ledger.seal")
def seal_by_itself(timestamp: int) -> None:
    """Every twenty seconds, by the worker process."""
    del timestamp
    if seal():
        note_last_seal(at=timezone.now())
