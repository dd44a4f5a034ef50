"""The vocabulary, read once: names with weights as names have them, places, and fragments of recording by what they can be true of."""

import random
import re
from bisect import bisect
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

# About as a northern English council has them. Whoever is British has twenty chances of thirty-three.
COMMUNITIES = (
    *("british",) * 24, *("pakistani",) * 2, "indian", "bangladeshi", "nigerian", "ghanaian", "somali", "caribbean", "polish", "romanian",
)  # fmt: skip
BARRED = ("areas", "care_homes", "vehicles")
MIXED = {
    "caribbean": "MWBC",
    "nigerian": "MWBA",
    "ghanaian": "MWBA",
    "somali": "MWBA",
    "pakistani": "MWAS",
    "indian": "MWAS",
    "bangladeshi": "MWAS",
}
_TAG = re.compile(r"^([a-z_]+): (.+)$", re.DOTALL)
_OF_CARER = re.compile(r"\{(carer|che|chim|chis|Che|che_self)\}")
_AT_START = re.compile(r"(^|[.?!:] )\{(helper|prof)\}")
Pool = tuple[tuple[str, str], ...]  # (of whom it can be true or "", fragment)
Fragments = dict[str, Pool]  # by path: "seen/baby"


class Weighted:
    """Values drawn with weights 1/(rank + 4): a Zipf-like tail."""

    def __init__(self, values: Sequence[str]) -> None:
        self.values = list(values)
        self.sums = list(accumulate(1 / (rank + 4) for rank in range(len(self.values))))

    def draw(self, rng: random.Random) -> str:
        return self.values[bisect(self.sums, rng.random() * self.sums[-1])]


@cache
def fragments(of: str) -> Fragments:
    """The fragments about "children" or "adults", with the children's themes among theirs."""
    raw = _raw(f"practice_{of}")
    found = {"/".join(path): pool for path, pool in _pools(raw, ())}
    if of == "adults":  # some have nobody who cares for them
        found = {path: tuple(("carer" if _OF_CARER.search(text) else tag, text) for tag, text in pool) for path, pool in found.items()}
    else:
        found |= {"/".join(("themes", *path)): pool for path, pool in _pools(_raw("practice_themes"), ())}
    return found


@cache
def events(of: str, theme: str) -> tuple[tuple[str, str], ...]:
    """Significant events of a theme: what happened, and what it meant."""
    raw = _raw("practice_themes") if of == "children" else _raw("practice_adults")["themes"]
    return tuple((str(happened), str(meant)) for happened, meant in raw[theme]["events"])


@cache
def slots() -> dict[str, list[str]]:
    """What is filled by chance: days, rooms, meals."""
    found: dict[str, list[str]] = _raw("practice_adults")["slots"]
    return found


@cache
def listed(name: str) -> list[str]:
    """A plain list of words."""
    return [word.strip() for word in _raw("vocabulary")[name].split("|" if name in BARRED else None)]


@cache
def organisations(kind: str) -> list[tuple[str, str, str]]:
    """Schools or surgeries: (name, telephone, whom to ask for)."""
    return [(name, phone, person) for name, phone, person in _raw("vocabulary")[kind]]


@cache
def service(kind: str) -> tuple[str, str, list[str]]:
    """Another service: its name, telephone, and who works there."""
    name, phone, people = _raw("vocabulary")["others"][kind]
    return name, phone, people.split("|")


@cache
def names(community: str, kind: str, era: str = "") -> Weighted:
    """ "boys", "girls" or "surnames" of a community; British forenames also by when they were given."""
    raw = _raw("vocabulary")
    found = raw[community][kind]
    if isinstance(found, dict):
        return Weighted(found[era].split())
    if community != "british":
        return Weighted(found.split())
    made = [a + b for a in raw["beginnings"].split() for b in raw["endings"].split()]
    return Weighted(list(dict.fromkeys([*found.split(), *made])))


@cache
def of_community(community: str, kind: str) -> list[str]:
    """Codes of "ethnicity", "language" or "religion" that fit a community; languages may be none."""
    found: str = _raw("vocabulary")[community].get(kind, "")
    return found.split()


@cache
def nicknames() -> dict[str, list[str]]:
    """Short names by forename."""
    return {name: short.split() for name, short in _raw("vocabulary")["nicknames"].items()}


def era_of(born_year: int) -> str:
    """When somebody of that year was named."""
    return "old" if born_year < 1960 else "middle" if born_year < 1980 else "young" if born_year < 2005 else "child"


def _pools(raw: Any, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Pool]]:
    if isinstance(raw, dict):
        return [pool for key, value in raw.items() if key not in ("events", "slots") for pool in _pools(value, (*path, key))]
    return [(path, tuple(_tagged(str(text)) for text in raw))]


def _tagged(text: str) -> tuple[str, str]:
    found = _TAG.match(text)
    tag, said = (found.group(1), found.group(2)) if found else ("", text)
    return tag, _AT_START.sub(lambda match: f"{match.group(1)}{{{match.group(2).capitalize()}}}", said)


@cache
def _raw(name: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C library's is ten times quicker, where it is built in
    read: dict[str, Any] = yaml.load(Path(__file__).with_name(f"{name}.yaml").read_text(), Loader=loader)  # noqa: S506 - a safe loader either way
    return read
