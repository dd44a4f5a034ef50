"""By itself: what was sealed since the last minute is read for looks that are worth a question."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kith.foundations.access.queries import look_as
from kith.foundations.staff.commands import machine
from kith.practice.assurance.commands import look_for_flags


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
