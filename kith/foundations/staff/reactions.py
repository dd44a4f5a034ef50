"""By itself: what leavers left open is ended, and sessions that ran out are forgotten."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kith.foundations.staff.commands import end_what_leavers_left, machine


@app.periodic(cron="5 * * * *")
@app.task(name="staff.end_what_leavers_left", queueing_lock="staff.end_what_leavers_left")
def end_what_leavers_left_by_itself(timestamp: int) -> None:
    """Every hour, by the worker process; so a leaver's sessions are gone five minutes after midnight."""
    del timestamp
    now = timezone.now()
    end_what_leavers_left(by=machine(at=now), at=now)
