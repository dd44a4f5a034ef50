"""Has a document's text drawn by a process of its own: a file may break its reader, hold it up or fill its memory, and nothing else suffers."""

import logging
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import kith
from kith.practice.recording.models import Document
from kith.practice.recording.rules import drawing

_log = logging.getLogger(__name__)
PATIENCE = 2 * drawing.SECONDS  # by the clock, of which a busy machine gives a process only some
_HOME = str(Path(kith.__file__).parent.parent)


@dataclass(frozen=True)
class Drawn:
    """The text, and what became of drawing it; and whether it is a PDF that does nothing but show pages."""

    text: str
    words: str
    is_inert: bool


@dataclass(frozen=True)
class Reader:
    """Draws text within these limits: seconds of the processor, bytes of memory."""

    seconds: int = drawing.SECONDS
    memory: int = drawing.MEMORY

    def text_of(self, media_type: str, content: IO[bytes]) -> Drawn:
        """The text of a file, as far as it can be drawn within the limits."""
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as troubles:
            shutil.copyfileobj(content, given)
            given.seek(0)
            ended = self._run(media_type, given, told, troubles)
            told.seek(0)
            first, _, text = told.read(4 * drawing.MOST_TEXT + 10).decode("utf-8", "ignore").partition("\n")
            text = text[: drawing.MOST_TEXT]
            if ended not in (0, drawing.PART):
                troubles.seek(0)
                _log.warning("A document could not be read (%s): %s", ended, troubles.read().decode("utf-8", "replace")[-300:])
        return Drawn(text, _what_became(ended, text), first == drawing.INERT)

    def _run(self, media_type: str, given: IO[bytes], told: IO[bytes], troubles: IO[bytes]) -> int:
        """How it ended; killed by its limits, below 0. Nothing of Kith's own settings is in its environment."""
        command = [sys.executable, "-m", drawing.__name__, media_type, str(self.seconds), str(self.memory)]
        environment = {"PYTHONPATH": _HOME, "PYTHONIOENCODING": "utf-8"}
        try:
            return subprocess.run(command, stdin=given, stdout=told, stderr=troubles, env=environment, timeout=PATIENCE, check=False).returncode  # noqa: S603 - our own words
        except subprocess.TimeoutExpired:
            return -1


def _what_became(ended: int, text: str) -> str:
    if ended == 0:
        return Document.Words.READ if text.strip() else Document.Words.NONE
    if text.strip() and ended != drawing.UNREADABLE:
        return Document.Words.PART
    return Document.Words.FAILED
