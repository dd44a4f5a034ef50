import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.foundations.identifiers.addresses import odd_area, phone, place_key, postcode
from kith.foundations.identifiers.numbers import Wrong, check, nhs


def _with_check(nine: str) -> str | None:
    digit = (11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
    return nine + str(digit) if digit < 10 else None


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_an_nhs_number_is_always_found(nine: str, at: int, by: int) -> None:
    right = _with_check(nine)
    if right is None:
        return
    wrong = right[:at] + str((int(right[at]) + by) % 10) + right[at + 1 :]
    with pytest.raises(Wrong):
        nhs(wrong)


def test_an_nhs_number_is_taken_with_spaces() -> None:
    assert nhs(" 943 476 5919 ") == "9434765919"


@pytest.mark.parametrize(("scheme", "good", "bad"), [("upn", "H801200001001", "A801200001001"), ("ni_number", "AB123456C", "QQ123456C")])
def test_numbers_are_checked_by_their_scheme(scheme: str, good: str, bad: str) -> None:
    assert check(scheme, good.lower()) == good
    with pytest.raises(Wrong):
        check(scheme, bad)


@pytest.mark.parametrize(("typed", "normal"), [("ls81ab", "LS8 1AB"), ("sw1a 1aa", "SW1A 1AA"), ("75008", None), ("D02 AF30", None)])
def test_british_postcodes_and_no_others(typed: str, normal: str | None) -> None:
    assert postcode(typed) == normal


@pytest.mark.parametrize(("code", "odd"), [("LS8 1AB", ""), ("", ""), ("ZZ99 3VZ", ""), ("QQ1 1AA", "there is no postcode area QQ"), ("GIR 0AA", "")])
def test_an_area_that_is_on_no_map_is_named(code: str, odd: str) -> None:
    assert odd_area(code) == odd


@pytest.mark.parametrize("typed", ["07700 900123", "+44 7700 900123", "0044 (0)7700 900123", "07700-900-123"])
def test_a_telephone_number_is_the_same_however_it_is_written(typed: str) -> None:
    assert phone(typed) == "07700900123"


def test_two_spellings_of_an_address_are_one_place() -> None:
    assert place_key("Flat 2, 14 Elm Rd", "LS8 1AB") == place_key("flat 2 14 elm road", "ls81ab")
