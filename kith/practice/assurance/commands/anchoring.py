"""Putting the ledger's last seal outside each day, and telling whoever must know when that does not work."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import anchor, announce, command, record_refusal
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import holders_of
from kith.practice.assurance.events import LedgerAnchored
from kith.practice.work.commands import notify_worker
from kith.practice.work.queries import notices_for


@command
def anchor_ledger(*, by: Worker, at: datetime) -> None:
    """To where the settings say. Raises AnchorTrouble."""
    require(by, Ability.AUDIT)
    made = anchor(settings.LEDGER_ANCHOR, at=at)
    announce(LedgerAnchored(reason=f"seal {made.seal}, {settings.LEDGER_ANCHOR}"[:300]), by=by, at=at)


@command
def tell_of_no_anchor(*, sentence: str, by: Worker, at: datetime) -> None:
    """Every auditor and administrator has one notice, until it is seen; and the ledger says it each time."""
    require(by, Ability.AUDIT)
    record_refusal(sentence, attempted="anchoring the ledger", by=by, at=at)
    path, today = f"{reverse('my_list')}#anchor", timezone.localdate(at)
    told = set(holders_of(Ability.AUDIT, on=today)) | set(holders_of(Ability.ADMINISTER, on=today))
    for worker in Worker.objects.filter(pk__in=told):
        if not any(notice.path == path for notice in notices_for(seen_by=worker)):
            text = f"The ledger could not be anchored outside. {sentence} It is tried again every hour."
            notify_worker(worker_id=worker.pk, text=text, path=path, by=by, at=at)
