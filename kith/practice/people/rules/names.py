"""What makes a name fit to be kept beside others."""

LONGEST_NAME = 150
# What turns the direction of writing: pasted along with a name, it would turn the names beside it round too.
_DIRECTIONS = {ord(mark): None for mark in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"}


def tidy(name: str) -> str:
    """One space between words, no marks of direction."""
    return " ".join(name.translate(_DIRECTIONS).split())
