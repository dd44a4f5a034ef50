"""Why something is due then: plain sentences for the worker who reads them on screen."""

from datetime import date

from kith.foundations.clocks.counting import Way
from kith.foundations.clocks.due_dates import Due, Pause
from kith.foundations.clocks.moments import day_of, has_time, listed, said, said_day
from kith.foundations.clocks.rules import Force, Rule
from kith.foundations.clocks.spans import Unit


def explain(due: Due) -> str:
    """When, by which rule, from what, how counted, what was left out, whose rule it is."""
    parts = [_when(due), _deemed(due), _counted(due), _end(due), *map(_pause, due.pauses), _whose(due)]
    return " ".join(part for part in parts if part)


def _when(due: Due) -> str:
    by = said(due.at) if due.span.unit.by_hours else said_day(due.day)
    start, rule = said(due.start) if due.span.unit.by_hours else said_day(day_of(due.start)), due.rule
    if rule.way is Way.BEFORE:
        return f"{rule.what} is due by {by}: at least {due.span} before {rule.start.says} on {start}, that day itself not counted."
    if rule.way is Way.BEGINNING:
        return f"{rule.what} is due by {by}: within {due.span} beginning with {rule.start.says} on {start}, which is day 1."
    if due.span.unit.by_hours:
        return f"{rule.what} is due by {by}: within {due.span} of {rule.start.says} on {start}."
    return f"{rule.what} is due by {by}: within {due.span} of {rule.start.says} on {start}, that day itself not counted."


def _deemed(due: Due) -> str:
    if not due.deemed:
        return ""
    return (
        f"It came in when nobody was there, so your council counts it as received on {said_day(due.deemed)}. Returns use the day it came."
    )


def _counted(due: Due) -> str:
    unit = due.span.unit
    if unit is Unit.WORKING_DAYS:
        names = [_holiday(day, due) for day in due.count.left_out]
        left_out = f"left out here: {listed(names)}" if names else "no bank holiday falls in this time"
        where = "Weekends and bank holidays anywhere in the United Kingdom" if due.rule.anywhere else "Weekends and bank holidays"
        return f"{where} are not counted; {left_out}."
    if unit is Unit.OPENING_HOURS:
        return "Only the hours in which the team is open are counted."
    if unit is Unit.HOURS:
        unknown = "" if has_time(due.start) else " The time was not noted, so it is counted from the start of that day."
        return f"Every hour counts, nights and weekends too.{unknown}"
    if unit is Unit.CLEAR_DAYS:
        return "Only the whole days between are counted, weekends and bank holidays too."
    return "Every day counts, weekends and bank holidays too."


def _end(due: Due) -> str:
    """What happened at the end: a short month, a day that moves, or one that does not."""
    if due.span.unit.by_hours:
        return ""
    said_parts = []
    if due.count.short_month:
        said_parts.append(f"That month has no {_nth(day_of(due.start).day)}, so its last day stands.")
    if due.count.moved_from:
        holiday = due.calendar.holidays.get(due.count.moved_from)
        moves = f"{holiday}, so it moves to the next working day" if holiday else "not a working day, so it moves to the next one"
        said_parts.append(f"{said_day(due.count.moved_from)} is {moves}.")
    elif due.span.unit is not Unit.WORKING_DAYS and not due.calendar.is_working(due.day):
        before = said_day(due.calendar.last_working(due.day))
        said_parts.append(f"That is {_free(due.day, due)} and the limit does not move for it; the last working day before is {before}.")
    return " ".join(said_parts)


def _pause(pause: Pause) -> str:
    if pause.until is None:
        return f"The clock has stood still since {said(pause.since)} ({pause.because}); the date will move by as long as that lasts."
    return f"The clock stood still from {said(pause.since)} to {said(pause.until)} ({pause.because}); that time is not counted."


def _whose(due: Due) -> str:
    rule, target = due.rule, due.target
    if target and due.law:
        law = said(due.law) if rule.span.unit.by_hours else said_day(day_of(due.law))
        return f"This is your council's own, stricter limit ({target.source}). {_law(rule)} allows {rule.span}: {law}."
    if target:
        return f"This is your council's own limit ({target.source}); there is no national one."
    return f"{_law(rule)}." if rule.force.binds else f"This is an example of local practice ({rule.source}); there is no national limit."


def _law(rule: Rule) -> str:
    """Guidance is said to be guidance, where its name does not say so itself."""
    plain = rule.force is not Force.GUIDANCE or "guidance" in rule.source.lower()
    return rule.source if plain else f"{rule.source} ({rule.force})"


def _holiday(day: date, due: Due) -> str:
    return f"{due.calendar.holidays[day]} on {said_day(day)}"


def _free(day: date, due: Due) -> str:
    return due.calendar.holidays.get(day, f"a {day:%A}")


def _nth(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
