"""From what happened to the clocks that run: of a step, for one person; and of the visits that an episode owes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kith.foundations.clocks.catalogue import Catalogue
from kith.foundations.clocks.counting import Way, add_months
from kith.foundations.clocks.local import Local
from kith.foundations.clocks.moments import Moment, day_of
from kith.foundations.clocks.reading import Clock, Event, chain, read
from kith.foundations.clocks.rules import Rule
from kith.practice.pathways.rules.declared import StepKind
from kith.practice.pathways.rules.times import kept

Start = tuple[int, Event]  # how many steps back (0: in the step itself), and the event


@dataclass(frozen=True)
class Happenings:
    """What happened in one step to one person: its own events; those of the steps from which it came, the nearest first; and for when it
    is booked, if it is a meeting that has not been held."""

    own: Sequence[Event]
    before: Sequence[Sequence[Event]] = ()
    booked: Moment | None = None


def clocks_of(step: StepKind, happened: Happenings, catalogue: Catalogue, local: Local) -> list[Clock]:
    """The clocks of a step. One whose start has not happened, in it or in the steps before, has no due date yet. Of those that the same
    event will meet (the first review, the next review) those run whose start is nearest."""
    rules = [catalogue.rule(key) for key in step.clocks]
    starts = {rule.key: _start(rule, step, happened) for rule in rules}
    nearest: dict[str, int] = {}
    for rule in rules:
        if found := starts[rule.key]:
            nearest[rule.stop.key] = min(found[0], nearest.get(rule.stop.key, found[0]))
    return [_clock(rule, starts[rule.key], nearest.get(rule.stop.key), happened, local) for rule in rules]


def visits_of(
    first: str, started: Event, seen: Iterable[Event], ended: Event | None, catalogue: Catalogue, local: Local, later: str = ""
) -> list[Clock]:
    """The visits that an episode owes, one clock after the other, each counted from the visit before: those made and the one that is due.
    `later`: the clock that runs after a visit made a year or more from the start."""
    settled = add_months(day_of(started.at), 12)[0]

    def following(clock: Clock) -> str | None:
        if later and clock.met is not None and day_of(clock.met) >= settled:
            return later
        return next((key for key in clock.rule.then if catalogue.rule(key).start == clock.rule.stop), None)

    visits = {kept(event.at)[0]: event for event in seen}  # two entries of one moment are one visit
    events = [started, *visits.values(), *([ended] if ended else [])]
    return chain(catalogue.rule(first), events, catalogue, local, following)


def _clock(rule: Rule, found: Start | None, nearest: int | None, happened: Happenings, local: Local) -> Clock:
    if found is None or found[0] != nearest:
        return Clock(rule)
    start = found[1]
    rest = [event for event in happened.own if event is not start and (event.kind != rule.start.key or rule.start == rule.stop)]
    return read(rule, [start, *rest], local)


def _start(rule: Rule, step: StepKind, happened: Happenings) -> Start | None:
    """The earliest in the step itself; else of the nearest step before, so that of several strategy discussions the one counts that led
    here. A clock from one review to the next starts with the review before."""
    places = [() if rule.start.key == rule.stop.key == step.done else happened.own, *happened.before]
    for distance, events in enumerate(places):
        if found := next((event for event in events if event.kind == rule.start.key), None):
            return distance, found
    if rule.way is Way.BEFORE and rule.start.key == step.done and happened.booked:
        return 0, Event(rule.start.key, happened.booked)
    return None
