"""Drawing the text from a file for search; first whether a PDF does nothing but show pages. What others made is read in a process of its own,
which holds no secrets and may use only so much memory and time:
`python -m kith.practice.recording.rules.drawing MEDIA_TYPE SECONDS BYTES_OF_MEMORY < file > text`."""

import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, BinaryIO
from xml.parsers import expat

import pypdf
from pypdf.errors import PyPdfError

from kith.practice.recording.rules.acting import does_nothing

MOST_TEXT = 2_000_000  # characters that search reads of one document
MOST_PAGES = 2_000
MOST_XML = 64 * 2**20  # bytes of a Word document's text, unpacked
MEMORY = 2**30  # bytes
SECONDS = 60  # of the processor
PART, UNREADABLE = 3, 4  # how the process ends, besides 0
INERT, ACTS = "inert", "acts"  # the first line that it says; not a PDF is neither, and not asked
PDF, TEXTS = "application/pdf", ("text/plain", "message/rfc822")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STORIES = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_PIECE = 2**16


class InPart(Exception):
    """A limit was reached: what was drawn so far is kept."""


def draw(media_type: str, content: BinaryIO) -> Iterator[str]:
    """The text piece by piece; nothing for what has none. Raises InPart at a limit."""
    left = MOST_TEXT
    for piece in {PDF: _pages, WORD: _stories}.get(media_type, _plain if media_type in TEXTS else _nothing)(content):
        yield piece.replace("\x00", "")[:left]
        left -= len(piece)
        if left < 0:
            raise InPart


def _nothing(content: BinaryIO) -> Iterator[str]:
    del content
    yield from ()


def _plain(content: BinaryIO) -> Iterator[str]:
    yield content.read(4 * MOST_TEXT).decode("utf-8", "replace")


def _pages(content: BinaryIO) -> Iterator[str]:
    for number, page in enumerate(pypdf.PdfReader(content).pages):
        if number >= MOST_PAGES:
            raise InPart
        yield page.extract_text() + "\n"


def _stories(content: BinaryIO) -> Iterator[str]:
    """The running text of a Word document, tables and notes too. Unpacked and read piece by piece, never held whole."""
    packed, left = zipfile.ZipFile(content), MOST_XML
    for name in sorted(filter(_STORIES.fullmatch, packed.namelist())):
        with packed.open(name) as part:
            for text, size in _words_of(part):
                yield text
                left -= size
                if left < 0:
                    raise InPart


def _words_of(part: IO[bytes]) -> Iterator[tuple[str, int]]:
    said: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_entities
    inside = False

    def start(name: str, attributes: object) -> None:
        nonlocal inside
        del attributes
        local = name.rpartition(" ")[2]
        inside = local == "t"
        said.append({"tab": "\t", "br": "\n", "cr": "\n"}.get(local, ""))

    def end(name: str) -> None:
        nonlocal inside
        inside = False
        said.append("\n" if name.rpartition(" ")[2] == "p" else "")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: said.append(text) if inside else None
    while piece := part.read(_PIECE):
        parser.Parse(piece, False)  # noqa: FBT003 - expat's own
        yield "".join(said), len(piece)
        said.clear()


def _refuse_entities(*declared: object) -> None:
    raise ValueError(f"A Word document declares no entities; this one does: {declared[0]}")


def main(arguments: list[str], content: BinaryIO, say: Callable[[str], object]) -> int:
    """What the process does."""
    media_type, seconds, memory = arguments[0], int(arguments[1]), int(arguments[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        say(f"{INERT if media_type == PDF and does_nothing(content) else ACTS}\n")
        content.seek(0)
        for piece in draw(media_type, content):
            say(piece)
    except InPart:
        return PART
    except (PyPdfError, zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError) as trouble:
        sys.stderr.write(f"{type(trouble).__name__}: {trouble}"[:300])
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a stream of the process
    sys.exit(main(sys.argv[1:], sys.stdin.buffer, partial(print, end="", flush=True)))
