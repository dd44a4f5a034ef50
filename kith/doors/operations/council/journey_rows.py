"""Journeys as rows: steps, whom they are about, what happened, the clocks that were counted from it, and the lines of the story."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from kith.doors.operations.council.journey_shapes import Episode, Step
from kith.doors.operations.council.journeys import Journey
from kith.doors.operations.council.rows import Rows
from kith.foundations.clocks.catalogue import Catalogue
from kith.foundations.clocks.local import AS_SHIPPED
from kith.foundations.clocks.moments import LONDON, day_of
from kith.foundations.clocks.reading import Clock, Event
from kith.practice.pathways.rules.clockrows import COUNTED, counted, over
from kith.practice.pathways.rules.clockwork import Happenings, clocks_of, visits_of
from kith.practice.pathways.rules.declared import Declarations
from kith.practice.pathways.rules.times import kept

FURTHEST = 60  # steps back that a clock looks, as the query does


@dataclass(frozen=True)
class Visit:
    """An entry at which somebody was seen."""

    at: datetime
    entry: int
    worker: int


Seen = Mapping[int, Sequence[Visit]]  # by person, oldest first


@dataclass
class Writer:
    """Writes journeys, as they stand at `now`."""

    declared: Declarations
    catalogue: Catalogue
    now: datetime
    _owed: dict[object, list[Clock]] = field(default_factory=dict)  # one family's: siblings are mostly seen together

    def write(self, rows: Rows, journeys: Sequence[tuple[Journey, int]], seen: Seen) -> None:
        """One family's, each with the manager who signed off."""
        self._owed.clear()
        told = set[tuple[int, str, int]]()  # a visit counts once, also on the day on which one plan took the place of another
        for journey, manager in journeys:
            for step in journey.steps:
                self._step(rows, step, manager)
            for episode in journey.episodes:
                self._episode(rows, episode, seen.get(episode.person, ()), told)

    def _step(self, rows: Rows, step: Step, manager: int) -> None:
        worker, team = step.holder
        began_at, began_known = kept(step.began) if step.began is not None else (None, False)
        held_at, held_known = kept(step.held) if step.held is not None else (None, False)
        finished, authorised = step.finished_at, step.authorised_at
        rows["pathways_step"].append((
            step.id, step.kind.key, step.status, worker if step.has_worker else None, team, step.came_from.id if step.came_from else None, began_at,
            began_known, step.booked, held_at, held_known, min(step.made_at, self.now), worker, finished, worker if finished else None, authorised,
            manager if authorised else None, step.why, False, step.response,
        ))  # fmt: skip
        for link in step.links.values():
            rows["pathways_stepperson"].append(
                (step.id, link.person, link.episode.id if link.episode else None, link.outcome, link.because, link.reason)
            )
        for each in step.rounds:
            is_decided = each.decided_at is not None
            rows["pathways_signoff"].append(
                (step.id, manager, each.sent_at, worker, each.decided_at, manager if is_decided else None, each.is_authorised, each.reasons)
            )
        self._happened(rows, step, worker)
        self._clocks(rows, step, worker)
        if step.status == "done":
            self._tell(rows, step, worker)

    def _happened(self, rows: Rows, step: Step, worker: int) -> None:
        for person, events in step.events.items():
            for event in events:
                at, known = kept(event.at)
                rows["pathways_happening"].append((person, step.id, event.kind, at, known, event.because, "", max(at, step.made_at), worker))

    def _clocks(self, rows: Rows, step: Step, worker: int) -> None:
        late, done = set[tuple[int, str]](), dict[object, list[Clock]]()
        for person, link in step.links.items() if step.kind.clocks else ():
            happened = _happenings(step, person)
            key = (tuple(happened.own), tuple(map(tuple, happened.before)))
            if key not in done:
                done[key] = clocks_of(step.kind, happened, self.catalogue, AS_SHIPPED)
            for clock in done[key]:
                if clock.due is None:
                    continue
                values = counted(clock, clock.due)
                if link.left_at:
                    values = over(values, link.left_at, link.left_because)
                elif values["is_late"]:
                    late.add((person, clock.rule.named))
                rows["pathways_runningclock"].append((person, step.id, None, clock.rule.key, *(values[name] for name in COUNTED)))
        at = step.authorised_at or step.finished_at
        if step.status == "done" and at:
            rows["pathways_departure"] += [(step.id, person, "late", what, at, worker) for person, what in sorted(late)]
        rows["pathways_departure"] += [(step.id, person, what, why, when, worker) for what, why, when in step.departures for person in step.links]

    def _tell(self, rows: Rows, step: Step, worker: int) -> None:
        at = step.authorised_at or step.finished_at or self.now
        happened = min(kept(step.held)[0], at) if step.held is not None else step.finished_at or at
        for link in step.links.values():
            rows["recording_storyline"].append(
                (link.person, happened, "step", "pathways.Step", step.id, 1, 0, at, worker, step.kind.told(link.outcome))
            )

    def _episode(self, rows: Rows, episode: Episode, seen: Sequence[Visit], told: set[tuple[int, str, int]]) -> None:
        worker = episode.opened_by.holder[0]
        closed = episode.closed_by
        at = self._taken(episode.opened_by)
        rows["pathways_episode"].append((
            episode.id, episode.person, episode.kind, episode.started_on, episode.ended_on, episode.reason, episode.opened_by.id,
            closed.id if closed else None, at, worker,
        ))  # fmt: skip
        kind = self.declared.episode(episode.kind)
        self._line(rows, episode, "episode", episode.started_on, at, kind.told(), worker)
        if closed and episode.ended_on:
            self._line(rows, episode, "episode:end", episode.ended_on, self._taken(closed), kind.told(episode.reason), closed.holder[0])
        if kind.visits:
            self._visits(rows, episode, kind.visits, seen, told)

    def _taken(self, step: Step) -> datetime:
        """When a step took effect."""
        return min(step.authorised_at or step.finished_at or self.now, self.now)

    def _line(self, rows: Rows, episode: Episode, what: str, on: date, at: datetime, words: str, worker: int) -> None:
        happened = min(datetime.combine(on, time(12), LONDON).astimezone(UTC), at)
        rows["recording_storyline"].append((episode.person, happened, what, "pathways.Episode", episode.id, 2, 0, at, worker, words))

    def _visits(self, rows: Rows, episode: Episode, first: str, seen: Sequence[Visit], told: set[tuple[int, str, int]]) -> None:
        rule = self.catalogue.rule(first)
        start = next((event for event in episode.opened_by.events[episode.person] if event.kind == rule.start.key), None)
        started = start or Event(rule.start.key, episode.started_on)
        within = [one for one in seen if episode.started_on <= day_of(one.at) and (episode.ended_on is None or day_of(one.at) <= episode.ended_on)]
        for one in within:
            if (counted_once := (episode.person, rule.stop.key, one.entry)) not in told:
                told.add(counted_once)
                source = f"recording.Entry:{one.entry}"
                rows["pathways_happening"].append((episode.person, None, rule.stop.key, one.at, True, "", source, one.at, one.worker))
        ended = Event("closed", episode.ended_on, "the plan ended") if episode.ended_on else None
        events = [Event(rule.stop.key, one.at) for one in within]
        key = (first, started, tuple(events), ended)
        if key not in self._owed:
            self._owed[key] = visits_of(first, started, events, ended, self.catalogue, AS_SHIPPED)
        for clock in self._owed[key]:
            if clock.due is not None:
                values = counted(clock, clock.due)
                rows["pathways_runningclock"].append((episode.person, None, episode.id, clock.rule.key, *(values[name] for name in COUNTED)))


def _happenings(step: Step, person: int) -> Happenings:
    before, back = list[list[Event]](), step.came_from
    while back is not None and len(before) < FURTHEST:
        before.append(_in_order(back.events.get(person, ())))
        back = back.came_from
    return Happenings(_in_order(step.events.get(person, ())), before, step.booked)


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: kept(event.at)[0])
