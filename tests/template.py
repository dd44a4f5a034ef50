"""The tests' database is made once for each state of the migrations, and copied for each process: migrating takes twenty seconds, a copy half of one."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.db import connection

_ROOT = Path(__file__).resolve().parents[1]
_MADE = f"kith_tests_{hashlib.sha256(str(_ROOT).encode()).hexdigest()[:6]}_"  # this checkout's: others may use the same server


def template() -> str:
    """The name of a database that has been migrated as far as this checkout goes. Whoever comes first makes it; others wait for it."""
    name = _MADE + _digest()
    with (Path(os.environ["KITH_HOME"]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name not in _there():
            _make(name)
    return name


def _digest() -> str:
    """Of everything that says what stands in a database of ours before anybody uses it."""
    told = hashlib.sha256(version("Django").encode())
    for path in sorted(_says_what_is_there()):
        told.update(str(path.relative_to(_ROOT)).encode() + path.read_bytes())
    return told.hexdigest()[:16]


def _says_what_is_there() -> Iterator[Path]:
    rooms = (_ROOT / "kith").glob("*/*")
    shelves = [place for room in rooms for name in ("migrations", "models", "models.py", "rules", "rules.py") for place in room.glob(name)]
    for shelf in [*shelves, _ROOT / "kith/wiring", _ROOT / "kith/foundations/postgres", _ROOT / "requirements.lock"]:
        yield from (path for path in (shelf.rglob("*") if shelf.is_dir() else [shelf]) if path.is_file() and path.suffix != ".pyc")


def _there() -> list[str]:
    with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # the stubs leave it out
        cursor.execute("select datname from pg_database where datname like %s", [f"{_MADE}%"])
        return [name for (name,) in cursor.fetchall()]


def _make(name: str) -> None:
    """Under another name until it is whole; those of other states are dropped."""
    own, told = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    unfinished = f"{_MADE}unfinished"
    connection.settings_dict["TEST"]["NAME"] = unfinished
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        connection.settings_dict["TEST"]["NAME"] = told
        connection.settings_dict["NAME"] = own
    with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # the stubs leave it out
        for old in set(_there()) - {unfinished}:
            cursor.execute(f'drop database "{old}"')
        cursor.execute(f'alter database "{unfinished}" rename to "{name}"')
