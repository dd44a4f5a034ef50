"""One typed reader for what the environment says. It fails loudly: a setting that cannot be read is a sentence, not a guess."""

import os
from urllib.parse import urlsplit

from kith.foundations.postgres.trouble import Trouble

HERE = ("localhost", "127.0.0.1", "::1")


class BadSetting(Trouble):
    """An environment variable that cannot be used; the text says which, why and what to write instead."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    raw = os.environ.get(name, "").strip().lower()
    if raw in ("", "default"):
        return default
    if raw in ("1", "true", "yes", "on"):
        return True
    if raw in ("0", "false", "no", "off"):
        return False
    raise BadSetting(f"{name} is {raw!r}. Write 1 or 0.")


def one_of(name: str, *choices: str) -> str:
    """One of several words; the first if nothing is said."""
    raw = os.environ.get(name, "").strip().lower() or choices[0]
    if raw not in choices:
        raise BadSetting(f"{name} is {raw!r}. Write {' or '.join(choices)}.")
    return raw


def number(name: str, default: int) -> int:
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise BadSetting(f"{name} is {raw!r}. Write a whole number.") from None


def place(name: str) -> str:
    """Where a service listens that is spoken to plainly, and so must be on this machine: host:port, or the path of a socket. Empty: there is none."""
    raw = text(name).strip()
    host, _, port = raw.rpartition(":")
    if raw and not raw.startswith("/") and not (host and port.isdigit()):
        raise BadSetting(f"{name} is {raw!r}. Write host:port, or the path of a socket.")
    if host and not raw.startswith("/") and host not in HERE:
        raise BadSetting(f"{name} is {raw!r}, another machine, and nothing encrypts what is sent there. Write the path of a socket or 127.0.0.1:port.")
    return raw


def is_kept_private(url: str) -> bool:
    """Whether what is sent to an address cannot be read on the way: https, or http that does not leave this machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))


def address(name: str) -> str:
    """An https address (http on this machine alone). Empty: none."""
    raw = text(name).strip()
    if raw and not is_kept_private(raw):
        raise BadSetting(f"{name} is {raw!r}. Write an https address.")
    return raw


def outside(name: str) -> str:
    """The absolute path of a file, or an https address (http on this machine alone). Empty: none."""
    raw = text(name).strip()
    if raw and not raw.startswith("/") and not is_kept_private(raw):
        raise BadSetting(f"{name} is {raw!r}. Write the whole path of a file, or an https address.")
    return raw


def file(name: str) -> str:
    """The path of a file that is there. Empty: none."""
    raw = text(name).strip()
    if raw and not os.access(raw, os.R_OK):
        raise BadSetting(f"{name} is {raw!r}, which cannot be read. Write the whole path of a file that Kith's account may read.")
    return raw


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
