"""Properties of the arithmetic, for any day, length, holiday and pause."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from kith.foundations.clocks.calendars import Calendar, england
from kith.foundations.clocks.catalogue import shipped
from kith.foundations.clocks.counting import Way, add_months, count, elapsed
from kith.foundations.clocks.due_dates import Pause
from kith.foundations.clocks.hours import Opening, after_hours, after_opening_hours
from kith.foundations.clocks.local import Local
from kith.foundations.clocks.moments import DAY, day_of
from kith.foundations.clocks.reckoning import due
from kith.foundations.clocks.spans import Span, Unit

ENGLAND = england()
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))
NUMBERS = st.integers(1, 130)
DAY_UNITS = st.sampled_from([unit for unit in Unit if not unit.by_hours])
WAYS = st.sampled_from(Way)
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2050, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
SUBJECT_ACCESS = shipped().rule("subject-access")


@st.composite
def calendars(draw: st.DrawFn, near: date) -> Calendar:
    """England's with some working days within half a year of `near` made holidays."""
    offsets = draw(st.sets(st.integers(-180, 180), max_size=6))
    days = {near + timedelta(days=n) for n in offsets}
    return ENGLAND.changed({day: "a holiday" for day in days if ENGLAND.is_working(day)})


def forward(number: int, start: date, calendar: Calendar = ENGLAND) -> date:
    return count(Span(number, Unit.WORKING_DAYS), Way.WITHIN, start, calendar).day


def backward(number: int, start: date, calendar: Calendar = ENGLAND) -> date:
    return count(Span(number, Unit.WORKING_DAYS), Way.BEFORE, start, calendar).day


@given(DAYS, NUMBERS)
def test_so_many_working_days_on_is_a_working_day_with_so_many_between(start: date, number: int) -> None:
    end = forward(number, start)
    assert ENGLAND.is_working(end)
    assert sum(ENGLAND.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)) == number


@given(DAYS, NUMBERS)
def test_counting_back_undoes_counting_on_from_a_working_day(start: date, number: int) -> None:
    assume(ENGLAND.is_working(start))
    assert backward(number, forward(number, start)) == start
    assert forward(number, backward(number, start)) == start


@given(DAYS, NUMBERS)
def test_what_has_elapsed_is_what_was_counted(start: date, number: int) -> None:
    assert elapsed(Unit.WORKING_DAYS, start, forward(number, start), ENGLAND) == number
    assert elapsed(Unit.WORKING_DAYS, forward(number, start), start, ENGLAND) == -number


@given(DAYS, NUMBERS, NUMBERS)
def test_working_days_add_up(start: date, one: int, other: int) -> None:
    assert forward(one + other, start) == forward(other, forward(one, start))


@given(DAYS, NUMBERS, DAY_UNITS, WAYS)
def test_a_later_start_is_never_due_earlier(start: date, number: int, unit: Unit, way: Way) -> None:
    """Save that 30 January and 31 January end months alike, and that a month that begins with the 31st ends with the next month's last day."""
    length = Span(min(number, 30), unit)
    assert count(length, way, start, ENGLAND).day <= count(length, way, start + DAY, ENGLAND).day


@given(DAYS, NUMBERS, DAY_UNITS, st.sampled_from([Way.WITHIN, Way.BEGINNING]))
def test_a_longer_span_is_due_later(start: date, number: int, unit: Unit, way: Way) -> None:
    number = min(number, 30)
    assert count(Span(number, unit), way, start, ENGLAND).day < count(Span(number + 1, unit), way, start, ENGLAND).day


@given(DAYS, NUMBERS, DAY_UNITS)
def test_beginning_with_never_ends_later_than_within(start: date, number: int, unit: Unit) -> None:
    length = Span(min(number, 30), unit)
    assert count(length, Way.BEGINNING, start, ENGLAND).day <= count(length, Way.WITHIN, start, ENGLAND).day


@given(DAYS, NUMBERS)
def test_beginning_with_a_working_day_ends_one_working_day_earlier(start: date, number: int) -> None:
    assume(ENGLAND.is_working(start))
    within = forward(number, start)
    assert count(Span(number, Unit.WORKING_DAYS), Way.BEGINNING, start, ENGLAND).day == backward(1, within)


@given(DAYS, st.integers(1, 20))
def test_weeks_end_on_the_same_weekday_and_five_working_days_without_holidays_are_a_week(start: date, number: int) -> None:
    weeks = count(Span(number, Unit.WEEKS), Way.WITHIN, start, ENGLAND).day
    assert (weeks.weekday(), (weeks - start).days) == (start.weekday(), 7 * number)
    plain = replace(ENGLAND, holidays={ENGLAND.first: "the first", ENGLAND.last: "the last"})
    assume(plain.is_working(start))
    assert forward(5 * number, start, plain) == weeks


