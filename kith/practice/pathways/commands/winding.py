"""Clocks are wound: from what happened, due dates are counted and kept, and what is due is explained."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.moments import Uncountable
from kith.foundations.clocks.reading import Clock, Event
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.pathways.events import ClocksWound, LatenessCounted
from kith.practice.pathways.models import Departure, Episode, Happening, RunningClock, Step
from kith.practice.pathways.queries.happened import happenings_of
from kith.practice.pathways.queries.in_force import InForce, in_force
from kith.practice.pathways.rules.clockrows import COUNTED, counted
from kith.practice.pathways.rules.clockwork import clocks_of, visits_of
from kith.practice.pathways.rules.declared import EpisodeKind
from kith.practice.pathways.rules.times import moment


class DatesContradict(Refusal):
    """Dates from which nothing can be counted, such as an end before its start."""


@command
def wind_clocks(*, step: Step, by: Worker, at: datetime) -> None:
    """Count a step's clocks anew from what happened. Raises DatesContradict. What was met keeps its due date unless its own events changed."""
    people = list(step.people.values_list("person_id", flat=True))
    require(by, Ability.RECORD, about=people)
    now = in_force(seen_by=by)
    rows = [
        _row(clock, person_id=person, step_id=step.pk)
        for person, happened in happenings_of(step, people, seen_by=by).items()
        for clock in _counted(step, happened, now)
        if clock.due
    ]
    _put(rows, RunningClock.objects.filter(step=step), ["step", "person", "rule"])
    announce(ClocksWound(person_ids=tuple(people), subject=f"pathways.Step:{step.pk}"), by=by, at=at)


@command
def wind_visits(*, episode: Episode, by: Worker, at: datetime) -> None:
    """Count the visits that an episode owes: each from the one before."""
    require(by, Ability.RECORD, about=episode.person_id)
    now = in_force(seen_by=by)
    kind = now.declared.episode(episode.kind)
    if not kind.visits:
        return
    rows = [
        _row(clock, person_id=episode.person_id, episode_id=episode.pk) for clock in _owed(episode, kind, now) if clock.due
    ]
    _put(rows, RunningClock.objects.filter(episode=episode), ["episode", "rule", "started_at"])
    announce(ClocksWound(person_ids=(episode.person_id,), subject=f"pathways.Episode:{episode.pk}"), by=by, at=at)


@command
def count_lateness(*, step: Step, by: Worker, at: datetime) -> None:
    """Count what of a step that is over was late, each by its name: a report within it may be late, and the step itself in time. What turns out
    not to have been late, because a date was corrected, is not counted any more."""
    people = list(step.people.values_list("person_id", flat=True))
    require(by, Ability.RECORD, about=people)
    rules = catalogue.shipped().rules
    late = {(row.person_id, rules[row.rule].named) for row in RunningClock.objects.filter(step=step, is_late=True)}
    there = {(row.person_id, row.why): row for row in Departure.objects.filter(step=step, what=Departure.What.LATE)}
    Departure.objects.filter(pk__in=[row.pk for told, row in there.items() if told not in late]).delete()
    Departure.objects.bulk_create(
        Departure(step=step, person_id=person, what=Departure.What.LATE, why=what, said_at=at, said_by=by) for person, what in sorted(late - set(there))
    )
    announce(LatenessCounted(person_ids=tuple(people), subject=f"pathways.Step:{step.pk}"), by=by, at=at)


def _counted(step: Step, happened: Any, now: InForce) -> list[Clock]:
    try:
        return clocks_of(now.declared.of(step.kind), happened, catalogue.shipped(), now.local)
    except Uncountable as wrong:
        raise DatesContradict(str(wrong)) from None


def _owed(episode: Episode, kind: EpisodeKind, now: InForce) -> list[Clock]:
    rule = catalogue.shipped().rule(kind.visits)
    told = Happening.objects.filter(person_id=episode.person_id)
    start = told.filter(kind=rule.start.key, step_id=episode.opened_by_id).first() if episode.opened_by_id else None
    started = Event(rule.start.key, moment(start.at, start.time_known) if start else episode.started_on)
    seen = told.filter(kind=rule.stop.key, at__date__gte=episode.started_on).order_by("at", "id")
    if episode.ended_on:
        seen = seen.filter(at__date__lte=episode.ended_on)
    events = [Event(one.kind, moment(one.at, one.time_known)) for one in seen]
    ended = Event("closed", episode.ended_on, "the plan ended") if episode.ended_on else None
    return visits_of(kind.visits, started, events, ended, catalogue.shipped(), now.local, kind.later_visits)


def _row(clock: Clock, **whose: int) -> RunningClock:
    assert clock.due is not None  # the callers leave out clocks that have not started
    return RunningClock(rule=clock.rule.key, **counted(clock, clock.due), **whose)


def _put(rows: Iterable[RunningClock], present: Any, unique: list[str]) -> None:
    """Write the clocks, leave those that were met or ended as they were judged, and take away those whose start is no longer there."""
    before = {(row.person_id, row.rule, row.started_at): row for row in present}
    found = list(rows)
    frozen = [_as_judged(row, before.get((row.person_id, row.rule, row.started_at))) for row in found]
    to_write = [row for row, stays in zip(found, frozen, strict=True) if stays is None]
    written = RunningClock.objects.bulk_create(to_write, update_conflicts=True, update_fields=list(COUNTED), unique_fields=unique) if to_write else []
    present.exclude(pk__in=[row.pk for row in [*written, *filter(None, frozen)]]).delete()


def _as_judged(row: RunningClock, before: RunningClock | None) -> RunningClock | None:
    """The clock as it stood, if it was over and nothing that it counts from has changed."""
    if before is None or (before.met_at is None and before.ended_at is None):
        return None
    return before if (before.met_at, before.ended_at) == (row.met_at, row.ended_at) else None
