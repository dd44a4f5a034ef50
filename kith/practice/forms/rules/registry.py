"""What rooms bring at start-up: the facts that they own, and the forms that they ship."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kith.foundations.access.rules import Refusal
from kith.practice.forms.rules.definition import Type

NOBODY = 0  # whom a fact is known of when it is not a person's: of the owner as a whole


@dataclass(frozen=True)
class Known:
    """What is on record: the value as an answer, in words, where it came from, since when."""

    value: Any
    shown: str
    source: str = ""
    on: date | None = None


Told = tuple[str, int]  # (fact, person id or NOBODY)


class NotKept(Refusal):
    """An answer that cannot go on the record, and which it is."""

    def __init__(self, sentence: str, told: Told | None = None) -> None:
        super().__init__(sentence)
        self.told = told


@dataclass(frozen=True)
class Fact:
    """Something on record that a form can show and update.

    reads(person_ids, owner=..., seen_by=...) -> {person id, or NOBODY: Known}; those of whom nothing is known are left out.
    writes({(fact, person id or NOBODY): value}, owner=..., source=..., by=..., at=...): by the command of the room that owns it; facts that
    share it are given to it together. Raises NotKept. None: shown only.
    `none`: the codes that stand for "not known" and the like in its own code set, by the words of forms (not_known, declined).
    """

    key: str
    words: str
    type: Type
    reads: Callable[..., Mapping[int, Known]]
    writes: Callable[..., object] | None = None
    choices: tuple[tuple[str, str], ...] = ()
    none: Mapping[str, str] = field(default_factory=dict)
    per_person: bool = True
    most: int = 0  # characters that fit; nought: as many as the question lets in


@dataclass(frozen=True)
class Offered:
    """A row that a repeat offers: one button adds it. Its first question is answered by the person, or by their name; `row` is what others say
    then, by their keys, as typed."""

    person_id: int
    name: str
    row: Mapping[str, str]

    @property
    def words(self) -> str:
        return ": ".join(filter(None, [self.name, *self.row.values()]))


# reads(people, on=today, seen_by=...) -> what to offer to a form about these people, each with `id` and `first_name`
Offers = Callable[..., Sequence[Offered]]

_facts: dict[str, Fact] = {}
_offers: dict[str, Offers] = {}
_folders: list[Path] = []


def register(*facts: Fact) -> None:
    """A room registers its facts. Called from its apps.py."""
    _facts.update({fact.key: fact for fact in facts})


def facts() -> Mapping[str, Fact]:
    return _facts


def register_offers(name: str, reads: Offers) -> None:
    """A room registers what repeats may offer. Called from its apps.py."""
    _offers[name] = reads


def offers() -> Mapping[str, Offers]:
    return _offers


def ship(folder: Path) -> None:
    """A room ships the forms (*.yaml) of a folder. Called from its apps.py."""
    if folder not in _folders:
        _folders.append(folder)


def shipped_files() -> Iterable[Path]:
    return sorted(path for folder in _folders for path in folder.glob("*.yaml"))