@given(DAYS, st.integers(-120, 120))
def test_months_keep_the_day_or_take_the_last(start: date, number: int) -> None:
    end, short = add_months(start, number)
    assert end.day == start.day or (short and (end + DAY).day == 1 and end.day < start.day)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == number


@given(st.data(), DAYS, NUMBERS)
def test_a_holiday_that_is_added_only_moves_later_going_on_and_earlier_going_back(data: st.DataObject, start: date, number: int) -> None:
    more = data.draw(calendars(start))
    assert forward(number, start, more) >= forward(number, start)
    assert backward(number, start, more) <= backward(number, start)


@given(st.data(), DAYS, NUMBERS)
def test_the_days_left_out_are_the_holidays_in_between(data: st.DataObject, start: date, number: int) -> None:
    calendar = data.draw(calendars(start))
    counted = count(Span(number, Unit.WORKING_DAYS), Way.WITHIN, start, calendar)
    assert set(counted.left_out) == {day for day in calendar.holidays if start < day <= counted.day and day.weekday() < 5}


PAUSES = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=4)


@given(DAYS, PAUSES, st.integers(0, 200), st.integers(0, 60))
def test_a_pause_only_moves_later(start: date, pauses: list[tuple[int, int]], since: int, lasts: int) -> None:
    made = [Pause(start + timedelta(days=a), start + timedelta(days=a + b), "asked") for a, b in pauses]
    more = Pause(start + timedelta(days=since), start + timedelta(days=since + lasts), "asked again")
    assert due(SUBJECT_ACCESS, start, pauses=[*made, more]).at >= due(SUBJECT_ACCESS, start, pauses=made).at


@given(DAYS, PAUSES)
def test_a_pause_in_working_days_moves_by_the_working_days_in_it(start: date, pauses: list[tuple[int, int]]) -> None:
    rule = replace(SUBJECT_ACCESS, span=Span(20, Unit.WORKING_DAYS), rolls=False)
    made = [Pause(start + timedelta(days=a), start + timedelta(days=a + b), "asked") for a, b in pauses]
    found = due(rule, start, pauses=made)
    away = {pause.since + timedelta(days=n) for pause in made for n in range(1, (pause.until - pause.since).days + 1)}  # type: ignore[operator] # all ended
    counted = [start + timedelta(days=n) for n in range(1, (found.day - start).days + 1)]
    assert sum(ENGLAND.is_working(day) and day not in away for day in counted) == 20


@given(TIMES, st.integers(1, 200))
def test_hours_are_real_hours(start: datetime, number: int) -> None:
    assert after_hours(number, start) - start == timedelta(hours=number)


@given(TIMES, st.integers(1, 40), st.integers(1, 40))
def test_opening_hours_add_up_and_end_while_the_team_is_open(start: datetime, one: int, other: int) -> None:
    opening = Opening()
    end = after_opening_hours(one, start, opening, ENGLAND)
    assert ENGLAND.is_working(day_of(end))
    assert end >= after_hours(one, start)
    assert after_opening_hours(other, end, opening, ENGLAND) == after_opening_hours(one + other, start, opening, ENGLAND)


@given(TIMES, st.integers(1, 40))
def test_a_team_that_is_always_open_counts_every_hour(start: datetime, number: int) -> None:
    midnight = datetime(2000, 1, 1, tzinfo=UTC).time()
    always = Opening(dict.fromkeys(range(7), (midnight, midnight)), on_bank_holidays=True)
    assert after_opening_hours(number, start, always, ENGLAND) == after_hours(number, start)


@given(TIMES, st.integers(1, 40), st.integers(0, 100), st.integers(0, 100))
def test_a_pause_only_moves_hours_later(start: datetime, number: int, since: int, lasts: int) -> None:
    pause = (start + timedelta(hours=since), start + timedelta(hours=since + lasts))
    assert after_hours(number, start, [pause]) >= after_hours(number, start)
    opening = Opening()
    assert after_opening_hours(number, start, opening, ENGLAND, [pause]) >= after_opening_hours(number, start, opening, ENGLAND)


@given(TIMES, st.sampled_from(sorted(shipped().rules)))
def test_a_time_and_its_day_are_due_alike_unless_hours_count(start: datetime, key: str) -> None:
    rule = shipped().rule(key)
    by_time, by_day = due(rule, start), due(rule, day_of(start))
    assert by_time.at >= by_day.at if rule.span.unit.by_hours else by_time.at == by_day.at


@given(DAYS, st.data())
def test_a_calendar_with_more_holidays_never_makes_a_rule_due_earlier(start: date, data: st.DataObject) -> None:
    local = Local(calendar=data.draw(calendars(start)))
    rule = shipped().rule(data.draw(st.sampled_from([each.key for each in shipped().rules.values() if each.way is not Way.BEFORE])))
    assert due(rule, start, local).at >= due(rule, start).at
