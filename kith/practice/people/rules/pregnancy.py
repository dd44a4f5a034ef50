"""Births and expected dates that cannot be, or are unlikely."""

from datetime import date, timedelta

EARLIEST, LATEST = timedelta(weeks=20), timedelta(weeks=4)  # before and after the expected date: the 20th week, the 44th
FURTHEST = timedelta(days=310)  # a pregnancy lasts 40 weeks; the date is an estimate
LONG_PAST = timedelta(weeks=2)  # the 42nd week, when a birth is induced


def far_from_expected(born_on: date, expected_on: date | None) -> str:
    """What is unlikely about it, or nothing."""
    if expected_on is None:
        return ""
    expected = f"{expected_on.day} {expected_on:%B %Y}"
    if born_on < expected_on - EARLIEST:
        return f"The birth was expected on {expected}: this is {(expected_on - born_on).days // 7} weeks before it."
    if born_on > expected_on + LATEST:
        return f"The birth was expected on {expected}: this is {(born_on - expected_on).days // 7} weeks after it."
    return ""


def is_long_past(expected_on: date | None, today: date) -> bool:
    """Whether the baby must have been born by now."""
    return expected_on is not None and today > expected_on + LONG_PAST
