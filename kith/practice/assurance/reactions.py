"""By itself: what was sealed since the last minute is read for looks that are worth a question; the ledger is copied and anchored outside."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from kith.foundations.access.queries import look_as
from kith.foundations.ledger.commands import copy_next_seal
from kith.foundations.ledger.queries import AnchorTrouble
from kith.foundations.staff.commands import machine
from kith.practice.assurance.commands import anchor_ledger, look_for_flags, tell_of_no_anchor
from kith.practice.assurance.queries import last_anchored

TRIES_AGAIN = 3
AGAIN = RetryStrategy(max_attempts=TRIES_AGAIN, exponential_wait=5)  # after 5, 25 and 125 seconds; then with the next hour
A_DAY = timedelta(hours=23)  # asked each hour: a worker process that was down at night does it when it is back


@app.periodic(cron="* * * * * 50")
@app.task(name="assurance.look_for_flags", queueing_lock="assurance.look_for_flags")
def look_for_flags_by_itself(timestamp: int) -> None:
    """Every minute, by the worker process."""
    del timestamp
    there_is_more = True
    while there_is_more:
        now = timezone.now()
        with transaction.atomic():
            by = machine(at=now)
            look_as(by)
            there_is_more = look_for_flags(by=by, at=now)


@app.periodic(cron="* * * * * 35")
@app.task(name="assurance.copy_ledger", queueing_lock="assurance.copy_ledger")
def copy_by_itself(timestamp: int) -> None:
    """Every minute, if the settings say where to. What fails is tried again with the next minute; the worker process's log says why."""
    del timestamp
    there_is_more = bool(settings.LEDGER_COPY)
    while there_is_more:
        with transaction.atomic():
            look_as(machine(at=timezone.now()))
            there_is_more = copy_next_seal(Path(settings.LEDGER_COPY)) > 0


@app.periodic(cron="15 * * * *")
@app.task(name="assurance.anchor_ledger", queueing_lock="assurance.anchor_ledger", retry=AGAIN, pass_context=True)
def anchor_by_itself(context: JobContext, timestamp: int) -> None:
    """Once a day, if the settings say where to: looked at each hour. What fails at the last try is told."""
    del timestamp
    if not settings.LEDGER_ANCHOR:
        return
    now = timezone.now()
    try:
        with transaction.atomic():
            by = machine(at=now)
            look_as(by)
            last = last_anchored(seen_by=by)
            if last is None or now - last >= A_DAY:
                anchor_ledger(by=by, at=now)
    except AnchorTrouble as trouble:
        if context.job.attempts >= TRIES_AGAIN:
            with transaction.atomic():
                by = machine(at=now)
                look_as(by)
                tell_of_no_anchor(sentence=str(trouble), by=by, at=now)
        raise
