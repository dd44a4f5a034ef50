"""The worked dates: each counted by hand by somebody who knows the field, each with the sentence that a worker would read."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from kith.foundations.clocks.catalogue import shipped
from kith.foundations.clocks.counting import Way, elapsed
from kith.foundations.clocks.due_dates import Due
from kith.foundations.clocks.local import AS_SHIPPED, Local, Target
from kith.foundations.clocks.moments import LONDON, Moment, day_of, said
from kith.foundations.clocks.reading import Event, chain, read
from kith.foundations.clocks.reckoning import due
from kith.foundations.clocks.rules import Force
from kith.foundations.clocks.setting import local_from
from kith.foundations.clocks.spans import Unit, span

ASSESSMENT, CONFERENCE, CORE_GROUP = "child-and-family-assessment", "initial-child-protection-conference", "core-group-first"
FIRST_REVIEW, SECOND_REVIEW, REPORT = "looked-after-review-first", "looked-after-review-second", "review-conference-report"


def at(text: str) -> Moment:
    """ "Thu 2 Apr 2026" or "Fri 27 Mar 2026 20:00"; the weekday must be right too."""
    form = "%a %d %b %Y %H:%M" if ":" in text else "%a %d %b %Y"
    read_in = datetime.strptime(text, form).replace(tzinfo=LONDON)
    assert f"{read_in:%a}" == text[:3], f"{text} is a {read_in:%A}"
    return read_in if ":" in text else day_of(read_in)


WORKED = [
    # number, rule, start, due, a piece of the sentence
    (1, "referral-decision", "Fri 20 Nov 2026", "Mon 23 Nov 2026", "Weekends and bank holidays are not counted"),
    (2, "referral-decision", "Thu 2 Apr 2026", "Tue 7 Apr 2026", "Good Friday on Friday 3 April 2026 and Easter Monday on Monday 6 April"),
    (3, "referral-decision", "Sat 4 Apr 2026", "Tue 7 Apr 2026", "left out here: Easter Monday on Monday 6 April 2026"),
    (4, "referral-decision", "Wed 24 Dec 2025", "Mon 29 Dec 2025", "Christmas Day on Thursday 25 December 2025 and Boxing Day on Friday 26"),
    (5, "referral-decision", "Thu 24 Dec 2026", "Tue 29 Dec 2026", "Boxing Day (substitute day) on Monday 28 December 2026"),
    (6, "referral-decision", "Fri 24 Dec 2027", "Wed 29 Dec 2027", "Christmas Day (substitute day) on Monday 27 December 2027"),
    (7, "referral-decision", "Sat 26 Dec 2026", "Tue 29 Dec 2026", "of the referral on Saturday 26 December 2026"),
    (8, ASSESSMENT, "Mon 3 Mar 2025", "Thu 8 May 2025", "within 45 working days of the referral on Monday 3 March 2025"),
    (9, ASSESSMENT, "Tue 1 Apr 2025", "Mon 9 Jun 2025", "the early May bank holiday on Monday 5 May 2025 and the spring bank holiday on"),
    (10, ASSESSMENT, "Mon 17 Nov 2025", "Thu 22 Jan 2026", "New Year's Day on Thursday 1 January 2026"),
    (11, ASSESSMENT, "Fri 20 Mar 2026", "Thu 28 May 2026", "the spring bank holiday on Monday 25 May 2026"),
    (12, ASSESSMENT, "Mon 23 Nov 2026", "Thu 28 Jan 2027", "Boxing Day (substitute day) on Monday 28 December 2026 and New Year's Day"),
    (13, ASSESSMENT, "Sun 22 Nov 2026", "Wed 27 Jan 2027", "that day itself not counted"),
    (14, ASSESSMENT, "Mon 4 Jan 2027", "Mon 8 Mar 2027", "no bank holiday falls in this time"),
    (16, CONFERENCE, "Thu 2 Apr 2026", "Mon 27 Apr 2026", "of the strategy discussion that started the section 47 enquiry"),
    (17, CONFERENCE, "Fri 22 May 2026", "Mon 15 Jun 2026", "the spring bank holiday on Monday 25 May 2026"),
    (18, CONFERENCE, "Thu 24 Dec 2026", "Tue 19 Jan 2027", "New Year's Day on Friday 1 January 2027"),
    (19, CONFERENCE, "Thu 25 Mar 2027", "Mon 19 Apr 2027", "Good Friday on Friday 26 March 2027 and Easter Monday"),
    (21, CORE_GROUP, "Thu 2 Apr 2026", "Mon 20 Apr 2026", "within 10 working days of the initial child protection conference"),
    (22, CORE_GROUP, "Fri 28 May 2027", "Mon 14 Jun 2027", "the spring bank holiday on Monday 31 May 2027"),
    (23, FIRST_REVIEW, "Fri 30 Oct 2026", "Fri 27 Nov 2026", "no bank holiday falls in this time"),
    (24, FIRST_REVIEW, "Fri 18 Dec 2026", "Wed 20 Jan 2027", "within 20 working days of the day the child became looked after"),
    (25, FIRST_REVIEW, "Fri 22 Aug 2025", "Mon 22 Sep 2025", "the summer bank holiday on Monday 25 August 2025"),
    (26, "care-plan", "Wed 31 Dec 2025", "Thu 15 Jan 2026", "New Year's Day on Thursday 1 January 2026"),
    (27, SECOND_REVIEW, "Mon 30 Nov 2026", "Sun 28 Feb 2027", "no 30th, so its last day stands. That is a Sunday and the limit does not move"),
    (27, "review-conference-first", "Mon 30 Nov 2026", "Sun 28 Feb 2027", "within 3 months of the initial child protection conference"),
    (28, "review-conference", "Mon 31 Aug 2026", "Sun 28 Feb 2027", "That month has no 31st"),
    (28, "review-conference", "Tue 31 Aug 2027", "Tue 29 Feb 2028", "That month has no 31st"),
    (29, "looked-after-visit", "Fri 21 Nov 2025", "Fri 2 Jan 2026", "Every day counts, weekends and bank holidays too"),
    (30, "looked-after-visit", "Mon 23 Feb 2026", "Mon 6 Apr 2026", "the limit does not move for it; the last working day before is Thursday 2 April 2026"),
    (31, "protection-visit", "Mon 21 Dec 2026", "Thu 7 Jan 2027", "no national limit"),
    (32, "dols-standard", "Mon 1 Jun 2026", "Sun 21 Jun 2026", "beginning with the receipt of the request on Monday 1 June 2026, which is day 1"),
    (33, "dols-urgent", "Mon 1 Jun 2026", "Sun 7 Jun 2026", "which is day 1"),
    (33, "dols-urgent-extended", "Mon 1 Jun 2026", "Sun 14 Jun 2026", "within 14 days beginning with the giving of the urgent authorisation"),
    (34, "care-proceedings", "Mon 12 Jan 2026", "Sun 12 Jul 2026", "within 26 weeks beginning with the day the application was issued"),
    (35, "subject-access", "Wed 25 Nov 2026", "Tue 29 Dec 2026", "Friday 25 December 2026 is Christmas Day, so it moves to the next working day"),
    (36, "subject-access", "Sat 31 Jan 2026", "Mon 2 Mar 2026", "Saturday 28 February 2026 is not a working day, so it moves to the next one"),
    (37, "return-interview", "Fri 27 Mar 2026 20:00", "Mon 30 Mar 2026 21:00", "Every hour counts, nights and weekends too"),
    (38, "initial-conference-report", "Tue 14 Apr 2026", "Fri 10 Apr 2026", "at least 2 working days before the initial child protection conference"),
    (39, REPORT, "Tue 29 Dec 2026", "Fri 18 Dec 2026", "Christmas Day on Friday 25 December 2026 and Boxing Day (substitute day)"),
    (41, "rapid-review", "Thu 1 Apr 2027", "Thu 22 Apr 2027", "no bank holiday falls in this time"),
    (43, "private-fostering-visit-from-awareness", "Mon 2 Mar 2026", "Mon 13 Apr 2026", "the day the council became aware of the arrangement"),
    (44, "looked-after-visit-first", "Wed 1 Jul 2026", "Wed 8 Jul 2026", "within 1 week of the start of the placement on Wednesday 1 July 2026"),
    (44, "looked-after-visit-first", "Thu 20 Aug 2026", "Thu 27 Aug 2026", "of the start of the placement on Thursday 20 August 2026"),
]  # fmt: skip


def due_by(found: Due) -> Moment:
    return found.at if found.span.unit.by_hours else found.day


@pytest.mark.parametrize(
    ("number", "rule", "start", "expected", "why"), WORKED, ids=[f"{number}-{rule}-{start}" for number, rule, start, *_ in WORKED]
)
def test_a_worked_date_comes_out_and_says_why(number: int, rule: str, start: str, expected: str, why: str) -> None:
    found = due(shipped().rule(rule), at(start))
    assert due_by(found) == at(expected), number
    assert why in found.why
    assert found.why.startswith(f"{found.rule.what} is due by {said(at(expected))}: ")
    assert found.rule.source in found.why


def with_target(rule: str, within: str, **more: object) -> Local:
    return local_from({"targets": {rule: {"within": within, "source": "Practice standards", **more}}}, shipped())


def test_3_a_council_may_deem_a_saturday_contact_received_on_the_next_working_day() -> None:
    """Its own clock only: the decision on a contact is local practice."""
    found = due(shipped().rule("contact-decision"), at("Sat 4 Apr 2026"), with_target("contact-decision", "1 working day", deemed=True))
    assert found.day == at("Wed 8 Apr 2026")
    assert "counts it as received on Tuesday 7 April 2026. Returns use the day it came." in found.why


def test_15_the_same_45_days_beginning_with_the_referral_end_a_working_day_earlier() -> None:
    rule = replace(shipped().rule(ASSESSMENT), way=Way.BEGINNING)
    assert due(rule, at("Mon 3 Mar 2025")).day == at("Wed 7 May 2025")


def test_20_of_two_strategy_discussions_the_one_that_started_the_enquiry_counts() -> None:
    events = [Event("strategy-discussion", at("Tue 1 Dec 2026")), Event("enquiry-started", at("Fri 4 Dec 2026"))]
    clock = read(shipped().rule(CONFERENCE), [*events, Event("enquiry-started", at("Thu 10 Dec 2026"))])
    assert clock.due
    assert clock.due.day == at("Tue 29 Dec 2026")


def test_31_fourteen_days_are_not_ten_working_days() -> None:
    found = due(shipped().rule("protection-visit"), at("Mon 21 Dec 2026"), with_target("protection-visit", "14 days"))
    assert found.day == at("Mon 4 Jan 2027")
    assert "This is your council's own limit (Practice standards); there is no national one." in found.why


def test_34_twenty_six_weeks_are_182_days() -> None:
    rule, issued = shipped().rule("care-proceedings"), at("Mon 12 Jan 2026")
    assert due(replace(rule, span=span("182 days")), issued).day == due(rule, issued).day == at("Sun 12 Jul 2026")


def test_40_three_working_days_before_a_conference_just_after_easter() -> None:
    local = local_from({"targets": {REPORT: {"at least": "3 working days", "source": "Practice standards"}}}, shipped())
    found = due(shipped().rule(REPORT), at("Tue 30 Mar 2027"), local)
    assert found.day == at("Tue 23 Mar 2027")
    assert "left out here: Good Friday on Friday 26 March 2027 and Easter Monday on Monday 29 March 2027" in found.why


def test_42_assessed_on_the_same_day_is_no_working_day() -> None:
    day = day_of(at("Tue 3 Nov 2026"))
    assert elapsed(Unit.WORKING_DAYS, day, day, AS_SHIPPED.calendar) == 0


def test_44_each_placement_has_its_own_clock() -> None:
    events = [Event("placement", at("Wed 1 Jul 2026")), Event("placement", at("Thu 20 Aug 2026"))]
    days = [clock.due.day for clock in chain(shipped().rule("looked-after-visit-first"), events, shipped()) if clock.due]
    assert days == [at("Wed 8 Jul 2026"), at("Thu 27 Aug 2026")]


def test_the_worked_dates_are_all_there() -> None:
    alone = {int(name.split("_")[1]) for name in globals() if name.startswith("test_") and name.split("_")[1].isdigit()}
    assert {number for number, *_ in WORKED} | alone == set(range(1, 45))


def test_a_target_that_was_looser_would_still_not_count() -> None:
    """Even where the check was passed by: a holiday added since may turn a stricter limit into a looser one."""
    local = Local(targets={ASSESSMENT: Target(span("60 working days"), "slipped in")})
    found = due(shipped().rule(ASSESSMENT), date(2025, 3, 3), local)
    assert (found.day, found.target) == (date(2025, 5, 8), None)
    assert shipped().rule(ASSESSMENT).force is Force.GUIDANCE
