"""A pytest plugin (named in pyproject.toml): a real PostgreSQL for the tests, started once before Django reads its settings.

The tests' own home keeps them away from a Kith that runs on this machine. KITH_DATABASE_URL uses another server instead.
"""

import atexit
import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from kith.foundations.postgres.connections import connections

_ROOT = Path(__file__).resolve().parents[1]


def _test_home() -> Path:
    """One a checkout, in the temporary folder: the database's account must be able to reach it."""
    digest = hashlib.sha256(str(_ROOT).encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"kith-test-{os.getuid()}-{digest}"


def _start() -> None:
    os.environ.setdefault("KITH_HOME", str(_test_home()))
    (Path(os.environ["KITH_HOME"]) / "static").mkdir(parents=True, exist_ok=True)
    os.environ["KITH_DATABASE_ROLE"] = "owner"
    os.environ.setdefault("KITH_SHARED_MB", "256")
    os.environ.setdefault("KITH_HASHED_STATIC", "0")
    if "PYTEST_XDIST_WORKER" in os.environ or os.environ.get("KITH_DATABASE_URL"):
        return
    stack = contextlib.ExitStack()
    opened = stack.enter_context(connections(Path(os.environ["KITH_HOME"])))
    os.environ.update(opened.environment())
    atexit.register(stack.close)


_start()
