"""A day is a day in London: `.date()` of an aware time is a day in UTC, an hour late in summer."""

import ast
from collections.abc import Iterator

from tests.architecture.source import KITH, product

IN_LONDON = {"astimezone", "localtime"}
SYNTHETIC = "kith/doors/operations/council/"  # days of invented people


def _days_in_utc(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date" and not node.args:
            of = node.func.value
            called = of.func if isinstance(of, ast.Call) else None
            name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
            if name not in IN_LONDON:
                yield node.lineno


def test_a_day_is_taken_from_a_time_in_london() -> None:
    found = {each.name: list(_days_in_utc(each.tree)) for each in product() if not each.name.startswith(SYNTHETIC)}
    assert {name: lines for name, lines in found.items() if lines} == {}, "say timezone.localdate(the time)"


def test_a_template_takes_days_by_filters() -> None:
    assert [path.name for path in sorted(KITH.glob("**/templates/**/*.html")) if ".date()" in path.read_text()] == []


def test_this_finds_what_it_looks_for() -> None:
    assert len(list(_days_in_utc(ast.parse("at.date(); now().date(); at.astimezone(LONDON).date(); timezone.localtime(at).date()")))) == 2
