"""YAML with the line of everything, read strictly: no duplicate keys, no anchors, every value as it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

LONGEST = 1_000_000
MOST_TOLD = 20  # references: a file of nothing else is told of in a screenful


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
        refused = (each for event in yaml.parse(text, Loader=yaml.SafeLoader) if (each := _refused(event)))
        if several := list(islice(refused, MOST_TOLD)):
            problems.extend(several)
            return None
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as trouble:
        line = text.count("\n", 0, trouble.position) + 1
        problems.append(Problem(line, "file", f"There is a character that no text has: {text[trouble.position]!a}", "Take it out"))
        return None
    except (yaml.YAMLError, RecursionError) as trouble:
        problems.append(_not_yaml(trouble))
        return None
    found = _plain(root, problems) if root is not None else None
    if not isinstance(found, Block):
        what = "The file is empty" if found is None else "This is a list, and not a form" if isinstance(found, Many) else "This is not a form"
        problems.append(Problem(1, "file", what, "Begin with lines like `key: visit`, `title: Visit`, `sections:`"))
        return None
    return found


def _refused(event: Any) -> Problem | None:
    """References, names for them, and tags: what stands elsewhere, or is not what it looks like."""
    anchor, tag, line = getattr(event, "anchor", None), getattr(event, "tag", None), event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent):
        return Problem(line, f"*{anchor}", "It repeats a part by reference", "Write the part out where it is needed")
    if anchor:
        fix = f"Take &{anchor} out, and write the part out where it is needed"
        return Problem(line, f"&{anchor}", "It names a part for reference", fix)
    if tag and not (any(event.implicit) if isinstance(event, yaml.ScalarEvent) else event.implicit):
        return Problem(line, str(tag), "It says of what kind a value is", "Take it out: every value is read as it is written")
    return None


def _not_yaml(trouble: Exception) -> Problem:
    mark = getattr(trouble, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    what = str(getattr(trouble, "problem", "") or "it is nested too deeply")
    fix = "Check the indentation and the colons here and one line before; between { and } words with a comma, colon, ? or {name} need quotes"
    if "\\t" in what:
        what, fix = "it is indented with a tab", "Indent with spaces"
    elif "another document" in what:
        what, fix = "a second form begins (---)", "Keep one form in a file"
    return Problem(line, "file", f"This cannot be read as YAML: {what}", fix)


def _plain(node: yaml.Node, problems: list[Problem]) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Text(line, "" if node.tag == "tag:yaml.org,2002:null" else str(node.value))
    if isinstance(node, yaml.SequenceNode):
        return Many(line, tuple(_plain(each, problems) for each in node.value))
    block = Block(line)
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(at, "file", "A list stands where a key should", "Write one word before the colon"))
            continue
        name = str(key.value)
        if name in block.entries:
            problems.append(Problem(at, name, f"{name!r} is there twice, first on line {block.lines[name]}", "Keep one of them"))
        block.entries[name], block.lines[name] = _plain(value, problems), at
    return block
