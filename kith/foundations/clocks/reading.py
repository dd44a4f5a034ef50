"""From a step's events to its clocks: what started them, paused them, met them, or ended them unmet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from kith.foundations.clocks.catalogue import Catalogue
from kith.foundations.clocks.counting import Way
from kith.foundations.clocks.due_dates import Due, Pause
from kith.foundations.clocks.local import AS_SHIPPED, Local
from kith.foundations.clocks.moments import Moment, Uncountable, day_of, has_time, said, start_of
from kith.foundations.clocks.reckoning import due
from kith.foundations.clocks.rules import Rule


@dataclass(frozen=True)
class Event:
    """Something that happened and stands: its kind's key, when it happened (not when it was written down), why where that matters."""

    kind: str
    at: Moment
    because: str = ""


@dataclass(frozen=True)
class Clock:
    """One rule running for one person. Without `due` it has not started; `met` is when what was due was done; `ended` what ended it unmet."""

    rule: Rule
    due: Due | None = None
    met: Moment | None = None
    ended: Event | None = None

    @property
    def is_open(self) -> bool:
        return self.due is not None and self.met is None and self.ended is None


Choose = Callable[[Clock], str | None]
"""Which clock follows one that was met: a key of its rule's `then`, or None."""


def earlier(one: Moment, other: Moment) -> bool:
    """Whether the one came before the other; by days where a time is not known."""
    if has_time(one) and has_time(other):
        return start_of(one) < start_of(other)
    return day_of(one) < day_of(other)


def as_at(events: Iterable[Event], day: date) -> list[Event]:
    """What had happened by the end of a day: a return counts only to its reference date."""
    return [event for event in events if day_of(event.at) <= day]


def read(rule: Rule, events: Iterable[Event], local: Local = AS_SHIPPED) -> Clock:
    """The clock of one step, for one person. The earliest start stands (records that were merged, enquiries discussed again), and the
    earliest stop (an adjourned conference). Raises Uncountable where the stop is before the start.
    """
    in_order = sorted(events, key=lambda event: start_of(event.at))
    started = next((event for event in in_order if event.kind == rule.start.key), None)
    return _from(rule, started, [event for event in in_order if event is not started], local)[0] if started else Clock(rule)


def chain(
    first: Rule, events: Iterable[Event], catalogue: Catalogue, local: Local = AS_SHIPPED, choose: Choose | None = None
) -> list[Clock]:
    """A clock and those that follow it, each counted from when the one before was met, not from when it was due. Another event of the
    first clock's kind (a new placement) starts the chain anew and ends the clock that was running.
    """
    in_order = sorted(events, key=lambda event: start_of(event.at))
    starts = [event for event in in_order if event.kind == first.start.key]
    if first.start == first.stop:
        starts = starts[:1]
    clocks: list[Clock] = []
    for started, anew in zip_longest(starts, starts[1:]):
        since = [event for event in in_order if event not in starts and not earlier(event.at, started.at)]
        until = [event for event in since if anew is None or earlier(event.at, anew.at)]
        clocks += _links(first, started, until, catalogue, local, choose)
        if anew and clocks[-1].is_open:
            clocks[-1] = replace(clocks[-1], ended=replace(anew, because=anew.because or first.start.says))
    return clocks


def _links(rule: Rule, started: Event, events: list[Event], catalogue: Catalogue, local: Local, choose: Choose | None) -> Iterator[Clock]:
    while True:
        clock, stopped = _from(rule, started, events, local)
        yield clock
        following = choose(clock) if choose else _only(clock, catalogue)
        if stopped is None or following is None:
            return
        events = [event for event in events if event is not stopped and not earlier(event.at, stopped.at)]
        rule, started = catalogue.rule(following), stopped


def _from(rule: Rule, started: Event, others: Sequence[Event], local: Local) -> tuple[Clock, Event | None]:
    """The clock that this event started, and the event that met it."""
    stopped = next((event for event in others if event.kind == rule.stop.key), None)
    if stopped and rule.way is not Way.BEFORE and earlier(stopped.at, started.at):
        stop = rule.stop.says[:1].upper() + rule.stop.says[1:]
        raise Uncountable(
            f"{stop} is dated {said(stopped.at)}, before {rule.start.says} on {said(started.at)}. Correct one of the two dates."
        )
    ends = {kind.key for kind in rule.ends}
    ended = next((event for event in others if event.kind in ends and not earlier(event.at, started.at)), None)
    if ended and stopped:
        ended, stopped = (ended, None) if earlier(ended.at, stopped.at) else (None, stopped)
    found = due(rule, started.at, local, _pauses(rule, others, started.at))
    return Clock(rule, found, stopped.at if stopped else None, ended), stopped


def _only(clock: Clock, catalogue: Catalogue) -> str | None:
    """The first that follows from the same event, where nobody chooses."""
    return next((key for key in clock.rule.then if catalogue.rule(key).start == clock.rule.stop), None)


def _pauses(rule: Rule, events: Sequence[Event], start: Moment) -> list[Pause]:
    found = []
    for begins, goes_on in rule.pauses.items():
        for place, event in enumerate(events):
            if event.kind == begins.key and not earlier(event.at, start):
                back = next((later.at for later in events[place + 1 :] if later.kind == goes_on.key), None)
                found.append(Pause(event.at, back, event.because or begins.says))
    return found
