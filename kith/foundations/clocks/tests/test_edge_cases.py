"""What goes wrong around midnight, births, placements, records that were merged, and years' ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kith.foundations.clocks.calendars import england
from kith.foundations.clocks.catalogue import shipped
from kith.foundations.clocks.due_dates import Pause
from kith.foundations.clocks.local import AS_SHIPPED, Local
from kith.foundations.clocks.moments import LONDON, Uncountable, birthday, day_of
from kith.foundations.clocks.reading import Clock, Event, as_at, chain, read
from kith.foundations.clocks.reckoning import checkpoints, due
from kith.foundations.clocks.standing import Standing, state
from kith.foundations.clocks.totals import Total, most_in_any, short_breaks_too_long

RULES = shipped().rules
ASSESSMENT, REVIEW = RULES["child-and-family-assessment"], RULES["looked-after-review"]
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)


def days(clocks: list[Clock]) -> list[date | None]:
    return [clock.due.day if clock.due else None for clock in clocks]


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        (datetime(2026, 11, 20, 23, 59, tzinfo=LONDON), date(2026, 11, 23)),
        (datetime(2026, 11, 21, 0, 0, tzinfo=LONDON), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 0, 0, tzinfo=LONDON), date(2026, 11, 24)),
        (datetime(2026, 6, 8, 0, 30, tzinfo=LONDON), date(2026, 6, 9)),  # still Sunday 7 June by UTC
        (datetime(2026, 6, 7, 23, 30, tzinfo=UTC), date(2026, 6, 9)),
    ],
)
def test_the_day_is_the_day_in_london(started: datetime, expected: date) -> None:
    assert due(RULES["referral-decision"], started).day == expected


def test_due_is_the_end_of_the_day_in_london() -> None:
    assert due(RULES["referral-decision"], date(2026, 6, 8)).at == datetime(2026, 6, 9, 22, 59, 59, tzinfo=UTC)
    assert due(RULES["referral-decision"], date(2026, 12, 8)).at == datetime(2026, 12, 9, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 3, 27, 20, 0, tzinfo=LONDON), datetime(2026, 3, 30, 21, 0, tzinfo=LONDON)),  # clocks go on, 29 March 2026
        (datetime(2026, 10, 23, 20, 0, tzinfo=LONDON), datetime(2026, 10, 26, 19, 0, tzinfo=LONDON)),  # and back, 25 October 2026
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0), datetime(2026, 10, 28, 0, 30, tzinfo=LONDON)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), datetime(2026, 10, 28, 1, 30, tzinfo=LONDON)),
        (datetime(2026, 7, 1, 9, 0, tzinfo=LONDON), datetime(2026, 7, 4, 9, 0, tzinfo=LONDON)),
    ],
)
def test_72_hours_are_real_hours_through_both_clock_changes(start: datetime, end: datetime) -> None:
    assert due(RULES["return-interview"], start).at == end.astimezone(UTC)


def test_when_the_time_is_not_known_hours_count_from_the_start_of_that_day() -> None:
    found = due(RULES["return-interview"], date(2026, 7, 1))
    assert found.at == datetime(2026, 7, 4, tzinfo=LONDON).astimezone(UTC)
    assert "The time was not noted, so it is counted from the start of that day." in found.why


def test_a_time_without_its_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="zone"):
        due(ASSESSMENT, datetime(2026, 11, 23, 10))  # noqa: DTZ001 - the mistake itself


def test_an_end_before_its_start_is_refused_in_a_sentence() -> None:
    events = [Event("referral", date(2026, 3, 3)), Event("assessment-authorised", date(2026, 3, 1))]
    with pytest.raises(
        Uncountable, match=r"The authorisation of the assessment is dated Sunday 1 March 2026, before the referral on Tuesday 3 March"
    ):
        read(ASSESSMENT, events)


def test_an_end_on_the_day_of_its_start_is_met_whichever_was_written_first() -> None:
    events = [Event("assessment-authorised", date(2026, 3, 3)), Event("referral", datetime(2026, 3, 3, 14, tzinfo=LONDON))]
    assert read(ASSESSMENT, events).met == date(2026, 3, 3)


def test_a_scottish_holiday_is_a_working_day_but_not_for_freedom_of_information() -> None:
    assert due(RULES["referral-decision"], date(2026, 11, 27)).day == date(2026, 11, 30)
    assert due(RULES["freedom-of-information"], date(2026, 11, 2)).day == date(2026, 12, 1)


def test_good_friday_of_2027_is_before_the_clocks_change() -> None:
    assert due(RULES["return-interview"], datetime(2027, 3, 26, 20, tzinfo=LONDON)).at == datetime(2027, 3, 29, 20, tzinfo=UTC)


def test_a_return_counts_only_to_its_reference_date() -> None:
    events = [Event("referral", date(2027, 2, 22)), Event("assessment-authorised", date(2027, 4, 6))]
    clock = read(ASSESSMENT, as_at(events, date(2027, 3, 31)))
    assert clock.met is None
    assert read(ASSESSMENT, events).met == date(2027, 4, 6)


@pytest.mark.parametrize(
    ("kind", "says"), [("turned-18", "the child turned 18"), ("died", "the person died"), ("moved-away", "responsibility passed")]
)
def test_a_clock_ends_unmet_when_there_is_nobody_to_be_late_for(kind: str, says: str) -> None:
    clock = read(ASSESSMENT, [Event("referral", date(2026, 11, 2)), Event(kind, date(2026, 11, 20))])
    stands = state(clock, datetime(2027, 3, 1, tzinfo=LONDON))
    assert (clock.met, stands.standing) == (None, Standing.ENDED)
    assert stands.says.startswith("ended on Friday 20 November 2026: " + says)


def test_what_was_done_before_it_ended_was_done() -> None:
    events = [
        Event("referral", date(2026, 11, 2)),
        Event("assessment-authorised", date(2026, 11, 19)),
        Event("turned-18", date(2026, 11, 20)),
    ]
    clock = read(ASSESSMENT, events)
    assert (clock.met, clock.ended) == (date(2026, 11, 19), None)


def test_each_child_of_a_family_has_a_clock_of_their_own() -> None:
    rule = RULES["initial-child-protection-conference"]
    clocks = [read(rule, [Event("enquiry-started", day)]) for day in (date(2026, 12, 1), date(2026, 12, 4))]
    assert days(clocks) == [date(2026, 12, 22), date(2026, 12, 29)]


def test_an_adjourned_conference_counts_from_the_first_time_it_was_held() -> None:
    held = [Event("initial-conference", date(2026, 12, 15)), Event("initial-conference", date(2027, 1, 25))]
    clock = read(RULES["initial-child-protection-conference"], [Event("enquiry-started", date(2026, 12, 1)), *held])
    assert clock.met == date(2026, 12, 15)


def test_merged_records_keep_the_earliest_start() -> None:
    clock = read(ASSESSMENT, [Event("referral", date(2026, 11, 9)), Event("referral", date(2026, 11, 2))])
    assert clock.due
    assert clock.due.start == date(2026, 11, 2)


def test_a_review_held_early_brings_the_next_one_forward() -> None:
    events = [
        Event("looked-after", date(2026, 1, 5)),
        Event("looked-after-reviewed", date(2026, 1, 20)),
        Event("looked-after-reviewed", date(2026, 3, 2)),
    ]
    clocks = chain(RULES["looked-after-review-first"], events, shipped())
    assert [clock.rule.key for clock in clocks] == ["looked-after-review-first", "looked-after-review-second", "looked-after-review"]
    assert days(clocks) == [date(2026, 2, 2), date(2026, 4, 20), date(2026, 9, 2)]


def test_two_placements_on_one_day_and_a_move_back() -> None:
    """The visit after the second move counts for the placement that it was in."""
    events = [
        Event("placement", date(2026, 6, 1)),
        Event("placement", date(2026, 6, 1), "moved again that evening"),
        Event("placement", date(2026, 6, 10)),
    ]
    clocks = chain(RULES["looked-after-visit-first"], [*events, Event("looked-after-child-seen", date(2026, 6, 12))], shipped())
    assert days(clocks) == [date(2026, 6, 8), date(2026, 6, 8), date(2026, 6, 17), date(2026, 7, 24)]
    assert [clock.met for clock in clocks] == [None, None, date(2026, 6, 12), None]
    assert state(clocks[0], NOW).says == "ended on Monday 1 June 2026: moved again that evening"
    assert state(clocks[1], NOW).says == "ended on Wednesday 10 June 2026: the start of the placement"


def test_who_knows_the_placement_chooses_what_follows() -> None:
    events = [Event("placement", date(2024, 1, 8)), Event("looked-after-child-seen", date(2026, 6, 1))]
    clocks = chain(RULES["looked-after-visit-first"], events, shipped(), choose=lambda _: "looked-after-visit-settled")
    assert clocks[-1].due
    assert (clocks[-1].rule.key, clocks[-1].due.day) == ("looked-after-visit-settled", date(2026, 9, 1))


def test_a_chain_of_one_rule_that_follows_itself() -> None:
    events = [Event("exploitation-panel", day) for day in (date(2026, 1, 5), date(2026, 2, 16))]
    assert days(chain(RULES["exploitation-panel"], events, shipped())) == [date(2026, 3, 2), date(2026, 4, 13)]


def test_a_visit_at_which_the_child_was_not_seen_does_not_count() -> None:
    events = [Event("initial-conference", date(2026, 11, 2)), Event("visit-made", date(2026, 11, 9))]
    assert read(RULES["protection-visit-first"], events).met is None


def test_a_visit_counts_on_the_day_it_was_made_however_late_it_was_written_up() -> None:
    clock = read(
        RULES["protection-visit-first"],
        [Event("initial-conference", date(2026, 11, 2)), Event("protection-child-seen", date(2026, 11, 16))],
    )
    assert state(clock, datetime(2026, 12, 24, tzinfo=LONDON)).says == "done on Monday 16 November 2026, the day it was due"


def test_a_clock_runs_before_birth() -> None:
    assert due(ASSESSMENT, date(2026, 11, 23)).day == date(2027, 1, 28)
    assert due(RULES["review-after-birth"], date(2027, 2, 1)).day == date(2027, 2, 11)


@pytest.mark.parametrize(
    ("years", "day"),
    [(16, date(2024, 2, 29)), (18, date(2026, 3, 1)), (21, date(2029, 3, 1)), (25, date(2033, 3, 1)), (75, date(2083, 3, 1))],
)
def test_a_birthday_of_29_february(years: int, day: date) -> None:
    assert birthday(date(2008, 2, 29), years) == day


def test_sixteen_weeks_and_eight_more() -> None:
    first = due(RULES["connected-person"], date(2026, 1, 5))
    assert first.day == date(2026, 1, 5) + timedelta(days=112)
    assert due(RULES["connected-person-extended"], first.day).day == first.day + timedelta(days=56)


def test_short_breaks_in_any_twelve_months() -> None:
    stays = [(date(2025, month, 1), date(2025, month, 15)) for month in (1, 4, 7, 10)]
    within = [*stays, (date(2026, 1, 1), date(2026, 1, 15))]
    assert most_in_any(within) == Total(60, date(2025, 1, 1), date(2025, 12, 31))
    assert short_breaks_too_long([*stays, (date(2025, 11, 1), date(2025, 11, 15))]) == []
    beyond = short_breaks_too_long([*stays, (date(2025, 11, 1), date(2025, 11, 16))])
    assert len(beyond) == 1
    assert "From Wednesday 1 January 2025 to Wednesday 31 December 2025 there are 76 days of short breaks" in beyond[0]


def test_a_short_break_of_17_days_and_of_18() -> None:
    assert short_breaks_too_long([(date(2026, 5, 1), date(2026, 5, 17))]) == []
    assert "has 18 days; a short break may have 17" in short_breaks_too_long([(date(2026, 5, 1), date(2026, 5, 18))])[0]
    assert due(RULES["short-break-stay"], date(2026, 5, 1)).day == date(2026, 5, 17)


def test_a_stay_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Uncountable, match="before it begins"):
        most_in_any([(date(2026, 5, 2), date(2026, 5, 1))])
    assert most_in_any([]) is None


def test_days_paused_are_added_and_the_sentence_says_so() -> None:
    pause = Pause(date(2026, 11, 27), date(2026, 12, 7), "proof of who asks")
    found = due(RULES["subject-access"], date(2026, 11, 25), pauses=[pause])
    assert found.day == date(2027, 1, 4)
    assert (
        "The clock stood still from Friday 27 November 2026 to Monday 7 December 2026 (proof of who asks); that time is not counted."
        in found.why
    )


def test_a_clock_that_the_law_does_not_pause_cannot_be_paused() -> None:
    with pytest.raises(Uncountable, match=r"cannot be paused.*Record why it is late instead"):
        due(ASSESSMENT, date(2026, 11, 23), pauses=[Pause(date(2026, 12, 1), None, "waiting for the school")])


def test_a_pause_that_ends_before_it_begins_is_refused_and_overlapping_ones_count_once() -> None:
    rule = RULES["subject-access"]
    with pytest.raises(Uncountable, match="Correct one of the two"):
        due(rule, date(2026, 11, 2), pauses=[Pause(date(2026, 11, 9), date(2026, 11, 8), "")])
    twice = [Pause(date(2026, 11, 4), date(2026, 11, 9), "who"), Pause(date(2026, 11, 6), date(2026, 11, 11), "what")]
    assert due(rule, date(2026, 11, 2), pauses=twice).day == date(2026, 12, 9)


def test_pauses_are_read_from_events() -> None:
    events = [Event("access-asked", date(2026, 11, 2)), Event("clarification-asked", date(2026, 11, 4), "which years")]
    clock = read(RULES["subject-access"], events)
    assert state(clock, NOW).says == "paused since Wednesday 4 November 2026 (which years); 28 days left when it goes on"
    clock = read(RULES["subject-access"], [*events, Event("clarification-given", date(2026, 11, 9))])
    assert clock.due
    assert clock.due.day == date(2026, 12, 7)


def test_what_is_not_done_outside_hours_begins_at_the_next_opening() -> None:
    amber = RULES["mash-amber"]
    friday_evening = due(amber, datetime(2026, 4, 2, 18, tzinfo=LONDON))  # the Thursday before Good Friday
    assert friday_evening.at == datetime(2026, 4, 7, 15, tzinfo=LONDON).astimezone(UTC)
    late = due(amber, datetime(2026, 11, 23, 15, tzinfo=LONDON))
    assert late.at == datetime(2026, 11, 24, 13, tzinfo=LONDON).astimezone(UTC)
    assert due(amber, datetime(2026, 11, 23, 11, tzinfo=LONDON)).at == datetime(2026, 11, 23, 17, tzinfo=LONDON).astimezone(UTC)
    assert due(RULES["mash-red"], datetime(2026, 11, 21, 23, tzinfo=LONDON)).at == datetime(2026, 11, 22, 1, tzinfo=LONDON).astimezone(UTC)


def test_checkpoints_on_the_way_to_an_assessment() -> None:
    found = due(ASSESSMENT, date(2026, 11, 23))
    assert checkpoints(found) == (date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 30), date(2027, 1, 14))


def test_a_year_that_the_calendar_does_not_know_is_refused_in_a_sentence() -> None:
    with pytest.raises(Uncountable, match=r"from 1978 to 2060; Tuesday 23 November 1926 is outside. Check the year."):
        due(ASSESSMENT, date(1926, 11, 23))
    assert due(REVIEW, date(1926, 11, 23)).day == date(1927, 5, 23)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2022, 9, 19), False),
        (date(2023, 5, 8), False),
        (date(2022, 5, 30), True),
        (date(2022, 6, 3), False),
        (date(2020, 5, 4), True),
        (date(2028, 1, 3), False),
    ],
)
def test_one_off_and_moved_holidays(day: date, works: bool) -> None:
    assert england().is_working(day) is works


def test_nothing_has_started_without_its_event() -> None:
    clock = read(ASSESSMENT, [Event("contact", date(2026, 11, 2))])
    assert state(clock, NOW).says == "starts with the referral"
    assert Local() == AS_SHIPPED
    assert day_of(NOW) == date(2026, 11, 23)
