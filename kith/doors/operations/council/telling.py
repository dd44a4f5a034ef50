"""What an entry says: fragments that fit the child's age, the family's theme and each other, in the voice of their kind."""

import random
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kith.doors.operations.council.around import phase_of
from kith.doors.operations.council.rows import Household, Someone
from kith.doors.operations.council.words import Fragments, Pool, fragments, slots

BANDS = {"primary": "child", "secondary": "teen", "college": "older"}
FALLS_BACK = {"older": "teen", "toddler": "baby", "small": "child", "unborn": "any"}
HE = {"M": ("he", "him", "his", "himself"), "F": ("she", "her", "her", "herself"), "U": ("they", "them", "their", "themselves")}
# Fragments of an entry by kind. A number is how often the part is there.
VOICES: dict[str, tuple[tuple[str, float], ...]] = {
    "visit": (("opening", 1), ("seen", 1), ("seen", 0.6), ("home", 0.55), ("told", 0.8), ("meant", 0.6), ("next", 0.9)),
    "call": (("call", 1), ("next", 0.3)),
    "email": (("email", 1),),
    "note": (("note", 1), ("meant", 0.4)),
    "meeting": (("meeting", 1), ("meant", 0.3)),
    "decision": (("decision", 1),),
    "first": (("first", 1),),
    "last": (("last", 1),),
}
THEMED = ("told", "meant")
THEMED_CALLS = {"children": 0.3, "adults": 0.12}


class Words(dict[str, str]):
    """What the slots are filled with. Days, rooms and meals are drawn when a fragment asks for them."""

    def __init__(self, rng: random.Random, known: dict[str, str]) -> None:
        super().__init__(known)
        self._random = rng.random

    def __missing__(self, slot: str) -> str:
        values = slots()[slot]
        return values[int(self._random() * len(values))]


def band_of(one: Someone, on: date) -> str:
    """The age band of a child on a day: unborn, baby, toddler, small, child, teen, older."""
    if one.is_unborn or on < one.born:
        return "unborn"
    years = one.age(on)
    if years < 5:
        return "baby" if years < 1 else "toddler" if years < 3 else "small"
    return BANDS.get(phase_of(one.born, on), "older")


