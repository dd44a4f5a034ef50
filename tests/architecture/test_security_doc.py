"""The table of docs/security.md names tests that exist, says something of every requirement once, and hides no gap."""

import ast
import re
from functools import cache

import pytest

from tests.architecture.source import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text()
ROWS = re.findall(r"^\| (V[\d.]+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", TEXT, re.MULTILINE)
REQUIREMENTS = {"1": 70, "2": 183}  # of ASVS 5.0.0


@cache
def _tests_in(path: str) -> set[str]:
    file = ROOT / path
    if not file.exists():
        return set()
    return {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT))), ids=lambda pair: pair[1])
def test_a_test_that_is_named_exists(named: tuple[str, str]) -> None:
    path, name = named
    assert name in _tests_in(path), f"docs/security.md names {path}::{name}, which is not there"


def test_every_requirement_has_one_row() -> None:
    ids = [row[0] for row in ROWS]
    assert len(ids) == len(set(ids))
    assert {level: sum(row[1] == level for row in ROWS) for level in REQUIREMENTS} == REQUIREMENTS


def test_every_row_says_how_it_is_met_or_why_not() -> None:
    assert {row[3] for row in ROWS} <= {"met", "partly", "not yet", "council", "not applicable"}
    assert [row[0] for row in ROWS if not row[4].strip()] == []
