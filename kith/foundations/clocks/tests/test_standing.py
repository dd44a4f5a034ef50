"""How a clock stands, in words that a worker reads in a list."""

from datetime import date, datetime

import pytest

from kith.foundations.clocks.catalogue import shipped
from kith.foundations.clocks.local import AS_SHIPPED, Local
from kith.foundations.clocks.moments import LONDON
from kith.foundations.clocks.reading import Event, read
from kith.foundations.clocks.reckoning import due, warn_from
from kith.foundations.clocks.setting import local_from
from kith.foundations.clocks.standing import Standing, State, on_time, state

RULES = shipped().rules


def stands(rule: str, start: date, now: datetime, done: date | datetime | None = None, local: Local = AS_SHIPPED) -> State:
    declared = RULES[rule]
    events = [Event(declared.start.key, start)] + ([Event(declared.stop.key, done)] if done else [])
    return state(read(declared, events, local), now)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type,misc] # year, month, day, hour, minute


@pytest.mark.parametrize(
    ("now", "standing", "says", "left"),
    [  # conference on Wednesday 23 December 2026; ten working days on is Monday 11 January 2027
        (at(2026, 12, 28, 9), Standing.RUNNING, "due in 9 working days", 9),
        (at(2027, 1, 6, 23, 59), Standing.RUNNING, "due in 3 working days", 3),
        (at(2027, 1, 7, 0), Standing.SOON, "due in 2 working days", 2),
        (at(2027, 1, 8, 9), Standing.SOON, "due in 1 working day", 1),
        (at(2027, 1, 11, 23, 59), Standing.SOON, "due today", 0),
        (at(2027, 1, 12, 0), Standing.LATE, "1 working day late", -1),
        (at(2027, 1, 18, 0), Standing.LATE, "5 working days late", -5),
    ],
)
def test_a_clock_in_working_days(now: datetime, standing: Standing, says: str, left: int) -> None:
    assert stands("core-group-first", date(2026, 12, 23), now) == State(standing, says, left)


def test_on_the_weekend_after_a_friday_it_is_late_since_friday() -> None:
    assert stands("core-group-first", date(2026, 11, 6), at(2026, 11, 21, 9)) == State(
        Standing.LATE, "late since Friday 20 November 2026", 0
    )


def test_a_clock_in_calendar_time_counts_days() -> None:
    assert stands("looked-after-visit", date(2026, 2, 23), at(2026, 4, 4, 9)).says == "due in 2 days"
    assert stands("looked-after-visit", date(2026, 2, 23), at(2026, 4, 7, 9)).says == "1 day late"


def test_a_clock_in_hours() -> None:
    returned = at(2026, 3, 27, 20)
    assert stands("return-interview", returned, at(2026, 3, 28, 20)).says == "due in 48 hours"
    assert stands("return-interview", returned, at(2026, 3, 30, 20, 30)) == State(Standing.SOON, "due within the hour", 0)
    assert stands("return-interview", returned, at(2026, 3, 30, 21, 30)).says == "late since Monday 30 March 2026 at 21:00"
    assert stands("return-interview", returned, at(2026, 3, 31, 0)).says == "3 hours late"


@pytest.mark.parametrize(
    ("done", "standing", "says"),
    [
        (date(2027, 1, 7), Standing.MET, "done on Thursday 7 January 2027, 2 working days before it was due"),
        (at(2027, 1, 11, 23, 59), Standing.MET, "done on Monday 11 January 2027 at 23:59, the day it was due"),
        (date(2027, 1, 13), Standing.MET_LATE, "done on Wednesday 13 January 2027, 2 working days late"),
    ],
)
def test_what_is_done_says_how_it_was_on_time(done: date, standing: Standing, says: str) -> None:
    stood = stands("core-group-first", date(2026, 12, 23), at(2027, 6, 1, 9), done)
    assert (stood.standing, stood.says) == (standing, says)


def test_an_offer_within_the_hour_it_was_due() -> None:
    says = stands("return-interview", at(2026, 7, 1, 9), at(2026, 8, 1, 9), at(2026, 7, 4, 8, 30)).says
    assert says == "done on Saturday 4 July 2026 at 08:30, when it was due"


def test_done_on_the_day_at_no_known_time_is_given_the_benefit() -> None:
    found = due(RULES["return-interview"], at(2026, 3, 27, 20))
    assert on_time(found, date(2026, 3, 30))
    assert not on_time(found, at(2026, 3, 30, 21, 1))
    assert not on_time(found, date(2026, 3, 31))


def test_a_council_is_warned_when_it_wishes() -> None:
    told = {"targets": {"core-group-first": {"within": "8 working days", "source": "Practice standards", "warn": "4 working days"}}}
    local = local_from(told, shipped())
    found = due(RULES["core-group-first"], date(2026, 12, 23), local)
    assert found.day == date(2027, 1, 7)
    assert warn_from(found) == at(2026, 12, 31)


def test_late_by_the_councils_own_limit_is_not_late_by_the_law() -> None:
    local = local_from({"targets": {"core-group-first": {"within": "8 working days", "source": "Practice standards"}}}, shipped())
    says = stands("core-group-first", date(2026, 12, 23), at(2027, 1, 8, 9), local=local).says
    assert says == "1 working day late by your council's own limit; the law's is Monday 11 January 2027"
    assert stands("core-group-first", date(2026, 12, 23), at(2027, 1, 12, 9), local=local).says == "3 working days late"


def test_a_report_is_due_before_its_conference() -> None:
    """The report's clock runs from when the conference is planned; sharing it early is on time."""
    assert stands("review-conference-report", date(2026, 12, 29), at(2026, 12, 16, 9)).says == "due in 2 working days"
    done = stands("review-conference-report", date(2026, 12, 29), at(2026, 12, 30, 9), date(2026, 12, 17))
    assert done.says == "done on Thursday 17 December 2026, 1 working day before it was due"


def test_hours_are_not_made_up_from_a_day() -> None:
    """A strategy discussion whose hour nobody wrote down: on its day it is in time, after it late, by an unknown number of hours."""
    begun, later = at(2026, 11, 30, 16, 46), at(2026, 12, 9, 9)
    done = stands("strategy-discussion", begun, later, date(2026, 12, 1))
    assert done.says == "done on Tuesday 1 December 2026, in time; at what hour is not recorded"
    assert stands("strategy-discussion", begun, later, date(2026, 12, 3)).says == "done on Thursday 3 December 2026, late"