@dataclass
class Voice:
    """Speaks for one household. Within it no fragment comes again before the others of its pool have been used."""

    rng: random.Random
    home: Household
    _pools: Fragments = field(init=False)
    _decks: dict[str, list[int]] = field(default_factory=dict)
    _words: dict[tuple[int, int], Words] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pools = fragments(self.home.service)

    def entry(self, kind: str, main: Someone, about: list[Someone], carer: Someone | None, on: date, minutes: int) -> str:
        """The text of an entry of a kind, mostly about `main`, `minutes` into a day."""
        rnd, band = self.rng.random, band_of(main, on) if self.home.service == "children" else "any"
        theme = self._theme(main, carer, on, band)
        said = []
        for part, often in VOICES[kind]:
            if often == 1 or rnd() < often:
                themed = self._themed(theme, part, main, carer, on) if part in THEMED else ""
                if part == "call" and rnd() < THEMED_CALLS[self.home.service]:
                    themed = self._themed(theme, "called", main, carer, on)
                said.append(themed if themed or part in THEMED else self._of(part, band, main, carer, on))
        words = self.words(main, about, carer, on)
        words["clock"] = f"{(minutes // 60 - 1) % 12 + 1}.{minutes % 60:02}{'am' if minutes < 720 else 'pm'}"
        return " ".join(filter(None, dict.fromkeys(said))).format_map(words)

    def apart(self, child: Someone, carer: Someone | None, on: date) -> str:
        """What is written of one child of several."""
        text = self._of("apart", band_of(child, on), child, carer, on)
        return text.format_map(self.words(child, [child], carer, on)) if "{" in text else text

    def wishes(self, one: Someone, carer: Someone | None, on: date) -> str:
        """In their own words; from three years on."""
        if self.home.service == "adults":
            return self._of("wishes", "any", one, carer, on)
        band = band_of(one, on)
        return self._of("wishes", band, one, carer, on) if band in ("small", "child", "teen", "older") else ""

    def kept(self, why: str, one: Someone, carer: Someone | None, on: date) -> str:
        """Why somebody was not seen ("kept_from/away"), or not alone ("kept_from/with_others")."""
        adults = self.home.service == "adults"
        path = ("kept_from" if why.endswith("away") else "with_others") if adults else why
        text = self._of(path, "any" if adults else band_of(one, on), one, carer, on)
        return text.format_map(self.words(one, [one], carer, on)) if "{" in text else text

    def where(self, one: Someone, on: date) -> str:
        adults = self.home.service == "adults"
        path = "where" if adults else "where/pupil" if band_of(one, on) in ("child", "teen", "older") else "where/home"
        text = self._draw(path, self._pools[path])[1]
        return text.replace("{his}", HE[one.sex][2])

    def words(self, one: Someone, about: list[Someone], carer: Someone | None, on: date) -> Words:
        """The slots for an entry about these on a day."""
        key = (one.id, carer.id if carer else 0)
        words = self._words.get(key)
        if words is None:
            words = self._words[key] = Words(self.rng, self._known(one, carer))
        words["children"] = _listed(about)
        if self.home.service == "children":
            words["prof"] = words["school"] = self._professional(one, on)
        elif "prof" not in words:
            words["prof"] = ("the home care agency", "the district nurse", "the occupational therapist", "the surgery")[one.id % 4]
        words["Prof"] = words["prof"][:1].upper() + words["prof"][1:]
        return words

    def _known(self, one: Someone, carer: Someone | None) -> dict[str, str]:
        he, him, his, himself = HE[one.sex]
        che, chim, chis, cherself = HE[carer.sex if carer else "U"]
        helper = self.home.helper
        return {
            "child": "the baby" if one.is_unborn else one.first, "person": one.first, "he": he, "him": him, "his": his, "He": he.capitalize(),
            "him_self": himself, "carer": carer.first if carer else helper, "che": che, "chim": chim, "chis": chis, "Che": che.capitalize(),
            "che_self": cherself, "helper": helper, "Helper": helper[:1].upper() + helper[1:],
        }  # fmt: skip

    def _professional(self, child: Someone, on: date) -> str:
        phase = "" if child.is_unborn or on < child.born else phase_of(child.born, on)
        if not phase:
            return "the midwife" if child.is_unborn or on < child.born else "the health visitor"
        setting = self.home.setting
        return setting["special" if phase != "nursery" and setting.get(f"special:{child.id}") else phase]

    def _theme(self, main: Someone, carer: Someone | None, on: date, band: str) -> str:
        """The theme then, where it fits this child and this carer; what is true of most families otherwise."""
        theme, carers = self.home.theme_on(on), self.home.carers_on(on)
        if self.home.service == "adults":
            return theme if carer or theme in ("physical", "mind") else "physical" if theme == "caring" else theme
        fits = {
            "exploitation": band in ("teen", "older"),
            "disability": main is self.home.focus,
            "new_parents": band in ("unborn", "baby", "toddler"),
        }
        return theme if fits.get(theme, True) and band != "unborn" and carers and carer is carers[0] else ""

    def _themed(self, theme: str, part: str, main: Someone, carer: Someone | None, on: date) -> str:
        return self._true_of((f"themes/{theme}/{part}",), main, carer, on) if theme else ""

    def _of(self, part: str, band: str, main: Someone, carer: Someone | None, on: date) -> str:
        """A fragment of a part that is true of this child: of their age, or of any."""
        return self._true_of(_paths(self.home.service, part, band), main, carer, on)

    def _true_of(self, paths: tuple[str, ...], main: Someone, carer: Someone | None, on: date) -> str:
        """A fragment from the first path, or less often from the second, that is true; "" where none is found."""
        for _ in range(12 if paths else 0):
            path = paths[0] if len(paths) == 1 or self.rng.random() < 0.6 else paths[1]
            tag, text = self._draw(path, self._pools[path])
            if not tag or self._is_true(tag, main, carer, on):
                return text
        return ""

    def _is_true(self, tag: str, main: Someone, carer: Someone | None, on: date) -> bool:
        if tag == "carer":
            return carer is not None
        if tag == "mother":
            return carer is not None and carer is self.home.cares[0].person
        if tag == "younger":
            return any(main.born < other.born <= on for other in self.home.subjects)
        if tag == "parents":
            return self.home.theme_on(on) not in ("in_care", "kinship")
        return tag in self.home.tags

    def _draw(self, path: str, pool: Pool) -> tuple[str, str]:
        deck = self._decks.get(path)
        if not deck:
            orders = _orders(len(pool))
            deck = self._decks[path] = list(orders[int(self.rng.random() * len(orders))])
        return pool[deck.pop()]


@cache
def _orders(count: int) -> list[list[int]]:
    """Some orders of so many things: shuffling for each household anew would take longer than all its words."""
    rng = random.Random(count)
    return [rng.sample(range(count), count) for _ in range(97)]


@cache
def _paths(service: str, part: str, band: str) -> tuple[str, ...]:
    """Where fragments of a part lie: those for any age, and those for this age or the nearest that there is."""
    pools = fragments(service)
    ages = (band, FALLS_BACK.get(band, band), "child")
    of_age = next((f"{part}/{age}" for age in ages if f"{part}/{age}" in pools), "") if f"{part}/any" not in pools else f"{part}/{band}"
    return tuple(path for path in (f"{part}/any", of_age, part) if path in pools)


def _listed(about: list[Someone]) -> str:
    names = ["the baby" if one.is_unborn else one.first for one in about]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
