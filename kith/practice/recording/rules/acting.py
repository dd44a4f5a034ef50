"""Whether a PDF does anything but show pages. One that may is never shown in the browser."""

from typing import BinaryIO

import pypdf
from pypdf.generic import NameObject

DEEPEST = 40  # objects in objects
# Scripts, programs and other files to start, forms that send themselves, films, files inside (ISO 32000-2, 12.6 and 13).
ACTING = {
    "/JS", "/JavaScript", "/AA", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound", "/RichMedia",
    "/RichMediaExecute", "/3D", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/FileAttachment", "/XFA",
}  # fmt: skip


def does_nothing(content: BinaryIO) -> bool:
    """Every object is looked at by itself, so that nothing hides in what is never drawn. Raises what pypdf raises of a file that it cannot follow."""
    reader = pypdf.PdfReader(content)
    numbers = {*(number for table in reader.xref.values() for number in table), *reader.xref_objStm}
    return not any(_acts(each) for each in (reader.trailer, *(reader.get_object(number) for number in sorted(numbers) if number)))


def _acts(thing: object, depth: int = 0) -> bool:
    """Of one object and of what stands in it; what it refers to is an object of its own."""
    if isinstance(thing, dict):
        inside = list(dict.items(thing))  # as they stand, references unfollowed
        return depth > DEEPEST or any(name in ACTING or _acts(value, depth + 1) for name, value in inside)
    if isinstance(thing, list):
        return depth > DEEPEST or any(_acts(each, depth + 1) for each in thing)
    return isinstance(thing, NameObject) and thing in ACTING
