"""The beginning of a text, never cut within a word."""

import re

ELLIPSIS = "…"
_SENTENCE_ENDS = re.compile(r"[.!?…][\"')\]]*(?=\s)")


def cut_short(text: str, longest: int) -> str:
    """At most `longest` characters. What is cut ends at a word, with an ellipsis, which stands apart from a full stop."""
    if len(text) <= longest:
        return text
    room = text[: longest - len(ELLIPSIS)]
    at_a_word = room if text[len(room)].isspace() else room.rpartition(" ")[0] if " " in room else room
    kept = at_a_word.rstrip(" \n\t,;:–-")
    return kept + (" " if kept.endswith((".", "!", "?")) and len(kept) < len(room) else "") + ELLIPSIS


def beginning(text: str, longest: int) -> str:
    """At most `longest` characters in whole sentences; where the first sentence alone is longer, or the last that fits ends early, at a word."""
    text = text.strip()
    if len(text) <= longest:
        return text
    ends = [found.end() for found in _SENTENCE_ENDS.finditer(text[: longest + 1])]
    if ends and ends[-1] >= longest // 3:
        return text[: ends[-1]]
    return cut_short(text, longest)
