"""Check digits and shapes of the numbers by which other bodies know people."""

import re
from collections.abc import Callable

from nhs_number.validate import is_valid

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # DfE: remainder by 23; no I, O, S
_NINO = re.compile(r"^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$")  # HMRC NIM39110


class Wrong(Exception):
    """A number that cannot be right, as a sentence that says why and what to do."""


def nhs(text: str) -> str:
    """An NHS number: ten digits, the last of which checks the others modulo 11 (NHS Data Dictionary)."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise Wrong("An NHS number has 10 digits, like 943 476 5919. Check it against the letter or card it is on.")
    if not is_valid(digits):
        raise Wrong("That NHS number fails its check digit, so at least one digit is wrong. Check it against the letter or card it is on.")
    return digits


def upn(text: str) -> str:
    """A unique pupil number: a check letter, then twelve digits (or eleven and a letter, for a temporary one)."""
    value = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z][0-9]{11}[0-9A-Z]", value):
        raise Wrong("A UPN is a letter and 12 digits, like H801200001001. Check it with the school.")
    last = value[12]
    figures = [int(figure) for figure in value[1:12]] + [int(last) if last.isdigit() else UPN_LETTERS.find(last)]
    if UPN_LETTERS[sum(place * figure for place, figure in enumerate(figures, start=2)) % 23] != value[0]:
        raise Wrong("The first letter of that UPN does not fit its digits, so one of them is wrong. Check it with the school.")
    return value


def uln(text: str) -> str:
    """A unique learner number: ten digits with a check modulo 11 (Learning Records Service)."""
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[1-9][0-9]{9}", digits):
        raise Wrong("A ULN has 10 digits. Check it with the school or college.")
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    if remainder == 0 or 10 - remainder != int(digits[9]):
        raise Wrong("That ULN fails its check digit, so one digit is wrong. Check it with the school or college.")
    return digits


def national_insurance(text: str) -> str:
    """A National Insurance number."""
    value = re.sub(r"\s", "", text).upper()
    if not _NINO.match(value):
        raise Wrong("A National Insurance number is two letters, six digits and a letter from A to D, like QQ 12 34 56 C.")
    return value


def as_written(text: str) -> str:
    """Numbers without a check: capitals, no spaces around."""
    value = " ".join(text.split()).upper()
    if not value:
        raise Wrong("Enter the number.")
    if len(value) > 60:
        raise Wrong("That number is longer than 60 characters. Check that only the number is in the box.")
    return value


CHECKS: dict[str, Callable[[str], str]] = {"nhs_number": nhs, "upn": upn, "uln": uln, "ni_number": national_insurance}


def check(scheme: str, text: str) -> str:
    """The number in its normal form; raises Wrong with a sentence."""
    return CHECKS.get(scheme, as_written)(text)
