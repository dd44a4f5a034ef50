"""Telling workers what they should know, on their list, until they say that they have seen it."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.work.events import NoticeSeen, WorkerNotified
from kith.practice.work.models import Notice


class NoSuchNotice(Refusal):
    """Not a notice of this worker's."""


@command
def notify_worker(*, worker_id: int, text: str, path: str = "", person_id: int | None = None, by: Worker, at: datetime) -> Notice:
    """Put a notice on a worker's list. What does not fit is cut off: `path` leads to the whole of it. Whom it is about is not in the text: give
    `person_id`, and the name stands beside it while the record is open to the worker."""
    require(by, Ability.SIGNED_IN)
    longest = Notice._meta.get_field("text").max_length or 500
    words = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    notice = Notice.objects.create(worker_id=worker_id, text=words, path=path, person_id=person_id, at=at, told_by=by.pk)
    announce(WorkerNotified(subject=f"work.Notice:{notice.pk}"), by=by, at=at)
    return notice


@command
def mark_seen(*, notice_id: int, by: Worker, at: datetime) -> Notice:
    """A worker has seen a notice: it leaves the list. A second click changes nothing."""
    require(by, Ability.SIGNED_IN)
    notice = Notice.objects.select_for_update().filter(pk=notice_id, worker=by).first()
    if notice is None:
        raise NoSuchNotice("That notice is not one of yours. Yours are on My list.")
    if notice.seen_at is None:
        notice.seen_at = max(at, notice.at)
        notice.save(update_fields=["seen_at"])
        announce(NoticeSeen(subject=f"work.Notice:{notice.pk}"), by=by, at=at)
    return notice
