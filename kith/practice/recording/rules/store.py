"""What is the matter with the document store, by the error that it answered with: files below the home, or a bucket."""

import errno

_TELL = "Tell your IT service desk, then try again."


def what_is_the_matter(trouble: OSError) -> str:
    """The trouble as a sentence for the worker, and what to do."""
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"There is no room left where Kith keeps documents. {_TELL}"
    if isinstance(trouble, FileNotFoundError):
        return "The file is not in the document store. Tell your IT service desk."
    if isinstance(trouble, PermissionError):
        return f"The document store does not let Kith in. {_TELL}"
    if isinstance(trouble, NotADirectoryError):
        return f"The document store has no folder or bucket of the name that Kith was given. {_TELL}"
    return "The document store does not answer. Try again in a few minutes; if it goes on, tell your IT service desk."
