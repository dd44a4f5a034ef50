"""What tells one wording of a form from another."""

import hashlib


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
