"""When something happened, as far as anybody knows."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.practice.recording.rules.when import Unreadable, When, read_when

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "words", "on"),
    [
        ("27 3 2019", "27 March 2019", date(2019, 3, 27)),
        ("27/03/2019", "27 March 2019", date(2019, 3, 27)),
        ("3rd of March, 2019", "3 March 2019", date(2019, 3, 3)),
        ("on 3 mar 2019", "3 March 2019", date(2019, 3, 3)),
        ("2019-03-27", "27 March 2019", date(2019, 3, 27)),
        ("March 2019", "March 2019", date(2019, 3, 16)),
        ("in march 2019", "March 2019", date(2019, 3, 16)),
        ("3/2019", "March 2019", date(2019, 3, 16)),
        ("summer 2014", "summer 2014", date(2014, 7, 16)),
        ("Winter 2014", "winter 2014", date(2015, 1, 14)),
        ("autumn 2026", "autumn 2026", date(2026, 10, 12)),
        ("2012", "2012", date(2012, 7, 1)),
        ("about 2012", "about 2012", date(2012, 7, 1)),
        ("c. 2012", "about 2012", date(2012, 7, 1)),
        ("2026", "2026", date(2026, 6, 13)),
    ],
)
def test_it_is_read_and_said_as_people_say_it(typed: str, words: str, on: date) -> None:
    found = read_when(typed, today=TODAY)
    assert (found.words, found.on) == (words, on)
    assert read_when(found.words, today=TODAY) == found, "what is shown can be typed again"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter when it happened, for example"),
        ("last week", "You wrote last week"),
        ("31 2 2019", "You wrote 31 2 2019"),
        ("about March 2019", "as far as it is known"),
        ("19", "as far as it is known"),
        ("202", "as far as it is known"),
        ("13/2019", "as far as it is known"),
        ("24 November 2026", "in the past"),
        ("2027", "in the past"),
        ("winter 2026", "in the past"),
    ],
)
def test_what_cannot_be_read_says_what_can(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_when(typed, today=TODAY)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_past_day_or_a_sentence(typed: str) -> None:
    with contextlib.suppress(Unreadable):
        assert read_when(typed, today=TODAY).on <= TODAY


@pytest.mark.parametrize(
    ("when", "told", "age"),
    [
        (When(date(2019, 3, 27)), "4 years", "4 years"),
        (When(date(2019, 3, 16), "month"), "4 years", "about 4 years"),
        (When(date(2019, 3, 16), "month"), "about 4 years", "about 4 years"),
        (When(date(2014, 7, 1), "year"), "not yet born", "about birth"),
        (When(date(2013, 7, 1), "about"), "not yet born", "not yet born"),
        (When(date(2013, 7, 1), "about"), "", ""),
    ],
)
def test_the_age_is_no_surer_than_the_date(when: When, told: str, age: str) -> None:
    assert when.age_of(told, date(2014, 9, 3)) == age
