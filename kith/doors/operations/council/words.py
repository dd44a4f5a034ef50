"""The vocabulary, read once, with weights as names have them: few are very common, most are rare."""

import random
from bisect import bisect
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("vocabulary.yaml")
BAR = ("areas", "schools", "surgeries")
ETHNICITIES = {
    "british": ("WBRI", "WBRI", "WBRI", "WBRI", "WOTH", "MWBC"),
    "asian": ("APKN", "AIND", "ABAN", "AOTH"),
    "african": ("BAFR", "BCRB", "BOTH", "MWBA"),
    "european": ("WOTH",),
}
LANGUAGES = {"asian": "urd", "african": "som", "european": "pol"}


class Weighted:
    """Values drawn with weights 1/(rank + 4): a Zipf-like tail."""

    def __init__(self, values: Sequence[str]) -> None:
        self.values = list(values)
        self.sums = list(accumulate(1 / (rank + 4) for rank in range(len(self.values))))

    def draw(self, rng: random.Random) -> str:
        return self.values[bisect(self.sums, rng.random() * self.sums[-1])]


@cache
def told() -> dict[str, list[str]]:
    """Fragments of entries."""
    found: dict[str, list[str]] = _raw()["told"]
    return found


@cache
def listed(name: str) -> list[str]:
    """A plain list of words."""
    return [word.strip() for word in _raw()[name].split("|" if name in BAR else " ")]


@cache
def names(group: str, kind: str, era: str = "") -> Weighted:
    """Forenames or surnames of a group; for British forenames also by when they were given."""
    raw = _raw()
    if group != "british":
        return Weighted(raw[group][kind].split())
    if kind != "surnames":
        return Weighted(raw[kind][era].split())
    made = [a + b for a in raw["beginnings"].split() for b in raw["endings"].split()]
    return Weighted(raw["surnames"].split() + made)


@cache
def _raw() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text())
    return read


def era_of(born_year: int) -> str:
    """When somebody of that year was named."""
    return "old" if born_year < 1960 else "middle" if born_year < 1980 else "young" if born_year < 2005 else "child"
