"""Numbers and codes of the box: telephones, NHS numbers, vehicles, postcodes; and those one slip away."""

import re

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[abd-hjlnp-uw-z]{2})\b")
OUTWARD = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\b")
NHS = re.compile(r"(?<![\d+])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
PHONE = re.compile(r"(?<!\d)(?:\+44\s?(?:\(0\))?|0044\s?|0)(?:\d[ -]?){8,10}\d?(?!\d)")
PART_OF_PHONE = re.compile(r"(?<!\d)(0\d{2,4}[ -]?\d{2,4}|\d{3}[ -]\d{3})(?![\d/])")
PLATE = re.compile(r"\b([a-z]{2}\d{2}\s?[a-z]{3}|[a-z]\d{1,3}\s?[a-z]{3}|[a-z]{3}\s?\d{1,3}[a-z])\b")
RECORD = re.compile(r"(?:#\s?|\brecord\s+(?:no\.?\s+|number\s+)?|\bid\s+)(\d{1,9})\b")
EMAIL = re.compile(r"(?<!\S)[^\s@,;]+@[^\s@,;]+\.[a-z]{2,}")

_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
_ZEROS = 48 * sum(_WEIGHTS) % 11  # the weighed sum is of characters' codes, of which 48 is the figure 0


def swapped(digits: str) -> list[str]:
    """The number, and each with two neighbouring digits swapped."""
    both = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)]
    return list(dict.fromkeys([digits, *both]))


def near_nhs(digits: str) -> list[str]:
    """The number; with two digits swapped; and with one digit wrong, as far as the check digit allows. Nine digits: with one missing."""
    if len(digits) == 9:
        return [one for at in range(10) for figure in "0123456789" if _holds(one := digits[:at] + figure + digits[at:])]
    wrong = [digits[:at] + figure + digits[at + 1 :] for at in range(len(digits)) for figure in "0123456789"]
    return list(dict.fromkeys([*swapped(digits), *(one for one in wrong if _holds(one))]))


def _holds(digits: str) -> bool:
    """Whether the last digit checks the others modulo 11 (NHS Data Dictionary), as foundations' `nhs` has it; here for a hundred at once."""
    return sum(weight * ord(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == _ZEROS


def left_out(code: str) -> list[str]:
    """The code, and each with one character left out: two codes that share one of these are one slip apart."""
    return list(dict.fromkeys([code, *(code[:at] + code[at + 1 :] for at in range(len(code)))]))


def mixed(code: str) -> bool:
    """Letters and figures of the length of a vehicle's registration, a character more or less."""
    return 4 <= len(code) <= 8 and code.isalnum() and any(char.isdigit() for char in code) and any(char.isalpha() for char in code)
