"""Which files may be kept, and whether a file is what its name says. Decided by content, never by what the browser claims."""

import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be kept: its endings, its media type, and what it is called."""

    endings: tuple[str, ...]
    media_type: str
    word: str


class NotKept(Exception):
    """A file that is not kept, as a sentence."""


PDF = FileKind(("pdf",), "application/pdf", "PDF")
WORD = FileKind(("docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document")
OLD_WORD = FileKind(("doc",), "application/msword", "Word document (97-2003)")
OUTLOOK = FileKind(("msg",), "application/vnd.ms-outlook", "Outlook e-mail")
JPEG = FileKind(("jpg", "jpeg"), "image/jpeg", "JPEG picture")
PNG = FileKind(("png",), "image/png", "PNG picture")
GIF = FileKind(("gif",), "image/gif", "GIF picture")
WEBP = FileKind(("webp",), "image/webp", "WebP picture")
HEIC = FileKind(("heic", "heif"), "image/heic", "HEIC picture")
WAV = FileKind(("wav",), "audio/wav", "WAV recording")
MP3 = FileKind(("mp3",), "audio/mpeg", "MP3 recording")
M4A = FileKind(("m4a", "mp4"), "audio/mp4", "M4A recording")
OGG = FileKind(("ogg", "oga", "opus"), "audio/ogg", "Ogg recording")
EMAIL = FileKind(("eml",), "message/rfc822", "e-mail")
TEXT = FileKind(("txt",), "text/plain", "plain text")
KINDS = (PDF, WORD, OLD_WORD, OUTLOOK, JPEG, PNG, GIF, WEBP, HEIC, WAV, MP3, M4A, OGG, EMAIL, TEXT)
MOST_UNPACKED, MOST_PARTS = 400 * 2**20, 5_000  # bytes and files of a Word document, which is packed
SHOWN_IN_PAGE = {JPEG.media_type, PNG.media_type, GIF.media_type, WEBP.media_type}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF), (b"ID3", MP3),
    (b"\xff\xfb", MP3), (b"\xff\xf3", MP3), (b"\xff\xf2", MP3), (b"OggS", OGG),
)  # fmt: skip
_MAIL_HEADERS = (b"from:", b"to:", b"subject:", b"date:", b"received:", b"return-path:", b"message-id:", b"mime-version:", b"delivered-to:")
ALLOWED = "PDF, Word, pictures (JPEG, PNG, GIF, WebP, HEIC), e-mails (.eml, .msg), plain text and recordings (MP3, M4A, WAV, Ogg)"


def kind_of(name: str, content: BinaryIO) -> FileKind:
    """What the file is, if it may be kept and is what its name says. Raises NotKept."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    named = next((kind for kind in KINDS if ending in kind.endings), None)
    if named is None:
        raise NotKept(f"Kith does not keep files that end in .{ending[:10] or '(nothing)'}. It keeps {ALLOWED}.")
    content.seek(0)
    head = content.read(4096)
    found = _by_content(head, content)
    content.seek(0)
    if found is None and named is TEXT and b"\x00" not in head:
        return TEXT
    if found is None or not _same(found, named):
        what = found.word if found else "something else"
        raise NotKept(
            f"The name says that this is a {named.word}, but inside it is {what}. Save it again in its own format, then add that."
        )
    return named


def word_for(media_type: str) -> str:
    """What a kind of file is called."""
    return next((kind.word for kind in KINDS if kind.media_type == media_type), media_type)


def _by_content(head: bytes, content: BinaryIO) -> FileKind | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_OLE):
        return OLD_WORD  # Outlook's .msg has the same container
    if head[:4] == b"RIFF":
        return {b"WAVE": WAV, b"WEBP": WEBP}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return HEIC if head[8:12] in (b"heic", b"heix", b"mif1", b"hevc") else M4A
    if head.startswith(b"PK\x03\x04"):
        return _office(content)
    first = head.lstrip().lower()
    return EMAIL if first.startswith(_MAIL_HEADERS) else None


def _office(content: BinaryIO) -> FileKind | None:
    """A Word document without macros; any other archive is refused, and one that fills the memory of whoever opens it."""
    try:
        parts = zipfile.ZipFile(content).infolist()
    except zipfile.BadZipFile:
        return None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise NotKept(
            f"This document unpacks to {unpacked // 2**20:,} MB in {len(parts):,} parts, so it may do harm and was not kept. "
            "Ask whoever sent it for a PDF, or save it again with smaller pictures."
        )
    names = {part.filename for part in parts}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise NotKept(
            "This document has macros inside, which could do harm. Save it as a Word document without macros (.docx), then add that."
        )
    return WORD if "word/document.xml" in names else None


def _same(found: FileKind, named: FileKind) -> bool:
    return found is named or {found, named} == {OLD_WORD, OUTLOOK}
