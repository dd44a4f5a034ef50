"""Who covers for whom, and who answers for a team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Cover, Membership, Team, Worker
from kith.foundations.staff.queries.roles import holders_of, partner_accounts
from kith.foundations.staff.queries.workers import workers_here
from kith.foundations.staff.rules import PASSED_TO_COVER


def covering(worker: Worker, *, on: date) -> Worker | None:
    """Who covers for a worker on a day; nobody where no cover is set, or who covers has left. Where that colleague is away too, whoever covers
    for them: a cover by somebody who is away on its days is refused, so this ends."""
    covers = Cover.objects.filter(starts_on__lte=on, ends_on__gte=on).filter(Q(ended_at__isnull=True) | Q(ended_at__date__gt=on))
    by_worker = {one.worker_id: one.covered_by for one in covers.select_related("covered_by")}
    found, passed = by_worker.get(worker.pk), {worker.pk}
    while found is not None and found.pk in by_worker and found.pk not in passed:
        passed.add(found.pk)
        found = by_worker[found.pk]
    return found if found is not None and (found.ends_on is None or found.ends_on >= on) else None


def may_set_cover_for(*, seen_by: Worker, on: date) -> list[Worker]:
    """For whom a worker may say who covers: themselves; with the ability to authorise whoever is in a team with them; with that to
    administer everybody."""
    if Ability.ADMINISTER in seen_by.abilities:
        return workers_here(on=on)
    if Ability.AUTHORISE not in seen_by.abilities:
        return [seen_by]
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    teams = Team.objects.filter(Q(manager=seen_by) | Q(pk__in=Membership.objects.filter(current, worker=seen_by).values("team_id")))
    members = set(Membership.objects.filter(current, team__in=teams).values_list("worker_id", flat=True)) | {seen_by.pk}
    return [one for one in workers_here(on=on) if one.pk in members]


def could_cover(away: Iterable[Worker], *, seen_by: Worker, on: date) -> dict[int, set[int]]:
    """Worker away -> the workers (ids) who may do their work on a day: open records, write on them, agree to what others propose, as they may.
    No partner covers for anybody."""
    require(seen_by, Ability.SIGNED_IN)
    here = {one.pk for one in workers_here(on=on)} - {account for account, _ in partner_accounts(on=on)}
    held = {ability: set(holders_of(ability, on=on)) for ability in PASSED_TO_COVER}
    return {one.pk: here.intersection(*(able for able in held.values() if one.pk in able)) - {one.pk} for one in away}


@dataclass(frozen=True)
class CoverSeen:
    """A cover that is in force or to come; `may_end`: by who looks."""

    id: int
    worker: Worker
    covered_by: Worker
    starts_on: date
    ends_on: date
    may_end: bool


def covers_to_see(*, seen_by: Worker, on: date) -> list[CoverSeen]:
    """Covers from a day on that concern a worker: of those for whom they may set one, and those by themselves."""
    own = {one.pk for one in may_set_cover_for(seen_by=seen_by, on=on)}
    rows = Cover.objects.filter(ended_at=None, ends_on__gte=on).filter(Q(worker_id__in=own) | Q(covered_by=seen_by))
    rows = rows.select_related("worker", "covered_by").order_by("starts_on", "id")[:300]
    return [CoverSeen(row.pk, row.worker, row.covered_by, row.starts_on, row.ends_on, row.worker_id in own) for row in rows]


def managers_of(team_ids: Iterable[int], *, on: date) -> dict[int, list[int]]:
    """Who answers for each team on a day (ids): its manager, and who covers for them; where none is named or the manager has left, whoever
    in the team may allocate."""
    found: dict[int, list[int]] = {}
    allocators = set(holders_of(Ability.ALLOCATE, on=on))
    for team in Team.objects.filter(pk__in=set(team_ids)).select_related("manager"):
        manager = team.manager
        if manager and (manager.ends_on is None or manager.ends_on >= on):
            cover = covering(manager, on=on)
            found[team.pk] = [manager.pk, *([cover.pk] if cover else [])]
            continue
        members = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), team=team, starts_on__lte=on)
        found[team.pk] = sorted(allocators & set(members.values_list("worker_id", flat=True)))
    return found
