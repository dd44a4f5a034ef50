"""What a council may set, what it may not, and what moves when it does."""

from datetime import date, datetime
from typing import Any

import pytest

from kith.foundations.clocks.catalogue import shipped
from kith.foundations.clocks.local import AS_SHIPPED
from kith.foundations.clocks.moments import LONDON, Uncountable
from kith.foundations.clocks.reading import Event, read
from kith.foundations.clocks.reckoning import due
from kith.foundations.clocks.recomputing import recompute
from kith.foundations.clocks.setting import local_from

RULES = shipped().rules
ASSESSMENT = "child-and-family-assessment"
MOURNING = {"holidays": {date(2027, 1, 18): "the day of national mourning"}}


def target(rule: str, within: str, **more: object) -> dict[str, Any]:
    return {"targets": {rule: {"within": within, "source": "Practice standards 2.1", **more}}}


def test_a_stricter_limit_is_taken_and_the_laws_is_said_beside_it() -> None:
    found = due(RULES[ASSESSMENT], date(2025, 3, 3), local_from(target(ASSESSMENT, "35 working days"), shipped()))
    assert found.day == date(2025, 4, 23)
    assert "your council's own, stricter limit (Practice standards 2.1)" in found.why
    assert "chapter 3 (statutory guidance) allows 45 working days: Thursday 8 May 2025." in found.why


@pytest.mark.parametrize(
    ("rule", "within"),
    [
        (ASSESSMENT, "46 working days"), (ASSESSMENT, "62 days"), (ASSESSMENT, "10 weeks"), ("adviser-visit", "60 days"), ("core-group-first", "13 days"),
        ("review-conference", "26 weeks"),
        ("return-interview", "73 hours"), ("return-interview", "2 working days"), ("return-interview", "24 opening hours"), ("looked-after-visit", "2 months"),
        ("dols-standard", "22 days"), ("referral-decision", "26 hours"),
    ],
)  # fmt: skip
def test_a_looser_limit_is_refused_with_a_start_for_which_it_would_be_later(rule: str, within: str) -> None:
    with pytest.raises(Uncountable, match=r"can be later than the .* From .* it would be .*, and the limit is .* may only be stricter"):
        local_from(target(rule, within), shipped())


@pytest.mark.parametrize(
    ("rule", "within"),
    [
        (ASSESSMENT, "45 working days"), (ASSESSMENT, "61 days"), ("adviser-visit", "8 weeks"), ("core-group-first", "12 days"),
        ("return-interview", "48 hours"),
        ("looked-after-visit", "28 days"), ("review-conference", "25 weeks"), ("protection-visit", "4 weeks"), ("referral-decision", "24 hours"),
    ],
)  # fmt: skip
def test_a_limit_that_is_never_later_is_taken_whatever_its_unit(rule: str, within: str) -> None:
    assert local_from(target(rule, within), shipped()).targets[rule].source == "Practice standards 2.1"


def test_a_statutory_clock_cannot_deem_a_saturday_to_be_monday() -> None:
    with pytest.raises(Uncountable, match="counts from the day it came in"):
        local_from(target("referral-decision", "1 working day", deemed=True), shipped())


def test_what_came_in_after_hours_is_deemed_received_on_the_next_working_day() -> None:
    local = local_from(target("contact-decision", "1 working day", deemed=True), shipped())
    rule = RULES["contact-decision"]
    assert due(rule, datetime(2026, 11, 23, 16, 59, tzinfo=LONDON), local).day == date(2026, 11, 24)
    assert due(rule, datetime(2026, 11, 23, 17, 1, tzinfo=LONDON), local).day == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"holiday": {}}, "holiday is not known. A council may set"),
        ({"holidays": {"14 June": "a fête"}}, '"14 June" is not a day. Write it as year-month-day'),
        ({"holidays": {date(2027, 6, 12): "a fête"}}, "Saturday 12 June 2027 is not a working day already"),
        ({"holidays": {date(2027, 6, 14): ""}}, "Say what the holiday on Monday 14 June 2027 is for"),
        ({"no longer holidays": [date(2027, 6, 14)]}, "Monday 14 June 2027 is no bank holiday in this calendar"),
        ({"opening": {"monday": "nine to five"}}, "Write it like"),
        ({"opening": {"monday": "17:00-09:00"}}, "it closes at 09:00, before it opens at 17:00"),
        ({"opening": {"moonday": "09:00-17:00"}}, "Opening on moonday"),
        ({"opening": {}}, "name at least one day"),
        (target("assessment", "35 working days"), 'There is no clock "assessment". Did you mean '),
        (target(ASSESSMENT, "35 fortnights"), '"35 fortnights" is not a length of time'),
        ({"targets": {ASSESSMENT: {"within": "35 working days"}}}, "say where the council sets this limit"),
        ({"targets": {ASSESSMENT: {"source": "policy"}}}, 'say "within"'),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(told: dict[str, Any], says: str) -> None:
    with pytest.raises(Uncountable) as refused:
        local_from(told, shipped())
    assert says in str(refused.value)


