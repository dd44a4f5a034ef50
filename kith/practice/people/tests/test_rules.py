from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.practice.people.rules.ages import age_text, years_between
from kith.practice.people.rules.british_dates import NotADate, parse, parse_roughly
from kith.practice.people.rules.genogram import Tie, overlapping, plan
from kith.practice.people.rules.names import filed_under
from kith.practice.people.rules.periods import Period, overlap
from kith.practice.people.rules.relationships import KINDS, inverse_of

DAYS = st.dates(date(1950, 1, 1), date(2026, 12, 31))
PERIODS = st.builds(Period, st.none() | DAYS, st.none() | DAYS).filter(
    lambda p: not (p.starts_on and p.ends_on) or p.starts_on <= p.ends_on
)


@pytest.mark.parametrize("typed", ["3/4/14", "3.4.2014", "03-04-2014", "3 Apr 2014", "3rd April 2014", "2014-04-03", "20140403"])
def test_a_british_date_is_read_in_every_form(typed: str) -> None:
    assert parse(typed, today=date(2026, 11, 23)) == date(2014, 4, 3)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1984", (date(1984, 7, 1), "year")), ("5/2015", (date(2015, 5, 16), "month")), ("May 2015", (date(2015, 5, 16), "month")),
        ("3/4/14", (date(2014, 4, 3), "day")), ("20140403", (date(2014, 4, 3), "day")),
    ],
)  # fmt: skip
def test_a_date_half_known_is_kept_as_its_middle(typed: str, kept: tuple[date, str]) -> None:
    assert parse_roughly(typed, today=date(2026, 11, 23)) == kept


@pytest.mark.parametrize("typed", ["2030", "13/2015", "1066", "Marcus 2015"])
def test_what_is_no_part_of_a_date_says_so(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_roughly(typed, today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("typed", "said"), [("1/1/202", "not a date"), ("31/2/2014", "does not exist|not a date that exists"), ("1 1 0202", "year 202")]
)
def test_an_impossible_date_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(NotADate, match=said):
        parse(typed, today=date(2026, 11, 23))


@given(PERIODS, PERIODS)
def test_overlap_is_mutual_and_agrees_with_counting_days(one: Period, other: Period) -> None:
    assert overlap(one, other) == overlap(other, one)
    if one.starts_on and one.ends_on and other.starts_on and other.ends_on:
        assert overlap(one, other) == (max(one.starts_on, other.starts_on) < min(one.ends_on, other.ends_on))


@pytest.mark.parametrize("kind", KINDS)
def test_the_inverse_of_the_inverse_is_the_relationship(kind: str) -> None:
    assert inverse_of(inverse_of(kind)) == kind


@given(DAYS, DAYS)
def test_nobody_is_older_than_their_years(born: date, on: date) -> None:
    if on >= born:
        years = years_between(born, on)
        leap = (born.month, born.day) == (2, 29)
        assert date(born.year + years, born.month, 28 if leap else born.day) <= on
        assert date(born.year + years + 1, born.month, 28 if leap else born.day) >= on or leap


def test_ages_are_as_fine_as_matters() -> None:
    assert [age_text(date(2020, 1, 31), on) for on in (date(2020, 2, 1), date(2020, 2, 20), date(2020, 6, 30), date(2023, 1, 30))] == [
        "1 day", "2 weeks", "4 months", "2 years",
    ]  # fmt: skip


@given(st.integers(0, 6), st.booleans(), st.booleans(), st.integers(0, 2))
def test_in_a_genogram_nobody_stands_on_anybody_and_children_stand_below(kids: int, step: bool, grandparents: bool, aunts: int) -> None:
    ties = [Tie(1, 2, "married")]
    ties += [Tie(parent, 10 + n, "parent") for n in range(kids) for parent in (1, 3 if step and n else 2)]
    ties += [Tie(1, 3, "ex_partner")] if step else []
    ties += [Tie(4, 1, "parent"), Tie(5, 1, "parent"), Tie(4, 5, "married")] if grandparents else []
    ties += [Tie(4, 20 + n, "parent") for n in range(aunts)] if grandparents else []
    made = plan(1, ties, {})
    assert overlapping(made) == []
    for brood in made.broods:
        assert all(made.at[child][1] > made.at[parent][1] for child, _ in brood.children for parent in brood.parents)
    assert made.at == plan(1, ties, {}).at


@pytest.mark.parametrize(
    ("shown", "filed"),
    [
        ("Robert Smith (Bobby)", ("smith", "robert")), ("Jan van der Berg", ("van der berg", "jan")), ("Prince", ("prince", "")),
        ("Mary Ann O'Neill", ("o'neill", "mary ann")), ("Al Adams", ("adams", "al")), ("", ("", "")),
    ],
)  # fmt: skip
def test_a_list_files_people_under_their_surname(shown: str, filed: tuple[str, str]) -> None:
    assert filed_under(shown) == filed
