from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kith.practice.finding.queries import search
from kith.practice.finding.rules.box import read
from kith.practice.finding.rules.dates import Born
from kith.practice.finding.rules.tiers import Expansion, rounds
from kith.practice.finding.rules.words import plain, words_of
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


@pytest.mark.parametrize(
    ("typed", "year", "month", "day"),
    [
        ("3 4 2014", 2014, 4, 3), ("3rd of April 2014", 2014, 4, 3), ("april 3rd, 2014", 2014, 4, 3), ("3\\4\\14", 2014, 4, 3),
        ("2014.04.03", 2014, 4, 3), ("setpember 2023", 2023, 9, 0), ("04/2014", 2014, 4, 0), ("3 april", 0, 4, 3), ("27th september", 0, 9, 27),
        ("september 27th", 0, 9, 27), ("3/4", 0, 4, 3), ("born 2014", 2014, 0, 0), ("6/18/2004", 2004, 6, 18),
    ],
)  # fmt: skip
def test_parts_of_a_date_and_slips_of_the_pen_are_read(typed: str, year: int, month: int, day: int) -> None:
    found = read(f"okonkwo {typed}", today=TODAY)
    assert (found.born, found.names, found.tokens) == (Born(year, month, day), ["okonkwo"], [])


@pytest.mark.parametrize("name", ["marcus", "jane", "mark", "julia", "maya", "augusta", "decker"])
def test_a_name_that_begins_like_a_month_is_a_name(name: str) -> None:
    found = read(f"{name} 2014", today=TODAY)
    assert (found.born, found.names) == (Born(2014, 0, 0), [name])


@pytest.mark.parametrize("typed", ["31/2/2014", "45/13/2014", "30-02-2014", "20143104", "31 june 2014", "3/4/2104", "29/2/2013"])
def test_a_date_that_cannot_be_is_said_and_looked_for_nearby(typed: str) -> None:
    found = read(f"ella {typed}", today=TODAY)
    wrong = "a date still to come" if typed == "3/4/2104" else "not a date"
    assert found.notes == [f"{typed} is {wrong}; looked for dates near it."]
    assert len(found.damaged) == 8
    assert found.near_days
    for day in found.near_days:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))


@pytest.mark.parametrize(("typed", "meant"), [("19304302", "19340302"), ("19740164", "19740614")])
def test_two_figures_swapped_between_the_parts_of_a_date_are_swapped_back(typed: str, meant: str) -> None:
    assert meant in read(f"elana {typed}", today=TODAY).near_days


def test_all_who_bear_a_rare_name_are_looked_at_whatever_the_date() -> None:
    """Names like it may be borne by more people than a tier holds."""
    asked = read("whishaw 19070127", today=TODAY)
    asked.bearers = {1: 3}
    assert "'nwhishaw'" in list(rounds(asked, Expansion(names={1: {"whishaw": 1.0, "wishaw": 0.85}}), today=TODAY))[-1]


@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY))
def test_a_real_date_is_never_called_damaged(born: date) -> None:
    for typed in (f"{born:%d/%m/%Y}", f"{born:%Y-%m-%d}", f"{born.day} {born:%B} {born.year}"):
        found = read(typed, today=TODAY)
        assert (found.born, found.notes) == (Born(born.year, born.month, born.day), [])


@pytest.mark.parametrize(
    ("typed", "months"), [("20 months", "202503"), ("6 weeks old", "202610"), ("3mths", "202608"), ("10 days old", "202611")]
)
def test_the_age_of_a_baby_is_its_months_of_birth(typed: str, months: str) -> None:
    found = read(f"okonkwo {typed}", today=TODAY)
    assert months in found.birth_months
    assert found.names == ["okonkwo"]


@pytest.mark.parametrize("typed", ["7yo", "age 7", "aged about 7", "7 years old", "7yrs", "7y", "7-year-old", "age: 7"])
def test_an_age_is_read_however_it_is_said(typed: str) -> None:
    found = read(f"okonkwo {typed}", today=TODAY)
    assert (found.age, found.names, found.tokens) == (7, ["okonkwo"], [])


@pytest.mark.parametrize(
    "typed", ["mr nathan evans", "Nathan Evans DOB 18/6/2004", "the evans family nathan", "nathan evans nhs no 943 476 5919"]
)
def test_titles_and_labels_are_no_names(typed: str) -> None:
    assert sorted(read(typed, today=TODAY).names) == ["evans", "nathan"]


_SCRIPTS = "Łódź Żółć Nuñez Jose\u0301 O’Brien Ødegård Straße Ɓaba Şahin Ngũgĩ Đặng 王小明 Łukasz\u200f מ\u05b9שה م\u064fحمد प्रिया"


@pytest.mark.parametrize("word", _SCRIPTS.split())
def test_words_are_compared_as_the_database_has_them(word: str, cast: Cast) -> None:
    del cast
    with connection.cursor() as cursor:
        cursor.execute("select finding_plain(%s), finding_address_words(%s)", [word, word])
        assert cursor.fetchone() == (plain(word), words_of(word))


@given(st.text(max_size=400))
def test_no_text_breaks_the_box(typed: str) -> None:
    read(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed", ["", "   ", "x" * 10_000, "🌻🌻", "محمد علي", "'; drop table people_person; --", "\x00\x01", "!&|()<>:*", "%_\\"]
)
def test_no_text_breaks_the_search(typed: str, cast: Cast) -> None:
    assert search(typed, seen_by=cast.amina, today=TODAY).results == []


@pytest.mark.parametrize(
    ("typed", "said"), [("zed quux 2030", "2030 is a year still to come"), ("zed quux 1850", "1850 is a year too long ago")]
)
def test_a_year_in_which_nobody_can_be_born_is_no_number_of_a_record(typed: str, said: str) -> None:
    found = read(typed, today=TODAY)
    assert found.tokens == []
    assert said in found.notes[0]


@pytest.mark.parametrize(("typed", "tokens"), [("2030", ["2030"]), ("2030 high street", ["2030"]), ("zed quux 14", ["14"])])
def test_a_number_alone_or_before_a_street_stays_a_number(typed: str, tokens: list[str]) -> None:
    assert read(typed, today=TODAY).tokens == tokens


@pytest.mark.parametrize(
    ("typed", "street"), [("15 smith", set()), ("15 charlotte smith", set()), ("15 castle hill", {1, 2}), ("115 smith", {1})]
)
def test_a_small_number_before_a_name_may_be_an_age_as_after_it(typed: str, street: set[int]) -> None:
    found = read(typed, today=TODAY)
    assert (found.tokens, found.street) == ([typed.split(maxsplit=1)[0]], street)
