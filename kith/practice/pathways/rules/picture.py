"""The journey as a picture: time from left to right, a bar for each episode, a dot for each step, a line for today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, LEFT, ROW, TOP = 960, 190, 34, 30
LETTER = 8  # about the width of one, so that no year is cut off at the right
LEAST = timedelta(days=90)  # a journey of a week is not drawn across the page


@dataclass(frozen=True)
class Span:
    """An episode: from when to when (none: still), under what name."""

    title: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Mark:
    """A step: when, what, how it stands, and in which row (the span's place; 0: outside any)."""

    title: str
    on: date
    state: str
    row: int
    path: str


@dataclass(frozen=True)
class Bar:
    """A span on the page."""

    title: str
    x: float
    y: int
    width: float
    is_open: bool


@dataclass(frozen=True)
class Dot:
    """A mark on the page."""

    title: str
    x: float
    y: int
    state: str
    path: str


@dataclass(frozen=True)
class Picture:
    """All of it, in units of the drawing. `ticks`: (x, words) along the top; `rows`: (y, words) at the left."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[tuple[int, str], ...]
    today_x: float


def picture(spans: Sequence[Span], marks: Sequence[Mark], today: date) -> Picture | None:
    """Lay a journey out. None, where there is nothing to draw."""
    days = [span.start for span in spans] + [span.end for span in spans if span.end] + [mark.on for mark in marks]
    if not days:
        return None
    first, last = min([*days, today]), max([*days, today])
    first, last = (last - LEAST, last) if last - first < LEAST else (first, last)
    first, last = first - (last - first) / 40, last + (last - first) / 40

    def across(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - 10) * ((day - first) / (last - first)), 1)

    def down(row: int) -> int:
        return TOP + ROW * row

    rows = [(down(0) + 20, "Steps")] + [(down(place) + 20, span.title) for place, span in enumerate(spans, 1)]
    bars = tuple(
        Bar(span.title, across(span.start), down(place) + 8, max(3.0, across(span.end or today) - across(span.start)), span.end is None)
        for place, span in enumerate(spans, 1)
    )
    dots = tuple(Dot(mark.title, across(mark.on), down(mark.row) + 16, mark.state, mark.path) for mark in marks)
    ticks = [(x, words) for x, words in _ticks(first, last, across) if x + LETTER * (len(words) + 1) <= WIDTH]
    return Picture(WIDTH, down(len(spans) + 1), bars, dots, tuple(ticks), tuple(rows), across(today))


def _ticks(first: date, last: date, across: Callable[[date], float]) -> list[tuple[float, str]]:
    """Years, or months where it is short."""
    if last - first > timedelta(days=900):
        return [(across(date(year, 1, 1)), str(year)) for year in range(first.year + 1, last.year + 1)]
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    inside = [month for month in months if first <= month <= last]
    every = max(1, len(inside) // 7)
    return [(across(month), f"{month:%b} {month.year}") for month in inside[::every]]
