"""What may be done with a document's file: shown in the browser, downloaded, or neither for now."""

from kith.practice.recording.rules.files import PDF, SHOWN_IN_PAGE

# A picture cannot act. The viewers of browsers do not start in a sandbox, so a PDF is shown without one, if it holds nothing that acts.
PICTURE_POLICY = "default-src 'none'; sandbox"
PDF_POLICY = "script-src 'none'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def why_held_back(scan: str) -> str:
    """Why the file is not handed out at all; nothing where it is."""
    return {
        "waiting": "The virus scanner has not looked at this file yet, so it cannot be opened or downloaded. Come back in a few minutes.",
        "infected": "The virus scanner found a virus in this file, so it is held back. Ask whoever sent it for another copy, and tell your IT service desk.",
    }.get(scan, "")


def why_not_shown(media_type: str, *, is_inert: bool | None, words: str) -> str:
    """Why the file is downloaded and not shown in the browser; nothing where it is shown."""
    if media_type in SHOWN_IN_PAGE or (media_type == PDF.media_type and is_inert):
        return ""
    if media_type != PDF.media_type:
        return "This kind of file is not shown in the browser. Download it, and open it with its own program."
    if is_inert is None:
        return "Kith still looks whether this PDF is safe to be shown in the browser. Come back in a minute, or download it."
    if words == "failed":
        return "Kith cannot follow what is inside this PDF, so it is not shown in the browser. Download it if you trust whoever sent it."
    return "This PDF holds more than pages (scripts, forms or other files), so it is not shown in the browser. Download it if you trust whoever sent it."


def policy_for(media_type: str) -> str:
    """The content policy under which the file is answered."""
    return PDF_POLICY if media_type == PDF.media_type else PICTURE_POLICY
