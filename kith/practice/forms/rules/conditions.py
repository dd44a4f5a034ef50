"""When something is asked: `seen = no and (age > 12 or not answered(other))`. Read once, checked against the form, asked often.

A comparison with what is not answered is false, also `!=`. Among several choices `=` asks whether one of them is it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Answer = Callable[[str], Any]  # the answer under a key, None when there is none


class Unreadable(Exception):
    """A condition that cannot be read, as a sentence."""


@dataclass(frozen=True)
class Condition:
    """Always. The other conditions are below."""

    def holds(self, answer: Answer) -> bool:
        del answer
        return True

    def names(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """(key, operator, values) of each comparison."""
        return iter(())

    def __and__(self, other: "Condition") -> "Condition":
        return other if self is ALWAYS else self if other is ALWAYS else All((self, other))

    def __str__(self) -> str:
        return ""


ALWAYS = Condition()


@dataclass(frozen=True)
class All(Condition):
    of: tuple[Condition, ...]

    def holds(self, answer: Answer) -> bool:
        return all(each.holds(answer) for each in self.of)

    def names(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        return (name for each in self.of for name in each.names())

    def __str__(self) -> str:
        return " and ".join(f"({each})" if isinstance(each, AnyOf) else str(each) for each in self.of)


@dataclass(frozen=True)
class AnyOf(Condition):
    of: tuple[Condition, ...]

    def holds(self, answer: Answer) -> bool:
        return any(each.holds(answer) for each in self.of)

    def names(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        return (name for each in self.of for name in each.names())

    def __str__(self) -> str:
        return " or ".join(f"({each})" if isinstance(each, All) else str(each) for each in self.of)


@dataclass(frozen=True)
class Not(Condition):
    of: Condition

    def holds(self, answer: Answer) -> bool:
        return not self.of.holds(answer)

    def names(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        return self.of.names()

    def __str__(self) -> str:
        return f"not ({self.of})" if isinstance(self.of, All | AnyOf) else f"not {self.of}"


@dataclass(frozen=True)
class Answered(Condition):
    key: str

    def holds(self, answer: Answer) -> bool:
        return answer(self.key) is not None

    def names(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        return iter([(self.key, "answered", ())])

    def __str__(self) -> str:
        return f"answered({self.key})"


@dataclass(frozen=True)
class Compare(Condition):
    key: str
    operator: str
    values: tuple[str, ...]

    def holds(self, answer: Answer) -> bool:
        said = answer(self.key)
        if said is None:
            return False
        several = [_plain(each) for each in said] if isinstance(said, list) else [_plain(said)]
        if self.operator in ("=", "in"):
            return any(each in self.values for each in several)
        if self.operator == "!=":
            return self.values[0] not in several
        return any(_ordered(each, self.operator, self.values[0]) for each in several)

    def names(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        return iter([(self.key, self.operator, self.values)])

    def __str__(self) -> str:
        values = [_quoted(each) for each in self.values]
        return f"{self.key} in [{', '.join(values)}]" if self.operator == "in" else f"{self.key} {self.operator} {values[0]}"


def _plain(said: Any) -> str:
    """An answer as conditions write it: that there is none, by why; 3.0 as 3."""
    if isinstance(said, dict):
        return str(said.get("none", ""))
    return str(int(said)) if isinstance(said, float) and said.is_integer() else str(said)


def _ordered(said: str, operator: str, value: str) -> bool:
    """Numbers as numbers; dates, which are written year first, as text."""
    left: Any
    right: Any
    left, right = said, value
    if _is_number(value):
        if not _is_number(said):
            return False
        left, right = float(said), float(value)
    return bool({">": left > right, "<": left < right, ">=": left >= right, "<=": left <= right}[operator])


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) is not None


def _quoted(value: str) -> str:
    plain = re.fullmatch(r"-?[\w.-]+", value, re.ASCII) is not None and value not in _WORDS
    return value if plain else f'"{value}"'


_TOKEN = re.compile(r'\s*(?:(?P<sign>!=|>=|<=|[=<>()\[\],])|"(?P<text>[^"]*)"|(?P<word>-?[\w.-]+))', re.ASCII)
_WORDS = {"and", "or", "not", "in", "answered"}
MOST_TOKENS = 120


def parse(text: str) -> Condition:
    """Read a condition. Raises Unreadable."""
    reader = _Reader(list(_tokens(text)))
    found = reader.either()
    if reader.at < len(reader.tokens):
        raise Unreadable(f"Did not expect {reader.tokens[reader.at][1]!r} there. Join two conditions by `and` or `or`")
    return found


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    text = text.rstrip()
    for _ in range(MOST_TOKENS):
        if at >= len(text):
            return
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise Unreadable(f"Cannot read {text[at:].strip()[:20]!r}. Write for example: seen = no and not answered(why)")
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()
    raise Unreadable(f"Longer than {MOST_TOKENS} words. Ask an earlier question that gathers it")


class _Reader:
    """One pass from left to right: either > both > one."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def either(self) -> Condition:
        found = [self.both()]
        while self.take("word", "or"):
            found.append(self.both())
        return found[0] if len(found) == 1 else AnyOf(tuple(found))

    def both(self) -> Condition:
        found = [self.one()]
        while self.take("word", "and"):
            found.append(self.one())
        return found[0] if len(found) == 1 else All(tuple(found))

    def one(self) -> Condition:
        if self.take("word", "not"):
            return Not(self.one())
        if self.take("sign", "("):
            found = self.either()
            self.need(")")
            return found
        if self.take("word", "answered"):
            self.need("(")
            key = self.word("the key of a question")
            self.need(")")
            return Answered(key)
        return self.comparison(self.word("the key of a question"))

    def comparison(self, key: str) -> Condition:
        if self.take("word", "in"):
            return Compare(key, "in", self.several())
        for sign in ("=", "!=", ">=", "<=", ">", "<"):
            if self.take("sign", sign):
                return Compare(key, sign, (self.value(),))
        raise Unreadable(f"After {key!r} write =, !=, >, <, >=, <= or in; or answered({key})")

    def several(self) -> tuple[str, ...]:
        self.need("[")
        found = [self.value()]
        while self.take("sign", ","):
            found.append(self.value())
        self.need("]")
        return tuple(found)

    def value(self) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at][0] in ("text", "word"):
            self.at += 1
            return self.tokens[self.at - 1][1]
        raise Unreadable('A value is missing: a word, a number, a date like 2026-11-28, or "several words"')

    def word(self, what: str) -> str:
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if kind != "word" or text in _WORDS:
            raise Unreadable(f"Expected {what}{f', not {text!r}' if text else ' at the end'}")
        self.at += 1
        return text

    def need(self, sign: str) -> None:
        if not self.take("sign", sign):
            raise Unreadable(f"A {sign!r} is missing")

    def take(self, kind: str, text: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == (kind, text):
            self.at += 1
            return True
        return False
