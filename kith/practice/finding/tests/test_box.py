from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.practice.finding.queries import search
from kith.practice.finding.rules.box import read
from kith.practice.finding.rules.dates import Born
from tests.cast import Cast

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("typed", ["3/4/14", "3.4.2014", "3 apr 2014", "2014-04-03", "03042014", "20140403", "3rd April 2014"])
def test_a_date_of_birth_is_read_in_any_british_form(typed: str) -> None:
    found = read(f"jon smyth {typed} ls8", today=TODAY)
    assert (found.born, found.names, found.outward) == (Born(2014, 4, 3), ["jon", "smyth"], "ls8")


def test_everything_in_one_box() -> None:
    found = read("O'Brien-Shaw J. ls8 1ab 07700 900123 943 476 5919 AB12 CDE aged 7", today=TODAY)
    assert found.names[:2] == ["obrien", "shaw"]
    assert (found.initials, found.postcode, found.phone, found.nhs, found.plates, found.age) == (
        ["j"],
        "ls81ab",
        "07700900123",
        "9434765919",
        ["ab12cde"],
        7,
    )


@given(st.text(max_size=400))
def test_no_text_breaks_the_box(typed: str) -> None:
    read(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed", ["", "   ", "x" * 10_000, "🌻🌻", "محمد علي", "'; drop table people_person; --", "\x00\x01", "!&|()<>:*", "%_\\"]
)
def test_no_text_breaks_the_search(typed: str, cast: Cast) -> None:
    assert search(typed, seen_by=cast.amina, today=TODAY).results == []
