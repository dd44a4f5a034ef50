"""How actions stand: over or open, and how many of each at every review, for the picture and its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# In the order in which the picture stacks them.
WORDS = {"met": "Met", "partly": "Partly met", "not": "Not met", "no longer": "No longer needed", "": "Not reviewed yet"}
OVER = ("met", "no longer")
WIDTH, BAR, ROW, LEFT = 640, 22, 34, 130


@dataclass(frozen=True)
class Stood:
    """How an action stood on a day."""

    on: date
    standing: str


@dataclass(frozen=True)
class Column:
    """A day, and how many actions stood how."""

    on: date
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Piece:
    """A piece of a bar, in units of the drawing."""

    standing: str
    x: float
    y: int
    width: float
    count: int


def is_over(standing: str) -> bool:
    """Nothing more is to be done."""
    return standing in OVER


def columns(actions: Sequence[tuple[date, Sequence[Stood]]]) -> list[Column]:
    """By review, the earliest first: how each action stood then that had been written by then. `actions`: (written on, how it stood)."""
    days = sorted({each.on for _, stood in actions for each in stood})
    found = []
    for day in days:
        counts = dict.fromkeys(WORDS, 0)
        for written, stood in actions:
            if written <= day:
                counts[next((each.standing for each in reversed(stood) if each.on <= day), "")] += 1
        found.append(Column(day, counts))
    return found


def pieces(shown: Sequence[Column]) -> list[Piece]:
    """A bar a review, as long as there were actions."""
    most = max((sum(column.counts.values()) for column in shown), default=0) or 1
    found = []
    for row, column in enumerate(shown):
        x = float(LEFT)
        for standing, count in column.counts.items():
            if count:
                width = round((WIDTH - LEFT) * count / most, 1)
                found.append(Piece(standing, round(x, 1), row * ROW, width, count))
                x += width
    return found
