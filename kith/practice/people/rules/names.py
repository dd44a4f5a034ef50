"""What makes a name fit to be kept beside others."""

LONGEST_NAME = 150
# What turns the direction of writing: pasted along with a name, it would turn the names beside it round too.
_DIRECTIONS = {ord(mark): None for mark in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"}


_BEGINS_A_SURNAME = frozenset(
    ("van", "der", "den", "de", "la", "le", "du", "da", "di", "dos", "das", "von", "bin", "bint", "ibn", "al", "el", "abu", "o", "st")
)


def filed_under(shown: str) -> tuple[str, str]:
    """(surname, forenames) to sort a shown name by, without capitals or what follows in brackets: "Robert Smith (Bobby)" under Smith."""
    words = shown.split(" (", maxsplit=1)[0].casefold().split()
    begins = max(len(words) - 1, 0)
    while begins > 1 and words[begins - 1] in _BEGINS_A_SURNAME:
        begins -= 1
    return " ".join(words[begins:]), " ".join(words[:begins])


def tidy(name: str) -> str:
    """One space between words, no marks of direction."""
    return " ".join(name.translate(_DIRECTIONS).split())
