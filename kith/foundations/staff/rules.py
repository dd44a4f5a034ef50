"""What a browser is called; whom an identity provider's answer names, and what it proves; first passwords. No Django, no clock."""

import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from kith.foundations.access.rules import Ability, Refusal

# Looked for in this order: Edge and Samsung's browser say that they are Chrome too, and Chrome says that it is Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)

PASSED_TO_COVER = (Ability.VIEW, Ability.RECORD, Ability.AUTHORISE)  # what somebody does that a colleague who covers does for them
LETTERS_OF_ONES_OWN = 8  # in a password, beside names that everybody at the council would try


def device_in_words(agent: str) -> str:
    """Chrome on Windows; of a browser that says nothing known, its first word."""
    browser = next((words for mark, words in _BROWSERS if mark in agent), "")
    system = next((words for mark, words in _SYSTEMS if mark in agent), "")
    if browser:
        return f"{browser} on {system}" if system else browser
    first = re.split(r"[/\s]", agent.strip(), maxsplit=1)[0][:40]
    return first or "A browser that does not say what it is"


def is_the_councils_own(password: str, council: str) -> bool:
    """Whether, without the names of Kith and of the council, hardly a letter is left (ASVS 6.1.2)."""
    own = "|".join(sorted({"kith", *(re.escape(word) for word in council.lower().split() if len(word) > 3)}, key=len, reverse=True))
    left = re.sub(own, " ", password.lower())
    return left != password.lower() and sum(letter.isalpha() for letter in left) < LETTERS_OF_ONES_OWN


class NotTheirs(Refusal):
    """The identity provider's answer opens no worker's account."""


# Ways of proving, as RFC 8176 (and Entra ID) call them: those that are two factors or a key in the hand; those that are so beside a password.
_STRONG = frozenset({"mfa", "mca", "ngcmfa", "fido", "hwk", "sc"})
_STRONG_BESIDE_A_PASSWORD = frozenset({"otp", "sms", "tel", "swk", "rsa", "fpt", "face"})
_VERIFIED = (True, "true", 1, "1")


def address_named(claims: Mapping[str, Any], *, claim: str) -> str:
    """The e-mail address that the provider vouches for, in lower case. `email` counts only when it is said to be verified (the account's
    holder may set it); `preferred_username` and `upn` are set by the council's directory alone."""
    address = str(claims.get(claim) or "").strip().lower()
    if "@" not in address:
        raise NotTheirs(
            "The identity provider does not say which e-mail address you have. Ask your IT team to add it to what Kith is told."
        )
    if claim == "email" and claims.get("email_verified") not in _VERIFIED and claims.get("xms_edov") not in _VERIFIED:
        raise NotTheirs("The identity provider does not say that your e-mail address was verified. Ask your IT team.")
    return address


def proved_twice(claims: Mapping[str, Any], *, strong_acr: frozenset[str]) -> bool:
    """Whether the provider says that it asked for a second factor: in `amr` (RFC 8176), or in one of the council's own `acr` values."""
    ways = claims.get("amr")
    said = {str(way).lower() for way in ways} if isinstance(ways, list) else set()
    beside = "pwd" in said and said & _STRONG_BESIDE_A_PASSWORD
    return bool(said & _STRONG or beside) or str(claims.get("acr", "")) in strong_acr


FIRST_PASSWORD_LASTS = timedelta(days=7)  # until a new worker has sat down once
_READ_ALOUD = "abcdefghjkmnpqrstuvwxyz23456789"  # no letters or digits that are taken for one another


def first_password() -> str:
    """Sixteen letters and digits in four groups, at random: 79 bits, fit to be read out over the telephone."""
    return "-".join("".join(secrets.choice(_READ_ALOUD) for _ in range(4)) for _ in range(4))
