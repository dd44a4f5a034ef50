"""For whom something is meant, by age."""

from datetime import date

import pytest

from kith.practice.people.rules.fitting import UNBORN, ages_from, whole_years

ON = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "fits", "does_not"),
    [
        ("unborn", [UNBORN, None], [0, 17]),
        ("born", [0, 17, None], [UNBORN]),
        ("under 4", [UNBORN, 0, 3, None], [4, 17]),
        ("4 and over", [4, 17, None], [UNBORN, 0, 3]),
    ],
)
def test_whom_it_fits(words: str, fits: list[int | None], does_not: list[int]) -> None:
    ages = ages_from(words)
    assert ages is not None
    assert str(ages) == words
    assert all(ages.fit(age) for age in fits)
    assert not any(ages.fit(age) for age in does_not)


@pytest.mark.parametrize("words", ["", "4", "over 4", "under four", "4 to 6"])
def test_what_cannot_be_read_is_not_guessed(words: str) -> None:
    assert ages_from(words) is None


def test_the_day_of_the_birthday_counts_and_a_birth_to_come_is_unborn() -> None:
    assert whole_years(date(2022, 12, 1), unborn=False, on=ON) == 4
    assert whole_years(date(2022, 12, 2), unborn=False, on=ON) == 3
    assert whole_years(date(2027, 1, 1), unborn=False, on=ON) == UNBORN
    assert whole_years(None, unborn=True, on=ON) == UNBORN
    assert whole_years(None, unborn=False, on=ON) is None
