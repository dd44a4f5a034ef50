"""YAML with the line of everything, read strictly: no duplicate keys, no anchors, every value as it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

LONGEST = 1_000_000


@dataclass(frozen=True)
class Problem:
    """What is the matter with a definition: where, with what, and what to do. Warnings do not stop it from being used."""

    line: int
    key: str
    sentence: str
    fix: str
    is_warning: bool = False

    def __str__(self) -> str:
        return f"line {self.line}, {self.key}: {self.sentence}. {self.fix}."


@dataclass(frozen=True)
class Text:
    """A value as it is written."""

    line: int
    text: str


@dataclass(frozen=True)
class Many:
    """A list."""

    line: int
    items: tuple[Any, ...] = ()


@dataclass
class Block:
    """A mapping. What is taken from it is known; what is left is a mistake."""

    line: int
    entries: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def left(self) -> Iterator[tuple[str, int]]:
        return ((key, self.lines[key]) for key in self.entries)


def read_lines(text: str, problems: list[Problem]) -> Block | None:
    """The document's mapping, or None with the reason among the problems."""
    if len(text) > LONGEST:
        problems.append(Problem(1, "file", f"This file has {len(text):,} characters", f"A form may have {LONGEST:,}"))
        return None
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            problems.append(Problem(1, "file", "It repeats a part by reference (*name)", "Write the part out where it is needed"))
            return None
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as trouble:
        problems.append(_not_yaml(trouble))
        return None
    found = _plain(root, problems) if root is not None else None
    if not isinstance(found, Block):
        problems.append(Problem(1, "file", "This is not a form", "Begin with lines like `key: visit`, `title: Visit`, `sections:`"))
        return None
    return found


def _not_yaml(trouble: Exception) -> Problem:
    mark = getattr(trouble, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    what = str(getattr(trouble, "problem", "") or "it is nested too deeply")
    fix = "Check the indentation and the colons here and one line before; between { and } words with a comma, colon, ? or {name} need quotes"
    return Problem(line, "file", f"This cannot be read as YAML: {what}", fix)


def _plain(node: yaml.Node, problems: list[Problem]) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Text(line, "" if node.tag == "tag:yaml.org,2002:null" else str(node.value))
    if isinstance(node, yaml.SequenceNode):
        return Many(line, tuple(_plain(each, problems) for each in node.value))
    block = Block(line)
    for key, value in node.value:
        name, at = str(key.value), key.start_mark.line + 1
        if name in block.entries:
            problems.append(Problem(at, name, f"{name!r} is there twice, first on line {block.lines[name]}", "Keep one of them"))
        block.entries[name], block.lines[name] = _plain(value, problems), at
    return block
