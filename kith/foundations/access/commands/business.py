"""Business with people: granted by the rooms above, or given as a reason by the worker."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from kith.foundations.access.events import GrantsEnded, GrantsGiven, ReasonGiven
from kith.foundations.access.models import GivenReason, Grant
from kith.foundations.access.queries import Holder, require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.postgres.copying import copy_in

GRANT_COLUMNS = ("worker_id", "team_id", "person_id", "source", "starts_on", "ends_on")


class ReasonMissing(Refusal):
    """A record outside one's own work is opened with a reason."""


@command
def grant(
    *, person_ids: Iterable[int], worker_id: int | None = None, team_id: int | None = None, source: str, starts_on: date,
    ends_on: date | None = None, by: Holder, at: datetime,
) -> None:  # fmt: skip
    """Give a worker, or a team, business with people. `source` names what it comes from, and ends it (end_grants). Twice is once."""
    wanted = list(dict.fromkeys(person_ids))
    held = Grant.objects.filter(source=source, worker_id=worker_id, team_id=team_id, person_id__in=wanted, ends_on=ends_on)
    new = sorted(set(wanted) - set(held.values_list("person_id", flat=True)))
    Grant.objects.bulk_create(
        [
            Grant(person_id=person_id, worker_id=worker_id, team_id=team_id, source=source, starts_on=starts_on, ends_on=ends_on)
            for person_id in new
        ]
    )
    if new:
        announce(
            GrantsGiven(person_ids=tuple(new), subject=source, reason=f"worker {worker_id}" if worker_id else f"team {team_id}"),
            by=by,
            at=at,
        )


@command
def end_grants(*, source: str, ends_on: date, by: Holder, at: datetime) -> None:
    """What came from this source ends on a day, that day included; what was to last longer too."""
    open_ones = Grant.objects.filter(Q(ends_on=None) | Q(ends_on__gt=ends_on), source=source)
    people = tuple(sorted(set(open_ones.values_list("person_id", flat=True))))
    open_ones.filter(starts_on__gt=ends_on).delete()
    open_ones.update(ends_on=ends_on)
    announce(GrantsEnded(person_ids=people, subject=source), by=by, at=at)


@command
def load_grants(*, rows: Sequence[Sequence[object]], manifest: Mapping[str, object], by: Holder, at: datetime) -> None:
    """Load a batch. `rows` by GRANT_COLUMNS."""
    require(by, Ability.ALLOCATE)
    with connection.cursor() as cursor:
        copy_in(cursor, "access_grant", GRANT_COLUMNS, rows)
    announce(GrantsGiven(reason=json.dumps({**manifest, "access_grant": len(rows)})), by=by, at=at)


@command
def give_reason(*, person_id: int, reason: str, by: Holder, at: datetime) -> GivenReason:
    """Say why a record outside one's own people, team or duty is opened. Good for a working day."""
    require(by, Ability.VIEW, about=person_id)
    if not reason.strip():
        raise ReasonMissing("Choose why you open this record, or write it in your own words.", field="reason")
    given = GivenReason.objects.create(worker_id=by.pk, person_id=person_id, reason=reason.strip()[:200], given_at=at)
    announce(ReasonGiven(person_ids=(person_id,), subject=f"access.GivenReason:{given.pk}", reason=given.reason), by=by, at=at)
    return given
