"""Words as they are compared, the words of streets and their abbreviations, and words that name nobody."""

import re
import unicodedata

_KINDS = """
road street avenue lane close drive court grove place crescent terrace gardens garden way square hill row mews view walk rise park
house flat apartment green gate wharf parade boulevard circus mount fold croft vale
"""
# Both ways: "St Mary's Rd" finds "Saint Marys Road", and the other way round.
_ABBREVIATIONS = (
    ("road", "rd"), ("street", "st", "str"), ("saint", "st"), ("avenue", "ave", "av"), ("lane", "ln", "la"), ("close", "cl"), ("drive", "dr"),
    ("court", "ct", "crt"), ("grove", "gr", "gro"), ("place", "pl"), ("crescent", "cres", "cr"), ("terrace", "ter", "terr"),
    ("gardens", "gdns", "garden", "gdn"), ("square", "sq"), ("park", "pk"), ("mount", "mt"), ("house", "hse"), ("flat", "apt", "apartment"),
    ("north", "nth", "n"), ("south", "sth", "s"), ("east", "e"), ("west", "w"), ("upper", "upr"), ("lower", "lwr"), ("great", "gt"),
    ("boulevard", "blvd"), ("green", "grn"), ("hill", "hl"), ("mews", "mws"), ("parade", "pde"), ("and", "n"),
)  # fmt: skip
_SHORT: dict[str, set[str]] = {}
for _group in _ABBREVIATIONS:
    for _word in _group:
        _SHORT.setdefault(_word, set()).update(_group)
STREETS = frozenset(_KINDS.split()) | {form for kind in _KINDS.split() for form in _SHORT.get(kind, ())}
_FILLERS = "mr mrs ms miss mx dr prof the and of at aka nee family called named lives living"
_LABELS = "dob born birth date nhs no number tel telephone phone mobile mob postcode address reg id ref upn"
FILLERS, LABELS = frozenset(_FILLERS.split()), frozenset(_LABELS.split())  # say nothing of who it is; what the evidence beside them is
_APOSTROPHES = re.compile("['’‘`´ʼ]")
# The same ranges as finding_plain() of the database: marks that stand alone, and characters that only set the direction of text.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "q", "ſ": "s",
    "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e",
})  # fmt: skip


def plain(text: str) -> str:
    """Lower case without accents and apostrophes, as the index has it."""
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return text.lower().translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The words of a text, compared plainly."""
    return split(plain(text))


def split(said: str) -> list[str]:
    """The words of a plain text. Vowel signs belong to a word, and the sign that no vowel follows divides it, as PostgreSQL has it."""
    if said.isascii():
        return re.findall(r"[a-z0-9]+", said)
    return "".join(char if char.isalnum() or _is_vowel_sign(char) else " " for char in said).split()


def _is_vowel_sign(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc") and unicodedata.combining(char) != 9


def street_forms(word: str) -> set[str]:
    """The word and what it is short for, or is shortened to."""
    return _SHORT.get(word, set()) | {word}
