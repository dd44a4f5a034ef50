"""Postcodes, telephone numbers, vehicle registrations and the key that makes two spellings of an address one place."""

import re

_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][0-9A-Z]?|GIR|BFPO)([0-9][ABD-HJLNP-UW-Z]{2}|[0-9]{1,4})$")
_ABBREVIATIONS = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "cl": "close", "cres": "crescent", "dr": "drive", "gdns": "gardens",
    "gr": "grove", "la": "lane", "ln": "lane", "pl": "place", "sq": "square", "ter": "terrace", "terr": "terrace", "ct": "court",
    "apt": "flat", "apartment": "flat", "hse": "house", "mt": "mount",
}  # fmt: skip


def postcode(text: str) -> str | None:
    """A British postcode as "LS8 1AB", or None where it is none."""
    found = _POSTCODE.match(re.sub(r"\s", "", text).upper())
    return f"{found.group(1)} {found.group(2)}" if found else None


def phone(text: str) -> str | None:
    """A telephone number as digits from 0 ("07700900123"), or None where it is none. +44 and 0044 become 0."""
    digits = re.sub(r"[^\d+]", "", text)
    digits = re.sub(r"^(\+44|0044)0?", "0", digits).lstrip("+")
    return digits if 7 <= len(digits) <= 15 else None


def registration(text: str) -> str:
    """A vehicle registration without spaces, in capitals."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())[:12]


def place_key(lines: str, code: str) -> str:
    """The same for two spellings of one address: "Flat 2, 14 Elm Rd" and "flat 2 14 elm road"."""
    words = re.sub(r"[^a-z0-9]+", " ", lines.lower()).split()
    return f"{' '.join(_ABBREVIATIONS.get(word, word) for word in words)}|{code.replace(' ', '').lower()}"[:320]
