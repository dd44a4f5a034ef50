"""What is asked, prepared: what is the same for many candidates is worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log10

from rapidfuzz.distance import JaroWinkler

from kith.practice.finding.rules.births import Verdict, birth_fits
from kith.practice.finding.rules.box import Evidence
from kith.practice.finding.rules.numbers import left_out, near_nhs, swapped
from kith.practice.finding.rules.tiers import Expansion
from kith.practice.finding.rules.words import street_forms

LEAST_LIKENESS = 0.76  # below this two words are two words
EVERY_KIND, KINDS_OF_NAMES = frozenset("nsdyxmpotiavfwe"), frozenset("nsa")

Keys = Mapping[str, list[str]]
NONE: list[str] = []


@dataclass
class Question:
    """The evidence with what its words may stand for. Words and days are shared by many candidates, so each verdict on one is kept."""

    evidence: Evidence
    expansion: Expansion
    today: date
    _born: dict[str, Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        evidence, places = self.evidence, range(1, len(self.evidence.names) + 1)
        self.weights = [_rarity(evidence.bearers.get(place, 0)) for place in places]
        self.named: list[dict[str, tuple[float, str]]] = [{} for _ in places]  # for each place: name word -> how well it fits, and why
        self.names_alone = evidence.names_alone
        self.kinds = KINDS_OF_NAMES if evidence.names_alone else EVERY_KIND  # of the keys that have to be read
        self.plates = [(plate, set(left_out(plate))) for plate in evidence.plates]
        self.near_nhs, self.near_phone = set(near_nhs(evidence.nhs)) if evidence.nhs else set(), set(swapped(evidence.phone))
        self.address_words = {form for name in evidence.names for form in street_forms(name)}
        self.address_words.update(*self.expansion.streets.values())

    def name_fits(self, place: int, word: str) -> tuple[float, str]:
        """How well a candidate's name word fits the asked one, and the sentence that says so. Kept in `named`."""
        asked, form = self.evidence.names[place - 1], self.expansion.names.get(place, {}).get(word, 0.0)
        fits = max(_alike(asked, word), form * 0.95)
        why = "name matches" if word == asked else _name_reason(asked, word, form) if fits >= 0.6 else ""
        known = self.named[place - 1][word] = (fits, why)
        return known

    def birth(self, has: Keys) -> Verdict:
        said = " ".join((*has.get("d", NONE), *has.get("e", NONE)))
        keyed = said or "only the year " + " ".join(has.get("y", NONE))
        known = self._born.get(keyed)
        if known is None:
            known = self._born[keyed] = birth_fits(self.evidence, has)
        return known


def _rarity(bearers: int) -> float:
    """A rare name says more than a common one: 2.1 for one bearer, down to 0.7 for tens of thousands."""
    return min(2.1, max(0.7, 2.2 - 0.35 * log10(1 + bearers))) if bearers else 1.0


def _alike(asked: str, name: str) -> float:
    """1 for the same word, 0 for another."""
    return 1.0 if asked == name else max(0.0, (JaroWinkler.similarity(asked, name) - LEAST_LIKENESS) / (1 - LEAST_LIKENESS) * 0.98)


def _name_reason(asked: str, word: str, weight: float) -> str:
    if weight == 0.9:
        return f"{asked.capitalize()} is short for {word.capitalize()}, or the other way round"
    if word.startswith(asked):
        return f"{word.capitalize()} begins with {asked}"
    return f"{word.capitalize()} is like {asked.capitalize()}"
