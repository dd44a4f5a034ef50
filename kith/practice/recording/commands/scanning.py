"""Asking clamd about a file, by its own protocol (INSTREAM of clamd(8)): some forty lines that send every byte, whatever its size."""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from kith.foundations.access.rules import Refusal

PATIENCE = 120.0  # seconds without a word from clamd
PIECE = 2**16  # bytes at a time


class FileRefused(Refusal):
    """A file that is not kept, because of what the scanner said or could not say."""


@dataclass(frozen=True)
class Scanner:
    """A clamd. `place` is host:port or the path of a socket."""

    place: str

    def let_in(self, content: Iterable[bytes]) -> None:
        """Returns when clamd found the content clean, and only then. Raises FileRefused."""
        try:
            said = self._ask(content)
        except (BrokenPipeError, ConnectionResetError):
            said = "size limit exceeded"  # clamd hangs up on more than it was told to take
        except OSError:
            raise FileRefused("The virus scanner does not answer, so the file was not kept. Try again in a few minutes.") from None
        if said == "stream: OK":
            return
        if said.endswith(" FOUND"):
            virus = said.removeprefix("stream: ").removesuffix(" FOUND")
            raise FileRefused(f"The virus scanner found {virus} in this file, so it was not kept. Tell your IT service desk.")
        if "size limit exceeded" in said:
            raise FileRefused(
                "The virus scanner did not take the whole file, so it was not kept. Split it or save it smaller, "
                "or ask your IT service desk to raise the scanner's limit (StreamMaxLength)."
            )
        reason = said or "it hung up"
        raise FileRefused(f"The virus scanner could not check this file ({reason}), so it was not kept. Tell your IT service desk.")

    def is_there(self) -> bool:
        """Whether a clamd answers at this place."""
        try:
            with self._line() as line:
                line.sendall(b"zPING\0")
                return line.recv(16) == b"PONG\0"
        except OSError:
            return False

    def _ask(self, content: Iterable[bytes]) -> str:
        with self._line() as line:
            line.sendall(b"zINSTREAM\0")
            for chunk in content:
                for at in range(0, len(chunk), PIECE):
                    piece = chunk[at : at + PIECE]
                    line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            said = b""
            while not said.endswith(b"\0") and (more := line.recv(4096)):
                said += more
        return said.rstrip(b"\0").decode("utf-8", "replace").strip()

    def _line(self) -> socket.socket:
        host, _, port = self.place.rpartition(":")
        if host:
            return socket.create_connection((host, int(port)), timeout=PATIENCE)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(self.place)
        except OSError:
            line.close()
            raise
        return line
