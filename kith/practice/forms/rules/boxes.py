"""The names of the boxes of a form, and what was typed into them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Fields = Mapping[str, Sequence[str]]
LONGEST_NAME, MOST_BOXES = 200, 5_000
_OF_A_PERSON = re.compile(r"[a-z0-9_]+?__p(\d{1,18})(?:__|$)", re.ASCII)


def box(key: str, person_id: int | None = None) -> str:
    """The name of a question's box: seen, or seen__p12 of the person 12. Keys have no double underscore, so nothing else is called so."""
    return key if person_id is None else f"{key}__p{person_id}"


def in_row(name: str, row: int | str, sub: str) -> str:
    """The box of one question in one row of a repeat or table."""
    return f"{name}__{f'r{row}' if isinstance(row, int) else row}__{sub}"


def person_in(name: str) -> int | None:
    """Whose box it is."""
    found = _OF_A_PERSON.match(name)
    return int(found[1]) if found else None


def one(fields: Fields, name: str) -> str:
    values = fields.get(name) or [""]
    return str(values[0]).strip()


def rows_of(fields: Fields, name: str) -> list[int]:
    """The rows of a repeat that are open, in order."""
    said = fields.get(f"{name}__rows", ())
    return list(dict.fromkeys(int(each) for each in said if re.fullmatch(r"\d{1,4}", each, re.ASCII)))


def next_row(fields: Fields, name: str) -> int:
    """The number of a new row of a repeat: after every row that is open or that something was typed into."""
    typed = [int(found[1]) for each in fields if (found := re.match(rf"{re.escape(name)}__r(\d{{1,4}})__", each, re.ASCII))]
    return max([*(rows_of(fields, name) or [0]), *typed]) + 1


def cleaned(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Lists of texts without NUL characters, which JSON in PostgreSQL cannot hold; nor boxes that no form of ours has. No text is cut: how much
    comes at once is for the door, and how long an answer may be for the question."""
    kept = list(fields.items())[:MOST_BOXES]
    return {name: [str(value).replace("\x00", "") for value in values] for name, values in kept if len(name) <= LONGEST_NAME}
