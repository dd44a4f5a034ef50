"""`due`: from a rule and a start to a due date that explains itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kith.foundations.clocks.counting import Away, Count, Way, count, roll
from kith.foundations.clocks.due_dates import Due, Pause
from kith.foundations.clocks.explaining import explain
from kith.foundations.clocks.hours import Stretch, after_hours, after_opening_hours
from kith.foundations.clocks.local import AS_SHIPPED, Local
from kith.foundations.clocks.moments import DAY, Moment, Uncountable, day_of, end_of, has_time, midnight, said, start_of
from kith.foundations.clocks.rules import Rule
from kith.foundations.clocks.spans import Span, Unit


@dataclass(frozen=True)
class Reached:
    """Where counting ended: the last second in UTC, and how."""

    at: datetime
    count: Count


def due(rule: Rule, start: Moment, local: Local = AS_SHIPPED, pauses: Sequence[Pause] = ()) -> Due:
    """When the rule is due from this start. The earlier of the law's limit and the council's target. Raises Uncountable: for a pause that
    the rule does not know or that ends before it begins, and for a year that the calendar does not know.
    """
    stood_still = _checked(rule, pauses)
    target = local.targets.get(rule.key)
    deemed = _deemed(start, local) if target and target.deemed else None
    law = reached(rule, rule.span, start, local, stood_still)
    own = reached(rule, target.span, deemed or start, local, stood_still) if target else law
    takes_own = target is not None and (not rule.force.binds or own.at < law.at)
    stands = own if takes_own else law
    found = Due(
        rule=rule, start=start, at=stands.at, count=stands.count, span=target.span if target and takes_own else rule.span, local=local,
        target=target if takes_own else None, law=law.at if takes_own and rule.force.binds else None, pauses=stood_still, deemed=deemed,
    )  # fmt: skip
    return replace(found, why=explain(found))


def reached(rule: Rule, span: Span, start: Moment, local: Local, pauses: Sequence[Pause] = ()) -> Reached:
    """Count this span in the rule's way. An open pause takes nothing out yet: how much is left is for `state` to say."""
    calendar = local.calendar.anywhere() if rule.anywhere else local.calendar
    if span.unit.by_hours:
        stretches = _stretches(pauses)
        counts_opening = span.unit is Unit.OPENING_HOURS
        at = (
            after_opening_hours(span.amount, start, local.opening, calendar, stretches)
            if counts_opening
            else after_hours(span.amount, start, stretches)
        )
        return Reached(at, Count(day_of(at)))
    counted = count(span, rule.way, day_of(start), calendar, _days_away(pauses))
    counted = roll(counted, calendar) if rule.rolls else counted
    return Reached(end_of(counted.day), counted)


def checkpoints(found: Due) -> tuple[date, ...]:
    """The days on which somebody looks how it goes, before it is due."""
    spans = [Span(amount, found.rule.span.unit) for amount in found.rule.checkpoints]
    days = [day_of(reached(found.rule, each, found.deemed or found.start, found.local, found.pauses).at) for each in spans]
    return tuple(day for day in days if day < found.day)


def warn_from(found: Due) -> datetime:
    """From when on it is said that it will soon be due, in UTC."""
    span = found.target.warn if found.target and found.target.warn else found.rule.warn
    if span.unit is Unit.HOURS:
        return found.at - timedelta(hours=span.amount)
    return midnight(count(span, Way.BEFORE, found.day, found.calendar).day)


def _deemed(start: Moment, local: Local) -> date | None:
    """The next working day, for what came in while nobody was there."""
    calendar, opening, day = local.calendar, local.opening, day_of(start)
    if has_time(start):
        opens = day_of(opening.next_open(start_of(start), calendar))
        return opens if opens != day else None
    return None if calendar.is_working(day) else calendar.next_working(day)


def _checked(rule: Rule, pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """In order, none overlapping another; raises Uncountable."""
    if pauses and not rule.pauses:
        raise Uncountable(f"{rule.what} cannot be paused: {rule.source} gives no ground for it. Record why it is late instead.")
    for pause in pauses:
        if pause.until is not None and start_of(pause.until) < start_of(pause.since) and day_of(pause.until) != day_of(pause.since):
            raise Uncountable(f"The pause ends on {said(pause.until)}, before it begins on {said(pause.since)}. Correct one of the two.")
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda each: start_of(each.since)):
        last = merged[-1] if merged else None
        if last and (last.until is None or start_of(pause.since) <= start_of(last.until)):
            until = None if last.until is None or pause.until is None else max(last.until, pause.until, key=start_of)
            merged[-1] = replace(last, until=until)
        else:
            merged.append(pause)
    return tuple(merged)


def _days_away(pauses: Sequence[Pause]) -> list[Away]:
    return [(day_of(pause.since), day_of(pause.until)) for pause in pauses if pause.until is not None]


def _stretches(pauses: Sequence[Pause]) -> list[Stretch]:
    """Where a pause's time was not noted, the shorter reading: it never makes a limit later than it may be."""
    ends = [(pause.since, pause.until) for pause in pauses if pause.until is not None]
    return [(start_of(since) if has_time(since) else midnight(day_of(since) + DAY), start_of(until)) for since, until in ends]
