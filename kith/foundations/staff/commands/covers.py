"""Who covers for a worker who is away, from when to when."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, NotAllowed, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.events import CoverEnded, CoverSet
from kith.foundations.staff.models import Cover, Worker
from kith.foundations.staff.queries import could_cover, may_set_cover_for


class CoverCannotBe(Refusal):
    """A cover by nobody, backwards, twice at once, or by somebody who is away too."""


@command
def set_cover(*, worker: Worker, covered_by: Worker, starts_on: date, ends_on: date, by: Worker, at: datetime) -> Cover:
    """A colleague covers for a worker: set by the worker, a manager of one of their teams, or an administrator."""
    _require_own(worker, by, at)
    list(Worker.objects.select_for_update().filter(pk__in=[worker.pk, covered_by.pk]).order_by("pk"))
    if covered_by.pk == worker.pk:
        raise CoverCannotBe("Choose somebody else: nobody covers for themselves.", field="covered_by")
    if ends_on < starts_on:
        raise CoverCannotBe("The last day is before the first. Check both.", field="ends_on")
    if ends_on < localdate(at):
        raise CoverCannotBe("That time is over. Enter a last day that is to come.", field="ends_on")
    if not _is_here(covered_by, starts_on, ends_on):
        raise CoverCannotBe(f"{covered_by.name} does not work here on all of these days. Choose somebody else.", field="covered_by")
    if present := _open(worker, starts_on, ends_on):
        raise CoverCannotBe(
            f"{present.covered_by.name} covers from {_said(present.starts_on)} to {_said(present.ends_on)} already. End that first.",
            field="starts_on",
        )
    if away := _open(covered_by, starts_on, ends_on):
        raise CoverCannotBe(
            f"{covered_by.name} is away from {_said(away.starts_on)} to {_said(away.ends_on)}. Choose somebody else.", field="covered_by"
        )
    if covered_by.pk not in could_cover([worker], seen_by=by, on=starts_on)[worker.pk]:
        raise CoverCannotBe(
            f"The roles of {covered_by.name} do not include all of {worker.name}'s work. Choose somebody who may do it.", field="covered_by"
        )
    made = Cover.objects.create(worker=worker, covered_by=covered_by, starts_on=starts_on, ends_on=ends_on, set_at=at, set_by=by)
    reason = f"{covered_by.name} from {_said(starts_on)} to {_said(ends_on)}"
    announce(CoverSet(subject=f"staff.Cover:{made.pk}", worker_id=worker.pk, covered_by_id=covered_by.pk, reason=reason), by=by, at=at)
    return made


@command
def end_cover(*, cover_id: int, by: Worker, at: datetime) -> Cover:
    """The worker is back, or somebody else covers. A second click changes nothing."""
    found = Cover.objects.select_for_update(of=("self",)).select_related("worker", "covered_by").get(pk=cover_id)
    _require_own(found.worker, by, at)
    if found.ended_at is None:
        found.ended_at, found.ended_by = at, by
        found.save(update_fields=["ended_at", "ended_by"])
        announce(
            CoverEnded(
                subject=f"staff.Cover:{found.pk}", worker_id=found.worker_id, covered_by_id=found.covered_by_id, reason=found.covered_by.name
            ),
            by=by,
            at=at,
        )
    return found


def _require_own(worker: Worker, by: Worker, at: datetime) -> None:
    require(by, Ability.SIGNED_IN)
    if worker.pk not in {one.pk for one in may_set_cover_for(seen_by=by, on=localdate(at))}:
        raise NotAllowed(f"Only {worker.name}, a manager of their team or an administrator says who covers for them. Ask one of them.")


def _open(worker: Worker, first: date, last: date) -> Cover | None:
    covers = Cover.objects.filter(worker=worker, ended_at=None, starts_on__lte=last, ends_on__gte=first)
    return covers.select_related("covered_by").order_by("starts_on").first()


def _is_here(worker: Worker, first: date, last: date) -> bool:
    return not worker.is_machine and worker.starts_on <= first and (worker.ends_on is None or worker.ends_on >= last)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
