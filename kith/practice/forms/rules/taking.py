"""Taking values out of a block of YAML: each with its kind, each mistake with its line."""

from collections.abc import Iterable
from typing import Any

from kith.practice.forms.rules.lines import Block, Many, Problem, Text
from kith.practice.people.rules.fitting import SAID, Ages, ages_from

YES, NO = ("true", "yes"), ("false", "no")


class Taker:
    """One block and the list of problems. `where` is the key that problems name."""

    def __init__(self, block: Block, problems: list[Problem], where: str) -> None:
        self.block, self.problems, self.where = block, problems, where

    def wrong(self, name: str, sentence: str, fix: str) -> None:
        self.problems.append(Problem(self.line(name), self.where or name, sentence, fix))

    def line(self, name: str) -> int:
        return self.block.lines.get(name, self.block.line)

    def take(self, name: str, kind: type[Any], what: str) -> Any:
        """The value if it is of the kind; None if it is absent; a problem if it is another kind."""
        value = self.block.entries.pop(name, None)
        if value is None or isinstance(value, kind):
            return value
        self.wrong(name, f"`{name}` should be {what}", f"Write {what} after `{name}:`")
        return None

    def text(self, name: str, *, needed: str = "") -> str:
        found = self.take(name, Text, "words")
        said = found.text.strip() if found else ""
        if needed and not said:
            self.wrong(name, f"`{name}` is missing", needed)
        return str(said)

    def flag(self, name: str, *, also_yes: tuple[str, ...] = ()) -> bool:
        said = self.text(name).lower()
        if said and said not in (*YES, *NO, *also_yes):
            self.wrong(name, f"`{name}` is {said!r}", f"Write `{name}: true`, or leave it out")
        return said in (*YES, *also_yes)

    def number(self, name: str) -> float | None:
        said = self.text(name)
        if not said:
            return None
        try:
            return as_number(said)
        except ValueError:
            self.wrong(name, f"`{name}` is {said[:20]!r}, which is not a number", "Write figures, like 12")
            return None

    def blocks(self, name: str) -> Iterable[Block]:
        """Each mapping of a list."""
        found = self.take(name, Many, "a list")
        for each in found.items if found else ():
            if isinstance(each, Block):
                yield each
            else:
                self.problems.append(Problem(each.line, self.where, f"This line of `{name}` has no keys", "Write it like `- key: seen`"))

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.block.entries.get(name)
        if isinstance(value, Text):  # one may stand alone
            return (self.text(name),) if value.text else ()
        found = self.take(name, Many, "a list of words")
        return tuple(each.text.strip() for each in found.items if isinstance(each, Text)) if found else ()

    def mapping(self, name: str) -> dict[str, Text]:
        """A mapping of keys to words."""
        found = self.take(name, Block, "keys with words")
        if found is None:
            return {}
        bad = [key for key, value in found.entries.items() if not isinstance(value, Text)]
        for key in bad:
            self.wrong(name, f"{key!r} in `{name}` has no words", f"Write `{key}: words`")
        return {key: value for key, value in found.entries.items() if isinstance(value, Text)}

    def ages(self, name: str) -> dict[str, Ages]:
        """A mapping of keys to ages."""
        found = {key: ages_from(said.text) for key, said in self.mapping(name).items()}
        for key in [key for key, ages in found.items() if ages is None]:
            self.wrong(name, f"The age of {key!r} cannot be read", f"Write one of: {SAID}")
        return {key: ages for key, ages in found.items() if ages is not None}

    def done(self, known: Iterable[str]) -> None:
        """Whatever was not taken is a mistake."""
        for name, line in self.block.left():
            near = _nearest(name, known)
            fix = f"Write `{near}` if that is meant" if near else f"Take it out; known here are {', '.join(sorted(known))}"
            self.problems.append(Problem(line, self.where or name, f"There is no `{name}` here", fix))


def as_number(text: str) -> float:
    """A number of a reasonable size; raises ValueError, also for the words that Python takes for numbers."""
    found = float(text.replace(",", ""))
    if not abs(found) < 1e12:
        message = "not a number of a reasonable size"
        raise ValueError(message)
    return int(found) if found.is_integer() else found


def _nearest(name: str, known: Iterable[str]) -> str:
    """A known word that begins alike or has the same letters."""
    plain = name.replace("-", "_").replace(" ", "_").lower()
    alike = [each for each in known if each.replace(" ", "_") == plain or sorted(each) == sorted(name) or each[:4] == plain[:4]]
    return alike[0] if alike else ""
