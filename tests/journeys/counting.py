"""Key presses and clicks, counted by the browser itself: what a worker's hands do, not what a script fills in."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page

# Real ones only (isTrusted): a click on a label is one, though the browser makes a second for its box. Kept beside the pages, so that a
# new page goes on counting.
LISTENER = """
for (const [event, name] of [["keydown", "keys"], ["pointerdown", "clicks"]]) {
  addEventListener(event, (done) => {
    if (done.isTrusted && !done.repeat) localStorage.setItem("counted-" + name, Number(localStorage.getItem("counted-" + name)) + 1);
  }, true);
}
"""


@dataclass
class Work:
    """What one piece of work took. Answers: those that were on the forms before the worker came, and those that were given."""

    keys: int = 0
    clicks: int = 0
    there: int = 0
    given: int = 0


@dataclass
class Tally:
    """Pieces of work, by name; a piece may be done in several sittings, and in several windows."""

    pages: tuple[Page, ...]
    works: dict[str, Work] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Generator[Work]:
        """Counts while it lasts."""
        work, before = self.works.setdefault(name, Work()), self._pressed()
        yield work
        after = self._pressed()
        work.keys += after[0] - before[0]
        work.clicks += after[1] - before[1]

    def _pressed(self) -> tuple[int, int]:
        told = [[int(page.evaluate(f"localStorage.getItem('counted-{name}') || 0")) for name in ("keys", "clicks")] for page in self.pages]
        return sum(keys for keys, _ in told), sum(clicks for _, clicks in told)

    def table(self) -> str:
        """As docs/measured.md has it."""
        rows = [f"| {name} | {work.keys} | {work.clicks} | {work.there} | {work.given} |" for name, work in self.works.items()]
        return "\n".join(["", "| work | key presses | clicks | answers that were there | answers given |", "|---|---|---|---|---|", *rows])
