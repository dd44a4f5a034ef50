"""Numbers of rows, as addresses and boxes of Kith's own tell them."""

LONGEST = 18  # figures that a database's key can hold for certain


def key_told(text: str) -> int | None:
    """The number, where it is one in plain figures that a key can hold; nothing where somebody made it up (also "²", which is a figure to Python)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
