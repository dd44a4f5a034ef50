"""Whether somebody was seen on a visit, in words."""


def seen_in_words(seen: str, alone: bool | None, why_not: str) -> str:  # noqa: FBT001 - as the record holds it
    """seen alone; not seen: at school; seen, not alone: her mother stayed. Nothing where it was not a visit."""
    if seen == "no" or alone is False:
        return f"{'not seen' if seen == 'no' else 'seen, not alone'}: {why_not or 'why is not recorded'}"
    return {"": "", "yes": "seen alone" if alone else "seen"}[seen]
