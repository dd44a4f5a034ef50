"""For whom something is meant, by age: "unborn", "born", "under 4", "4 and over"."""

import re
from dataclasses import dataclass
from datetime import date

from kith.practice.people.rules.ages import years_between

UNBORN = -1  # as an age: under every other
SAID = "unborn, born, under 4, 4 and over"


@dataclass(frozen=True)
class Ages:
    """From one age on (UNBORN: from before the birth), and under another, in whole years. Of whom no age is known it is not said that they do not fit."""

    least: int = UNBORN
    under: int | None = None

    def fit(self, age: int | None) -> bool:
        """Whether somebody of this age is meant."""
        return age is None or (age >= self.least and (self.under is None or age < self.under))

    def __str__(self) -> str:
        if self.under is not None:
            return f"under {self.under}" if self.under else "unborn"
        return f"{self.least} and over" if self.least else "born"


def ages_from(words: str) -> Ages | None:
    """As a definition writes it; none, where it cannot be read."""
    plain = " ".join(words.lower().split())
    if plain in ("unborn", "born"):
        return Ages(under=0) if plain == "unborn" else Ages(least=0)
    if found := re.fullmatch(r"under (\d{1,3})", plain):
        return Ages(under=int(found[1]))
    found = re.fullmatch(r"(\d{1,3}) and over", plain)
    return Ages(least=int(found[1])) if found else None


def whole_years(born: date | None, *, unborn: bool, on: date) -> int | None:
    """An age as Ages take it: UNBORN, whole years, or none where it is not known."""
    if unborn:
        return UNBORN
    return max(years_between(born, on), UNBORN) if born else None
