"""Alerts are raised, reviewed and (by end_dated) ended."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.events import AlertEnded, AlertRaised, of_row
from kith.practice.people.models import Alert


class AlertIncomplete(Refusal):
    """An alert without a reason or a review that lies ahead warns nobody."""


@command
def raise_alert(
    *, person_id: int, kind: str, reason: str, review_on: date, told: str = Alert.Told.NO, is_risk_to_workers: bool = False,
    starts_on: date, by: Worker, at: datetime,
) -> Alert:  # fmt: skip
    """Warn whoever opens this record or goes to the door."""
    require(by, Ability.RECORD, about=person_id)
    if not reason.strip():
        raise AlertIncomplete("Say what the danger is and how it is known.", field="reason")
    if review_on <= localdate(at):
        raise AlertIncomplete("The review must be on a day that is still to come.", field="review_on")
    alert = Alert.objects.create(
        person_id=person_id, kind=kind, reason=reason.strip(), review_on=review_on, told=told, is_risk_to_workers=is_risk_to_workers,
        starts_on=starts_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    announce(of_row(AlertRaised, alert, "alert"), by=by, at=at)
    return alert


@command
def review_alert(*, alert: Alert, review_on: date, reason: str, by: Worker, at: datetime) -> Alert:
    """The danger is still there: the old alert ends today and a new one says why it stays."""
    require(by, Ability.RECORD, about=alert.person_id)
    today = localdate(at)
    alert.ends_on = today
    alert.save(update_fields=["ends_on"])
    announce(of_row(AlertEnded, alert, "alert", on=today, reason="reviewed"), by=by, at=at)
    return raise_alert(
        person_id=alert.person_id, kind=alert.kind, reason=reason, review_on=review_on, told=alert.told,
        is_risk_to_workers=alert.is_risk_to_workers, starts_on=today, by=by, at=at,
    )  # fmt: skip
