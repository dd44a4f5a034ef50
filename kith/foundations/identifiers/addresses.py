"""Postcodes, telephone numbers, vehicle registrations and the key that makes two spellings of an address one place."""

import re

_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][0-9A-Z]?|GIR|BFPO)([0-9][ABD-HJLNP-UW-Z]{2}|[0-9]{1,4})$")
# Royal Mail's postcode areas, those of the islands, the forces' and the NHS's ZZ for nobody's. NB is on no map: the synthetic council lives there.
_AREA = re.compile(
    r"(?:"
    r"AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|HA|"
    r"HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|"
    r"RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|GY|IM|JE|GIR|"
    r"BFPO|BF|ZZ|NB"
    r")(?![A-Z])"
)
_ABBREVIATIONS = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "cl": "close", "cres": "crescent", "dr": "drive", "gdns": "gardens",
    "gr": "grove", "la": "lane", "ln": "lane", "pl": "place", "sq": "square", "ter": "terrace", "terr": "terrace", "ct": "court",
    "apt": "flat", "apartment": "flat", "hse": "house", "mt": "mount",
}  # fmt: skip


def postcode(text: str) -> str | None:
    """A British postcode as "LS8 1AB", or None where it is none."""
    found = _POSTCODE.match(re.sub(r"\s", "", text).upper())
    return f"{found.group(1)} {found.group(2)}" if found else None


def odd_area(code: str) -> str:
    """Where a postcode has the right shape but no place: why; else nothing. A real area that was mistyped for another cannot be told."""
    known = not code or _AREA.match(code)
    return "" if known else f"there is no postcode area {re.split('[0-9]', code)[0]}"


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
