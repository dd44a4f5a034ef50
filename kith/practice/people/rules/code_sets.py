"""The statutory code sets, read once from definitions/code_sets.yaml."""

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).resolve().parent.parent / "definitions" / "code_sets.yaml"


@cache
def code_sets() -> dict[str, dict[str, str]]:
    """Kind of fact -> code -> words."""
    sets: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text())
    return sets


def words_for(kind: str, code: str) -> str:
    """The words of a code; a code that the set no longer has is shown as it is."""
    return code_sets().get(kind, {}).get(code, code)
