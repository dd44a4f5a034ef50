"""Reads what a council sets, and refuses what would be looser than the law, saying for which start it would be."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from kith.foundations.clocks.calendars import england
from kith.foundations.clocks.catalogue import Catalogue
from kith.foundations.clocks.hours import Opening
from kith.foundations.clocks.local import Local, Target
from kith.foundations.clocks.moments import LONDON, Moment, Uncountable, day_of, said, said_day
from kith.foundations.clocks.reckoning import reached
from kith.foundations.clocks.rules import Rule
from kith.foundations.clocks.spans import Span, span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TRIED = (date(2022, 1, 1), date(2031, 12, 31))  # every weekday for Christmas, both leap years, the extra holidays of 2022 and 2023
KEYS = {"holidays", "no longer holidays", "opening", "open on bank holidays", "targets"}
TARGET_KEYS = {"within", "at least", "source", "warn", "deemed"}


def local_from(told: Mapping[str, Any], catalogue: Catalogue) -> Local:
    """A council's own data, as YAML or JSON give it:

        holidays: {2027-06-14: the bank holiday for the jubilee}
        no longer holidays: [2027-05-31]
        opening: {monday: "08:30-17:30", saturday: "09:00-13:00"}
        open on bank holidays: false
        targets:
          child-and-family-assessment: {within: 35 working days, source: Practice standards 2.1, warn: 5 working days}

    Raises Uncountable with a sentence that names the key.
    """
    if strange := set(told) - KEYS:
        raise Uncountable(f"{', '.join(sorted(strange))} is not known. A council may set: {', '.join(sorted(KEYS))}.")
    added = {_day(day): str(name or "") for day, name in told.get("holidays", {}).items()}
    calendar = england().changed(added, [_day(day) for day in told.get("no longer holidays", [])])
    opening = _opening(told["opening"], on_bank_holidays=bool(told.get("open on bank holidays"))) if "opening" in told else Opening()
    bare = Local(calendar, opening)
    targets = {key: _target(catalogue.rule(key), target, bare) for key, target in told.get("targets", {}).items()}
    return Local(calendar, opening, targets)


def check_target(rule: Rule, target: Target, local: Local) -> None:
    """Raises Uncountable where the target would be later than the law for any start in ten years."""
    if not rule.force.binds:
        return
    if target.deemed:
        raise Uncountable(
            f"{rule.what}: {rule.source} counts from the day it came in, so it cannot be treated as received later. "
            "Only a clock of local practice can."
        )
    for start in _starts(rule.span, target.span):
        own, law = reached(rule, target.span, start, local), reached(rule, rule.span, start, local)
        if own.at > law.at:
            by_hours = rule.span.unit.by_hours
            later, limit = (said(own.at), said(law.at)) if by_hours else (said_day(day_of(own.at)), said_day(day_of(law.at)))
            raise Uncountable(
                f"{rule.what}: {target.span} can be later than the {rule.span} of {rule.source}. From {said(start)} it would be {later}, and "
                f"the limit is {limit}. A council's limit may only be stricter. Choose a shorter one."
            )


def _starts(law: Span, own: Span) -> list[Moment]:
    days = [TRIED[0] + timedelta(days=n) for n in range((TRIED[1] - TRIED[0]).days)]
    if law.unit.by_hours or own.unit.by_hours:
        return [datetime.combine(day, at, LONDON) for day in days for at in (time(0), time(10), time(16, 59), time(23, 59))]
    return [*days]


def _target(rule: Rule, told: Mapping[str, Any], local: Local) -> Target:
    lengths = [key for key in ("within", "at least") if key in told]
    if len(lengths) != 1 or set(told) - TARGET_KEYS:
        raise Uncountable(f'{rule.key}: say "within" (or "at least" before), and "source"; "warn" and "deemed" where wanted.')
    if not str(told.get("source", "")).strip():
        raise Uncountable(f"{rule.key}: say where the council sets this limit, for example the policy's name and paragraph.")
    try:
        warn = span(str(told["warn"])) if "warn" in told else None
        target = Target(span(str(told[lengths[0]])), str(told["source"]), warn, bool(told.get("deemed")))
    except Uncountable as wrong:
        raise Uncountable(f"{rule.key}: {wrong}") from None
    check_target(rule, target, local)
    return target


def _day(day: object) -> date:
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise Uncountable(f'"{day}" is not a day. Write it as year-month-day, like 2027-06-14.') from None


def _opening(told: Mapping[str, str], *, on_bank_holidays: bool) -> Opening:
    hours = {}
    for weekday, text in told.items():
        try:
            opens, closes = (time.fromisoformat(part.strip().replace("24:00", "00:00")) for part in text.split("-"))
            hours[WEEKDAYS.index(weekday.lower())] = (opens, closes)
        except ValueError:
            raise Uncountable(f'Opening on {weekday}: "{text}" cannot be read. Write it like "monday: 08:30-17:30".') from None
        if opens >= closes != time(0):
            raise Uncountable(
                f"Opening on {weekday}: it closes at {closes:%H:%M}, before it opens at {opens:%H:%M}. Correct one of the two."
            )
    if not hours:
        raise Uncountable("Opening: name at least one day, or leave it out for Monday to Friday, 09:00 to 17:00.")
    return Opening(hours, on_bank_holidays)
