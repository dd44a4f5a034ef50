"""What work does when recording announces: whoever wrote something is told when somebody else changes it."""

from datetime import datetime

from django.urls import reverse

from kith.foundations.staff.models import Worker
from kith.practice.recording.events import Changed, EntryCorrected
from kith.practice.work.commands import notify_worker


def tell_the_author(event: Changed, *, by: Worker, at: datetime) -> None:
    """Nobody is told of what they did themselves. For what the machine loaded nobody reads a list."""
    if event.author_id == by.pk or not Worker.objects.filter(pk=event.author_id, is_machine=False).exists():
        return
    done = "corrected" if isinstance(event, EntryCorrected) else "struck out"
    text = f"{by.name} {done} your {event.what}: {event.reason}"
    notify_worker(worker_id=event.author_id, text=text, path=reverse(event.page, args=[event.page_id]), by=by, at=at)
