"""Reading what was sealed since, for looks that are worth a question. Never in the time of a worker's own request."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.ledger.queries import Written, last_seal, sealed_in
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import holders_of
from kith.practice.assurance.events import FlagRaised
from kith.practice.assurance.models import Flag, Watch
from kith.practice.assurance.queries import known_around, seen_in
from kith.practice.assurance.rules.flags import Finding, worth_asking
from kith.practice.work.commands import notify_worker
from kith.practice.work.queries import notices_for

ENOUGH_ROWS = 20_000  # of the ledger in one transaction, with the seal that goes over it; what is left is read by the next
Key = tuple[str, int, int | None, date]


@command
def look_for_flags(*, by: Worker, at: datetime) -> bool:
    """Read the seals that were made since the last time, each once. Says whether there are more to read."""
    require(by, Ability.AUDIT)
    watch = Watch.objects.select_for_update().get()
    last, until = last_seal()[0], watch.seal
    rows: list[Written] = []
    while until < last and len(rows) < ENOUGH_ROWS:
        until += 1
        rows += sealed_in(until)
    seen = seen_in(rows, seen_by=by)
    if seen:
        _raise(worth_asking(seen, known_around(seen, seen_by=by)), by=by, at=at)
    watch.seal = until
    watch.save(update_fields=["seal"])
    return until < last


def _raise(findings: list[Finding], *, by: Worker, at: datetime) -> None:
    """A flag for a worker, rule, person and day; more of the same until it is signed off are counted on it."""
    days = {timezone.localdate(one.at) for one in findings}
    waiting = Flag.objects.filter(happened_on__in=days, worker_id__in={one.worker_id for one in findings}, signed_off_at=None)
    known: dict[Key, Flag] = {(flag.rule, flag.worker_id, flag.person_id, flag.happened_on): flag for flag in waiting}
    new: list[Flag] = []
    for one in findings:
        day = timezone.localdate(one.at)
        key: Key = (one.rule, one.worker_id, one.person_id, day)
        flag = known.get(key)
        if flag is None:
            known[key] = flag = Flag(
                rule=one.rule, worker_id=one.worker_id, person_id=one.person_id, happened_on=day, first_at=one.at, last_at=one.at, looks=0,
                raised_at=at,
            )  # fmt: skip
            new.append(flag)
        flag.looks, flag.first_at, flag.last_at = flag.looks + 1, min(flag.first_at, one.at), max(flag.last_at, one.at)
    Flag.objects.bulk_update([flag for flag in known.values() if flag.pk], ["looks", "first_at", "last_at"])
    for flag in Flag.objects.bulk_create(new):
        announce(FlagRaised(subject=f"assurance.Flag:{flag.pk}", reason=flag.rule), by=by, at=at)
    if new:
        _tell_auditors({flag.worker_id for flag in new}, by=by, at=at)


def _tell_auditors(flagged: set[int], *, by: Worker, at: datetime) -> None:
    """One notice, until it is seen. Nobody is told of flags that are about nobody but themselves."""
    path = reverse("flags")
    for auditor in Worker.objects.filter(pk__in=holders_of(Ability.AUDIT, on=timezone.localdate(at))):
        if flagged != {auditor.pk} and not any(notice.path == path for notice in notices_for(seen_by=auditor)):
            notify_worker(worker_id=auditor.pk, text="There are new flags: looks that are worth a question.", path=path, by=by, at=at)
