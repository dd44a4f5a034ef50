"""A council's own copy of a list of stolen passwords, asked on this machine: Kith calls nobody outside."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

DIGITS = 40  # of a SHA-1 in hexadecimal


class BreachedPasswordValidator:
    """Django's kind of validator. `file`: lines that begin with a SHA-1 in hexadecimal, in order, as "Pwned Passwords" is downloaded; "" for none."""

    def __init__(self, file: str = "") -> None:
        self._file = Path(file) if file else None

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError where the password is in the list."""
        del user
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        if self._file and _is_in(self._file, digest):
            raise ValidationError("This password is in a list of stolen passwords. Choose another.", code="password_breached")

    def get_help_text(self) -> str:
        return "Your password can’t be one that was stolen somewhere."


def _is_in(file: Path, digest: bytes) -> bool:
    """By halves: a list of a billion lines takes some forty looks."""
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)  # what is looked for begins at low or later; what begins at high or later is not before it
        while low < high:
            middle = (low + high) // 2
            lines.seek(max(middle - 1, 0))
            if middle:
                lines.readline()
            line = lines.readline()
            if line and line[:DIGITS].upper() < digest:
                low = lines.tell()
            else:
                high = middle
        lines.seek(low)
        return lines.readline()[:DIGITS].upper() == digest
