"""What was typed into the box, as it was typed: for the form that adds whoever was not found."""

import re
import unicodedata
from dataclasses import dataclass

from kith.practice.finding.rules.box import LONGEST, Evidence
from kith.practice.finding.rules.words import words_of

# Stay lower within a surname; and these with others begin one.
_LOWER = frozenset(
    ("van", "der", "den", "de", "la", "le", "du", "da", "di", "dos", "das", "von", "zu", "bin", "bint", "ibn", "ap", "ab", "ter", "ten")
)
_OF_SURNAME = _LOWER | {"mc", "mac", "o", "ó", "ní", "nic", "st", "al", "el", "abu", "san", "santa"}
_APOSTROPHE = re.compile("(['’ʼ`])")
_DIRECTION = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")


@dataclass(frozen=True)
class Typed:
    """Names and address as typed; empty where there were none."""

    forenames: str
    surname: str
    address: str


def as_typed(text: str, evidence: Evidence) -> Typed:
    """Which words are names or an address, `evidence` knows; here they keep their accents, apostrophes, hyphens and capitals."""
    street = {evidence.names[place - 1] for place in evidence.street} if evidence.houses else set()
    left = [name for name in evidence.names if name not in street] + list(evidence.initials)
    groups: list[list[str]] = [[]]
    address: list[str] = []
    for chunk in re.findall(r"[^\s,;|]+|[,;]", text.replace("\x00", " ")[:LONGEST]):
        if chunk in ",;":
            groups.append([])
            continue
        word, plainly = _trimmed(chunk), words_of(chunk)
        if plainly and all(one in left for one in plainly):
            groups[-1].append(word)
            for one in plainly:
                left.remove(one)
        elif street and plainly and all(one in street or one in evidence.houses for one in plainly):
            address.append(word)
    forenames, surname = _divided([group for group in groups if group])
    return Typed(forenames, surname, " ".join(map(capitalised, address)))


def _divided(groups: list[list[str]]) -> tuple[str, str]:
    """(forenames, surname): "Smith, John" has the surname first, all else last, with what belongs to it ("van der Berg", "O Brien")."""
    words = [capitalised(word, first=at == 0) for group in groups for at, word in enumerate(group)]
    if len(groups) == 2:
        return " ".join(words[len(groups[0]) :]), " ".join(words[: len(groups[0])])
    if len(words) < 2:
        return " ".join(words), ""
    begins = len(words) - 1
    while begins > 1 and words[begins - 1].lower() in _OF_SURNAME:
        begins -= 1
    return " ".join(words[:begins]), " ".join(words[begins:])


def capitalised(word: str, *, first: bool = True) -> str:
    """o'brien as O'Brien, al-hassan as Al-Hassan, mcdonald as McDonald, macdonald as Macdonald; "van" within a name stays. What was
    typed with capitals stays as it was, unless all of it is in capitals."""
    if not (word.islower() or (word.isupper() and len(word) > 2)):
        return word
    lower = word.lower()
    if lower in _LOWER and not first:
        return lower
    return "-".join(_part(part) for part in lower.split("-"))


def _part(part: str) -> str:
    if part.startswith("mc") and len(part) > 4:
        return "Mc" + part[2:].capitalize()
    pieces = _APOSTROPHE.split(part)
    if len(pieces) > 2 and len(pieces[0]) == 1:  # O'Brien, D'Souza; but Ng'ang'a
        return pieces[0].upper() + pieces[1] + "".join(pieces[2:]).capitalize()
    return part[:1].upper() + part[1:]


def _trimmed(chunk: str) -> str:
    """Without what stands around a word: brackets, full stops, pictures."""
    said = _DIRECTION.sub("", chunk)
    start, end = 0, len(said)
    while start < end and not _is_of_word(said[start]):
        start += 1
    while end > start and not _is_of_word(said[end - 1]):
        end -= 1
    return said[start:end]


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"
