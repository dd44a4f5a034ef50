"""Who may change what is on the record: whoever wrote it, and whoever authorises."""


def why_not_change(*, is_author: bool, may_authorise: bool, author: str, author_is_here: bool) -> str:
    """A sentence that says whom to ask; nothing where the worker may."""
    if is_author or may_authorise:
        return ""
    if not author_is_here:
        return f"{author} put this on the record and cannot be asked. Ask a manager to correct it or strike it out."
    return f"{author} wrote this. Ask {author}, or a manager, to correct it or strike it out."