def test_a_teams_own_opening_hours() -> None:
    local = local_from({"opening": {"monday": "08:00-20:00", "tuesday": "08:00-20:00", "saturday": "10:00-24:00"}}, shipped())
    saturday = due(RULES["mash-amber"], datetime(2026, 11, 21, 20, tzinfo=LONDON), local)
    assert saturday.at == datetime(2026, 11, 23, 10, tzinfo=LONDON)
    boxing_day = due(RULES["mash-amber"], datetime(2026, 12, 28, 9, tzinfo=LONDON), local)
    assert boxing_day.at == datetime(2026, 12, 29, 14, tzinfo=LONDON)


def test_a_holiday_that_is_added_moves_open_clocks_and_no_closed_ones() -> None:
    rule = RULES[ASSESSMENT]
    open_clock = read(rule, [Event("referral", date(2026, 11, 23))])
    closed = read(rule, [Event("referral", date(2026, 11, 23)), Event("assessment-authorised", date(2027, 1, 28))])
    ended = read(rule, [Event("referral", date(2026, 11, 23)), Event("died", date(2026, 12, 1))])
    before_it = read(rule, [Event("referral", date(2026, 10, 1))])
    local = local_from(MOURNING, shipped())
    moved = recompute([open_clock, closed, ended, before_it, read(rule, [])], local)
    assert [one.before for one in moved] == [open_clock]
    assert moved[0].after.due
    assert moved[0].after.due.day == date(2027, 1, 29)
    assert moved[0].says == (
        "The authorised child and family assessment moves from Thursday 28 January 2027 to Friday 29 January 2027: "
        "Monday 18 January 2027 is now the day of national mourning."
    )
    assert "the day of national mourning on Monday 18 January 2027" in moved[0].after.due.why
    assert local.calendar.version.endswith("+2027-01-18")


def test_a_holiday_that_moves_away_brings_clocks_back() -> None:
    clock = read(RULES["core-group-first"], [Event("initial-conference", date(2027, 5, 21))])
    local = local_from({"holidays": {"2027-06-03": "the spring bank holiday"}, "no longer holidays": ["2027-05-31"]}, shipped())
    assert recompute([clock], local) == []
    local = local_from({"no longer holidays": ["2027-05-31"]}, shipped())
    assert recompute([clock], local)[0].says.endswith(
        "from Monday 7 June 2027 to Friday 4 June 2027: Monday 31 May 2027 is no longer the spring bank holiday."
    )


def test_a_council_that_tightens_its_limit_sees_why_dates_moved() -> None:
    clock = read(RULES["protection-visit"], [Event("protection-child-seen", date(2026, 11, 2))])
    tightened = local_from(target("protection-visit", "7 days"), shipped())
    moved = recompute([clock], tightened)[0]
    assert moved.says.endswith("from Monday 16 November 2026 to Monday 9 November 2026: your council's own limit is now 7 days.")
    assert recompute([moved.after], AS_SHIPPED)[0].says.endswith("the limit is 10 working days again.")


def test_a_team_that_opens_longer_is_due_sooner() -> None:
    clock = read(RULES["mash-amber"], [Event("rated-amber", datetime(2026, 11, 23, 15, tzinfo=LONDON))])
    longer = local_from({"opening": {"monday": "08:00-20:00", "tuesday": "08:00-20:00"}}, shipped())
    assert recompute([clock], longer)[0].says.endswith(
        "from Tuesday 24 November 2026 at 13:00 to Tuesday 24 November 2026 at 09:00: your council's opening hours have changed."
    )
