"""What was entrusted to somebody who is gone is handed on: a restricted record that nobody can open protects nobody."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from kith.foundations.access.commands import let_in
from kith.foundations.access.queries import Kept, kept_by, require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import command
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import holders_of, managers_of, places_of, workers_by_id, workers_here
from kith.practice.work.commands.notifying import notify_worker

SENTENCE = "Nobody else who was let in to this restricted record works here any more, so you are let in. Let in who needs it"


@command
def hand_on_restrictions(*, by: Worker, at: datetime) -> int:
    """Where the last who was let in has left, whoever manages their team is let in; failing that who restricted it, failing that the guardians.
    Returns how many were handed on."""
    require(by, Ability.RESTRICT)
    on = localdate(at)
    left_alone = [kept for kept in kept_by(on=on, seen_by=by) if not _keepers(kept, on)]
    return sum(_hand_on(kept, on, by=by, at=at) for kept in left_alone)


def _hand_on(kept: Kept, on: date, *, by: Worker, at: datetime) -> bool:
    here = {worker.pk for worker in workers_here(on=on)}
    next_ones = next((able for group in _successors(kept, on) if (able := sorted((group & here) - kept.barred))), [])
    for worker_id in next_ones:
        let_in(restriction_id=kept.restriction_id, worker_id=worker_id, by=by, at=at)
        path = reverse("record", kwargs={"person_id": kept.person_id})
        notify_worker(worker_id=worker_id, text=SENTENCE, path=path, person_id=kept.person_id, by=by, at=at)
    return bool(next_ones)


def _keepers(kept: Kept, on: date) -> set[int]:
    """Who works here and is let in, alone or with a team."""
    people = {worker.pk for worker in workers_here(on=on)} & set(kept.workers)
    for team_id in kept.teams:
        people |= {worker.pk for worker in workers_here(on=on, team_id=team_id)}
    return people - kept.barred


def _successors(kept: Kept, on: date) -> Iterator[set[int]]:
    """Group after group; the first in which anybody is left will do."""
    last_places = (places_of(worker)[:1] for worker in workers_by_id(kept.workers).values())
    teams = {place.team_id for places in last_places for place in places} | set(kept.teams)
    yield {worker_id for managers in managers_of(teams, on=on).values() for worker_id in managers}
    yield {kept.placed_by}
    yield set(holders_of(Ability.GUARD, on=on))
