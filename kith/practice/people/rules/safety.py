"""Where the record has two answers on whether a number is safe to use, the more careful one is gone by."""

from collections.abc import Collection

CAREFUL_FIRST = ("no", "not_known", "yes")


def most_careful(answers: Collection[str]) -> str:
    """The answer to go by; where there is none, that it is not known."""
    return next((one for one in CAREFUL_FIRST if one in answers), "not_known")
