"""Files and functions stay small; no drawers, no imports inside functions, nothing caught that nobody named."""

import ast
import re
from collections.abc import Callable, Iterable
from typing import Any

from tests.architecture.source import KITH, ROOT, Source, product, sources

LONGEST_FILE, LONGEST_FUNCTION = 300, 50
DRAWERS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base", "manager", "managers", "stuff", "lib"}


def _found(files: Iterable[Source], problems: Callable[[Source], Any]) -> dict[str, Any]:
    """By file: what is wrong with it. One test a rule, not one a file and rule: there are thousands of those."""
    return {source.name: wrong for source in files if (wrong := problems(source))}


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    assert _found(sources(), lambda source: (lines := len(source.path.read_text().splitlines())) > LONGEST_FILE and lines) == {}


def test_no_function_is_longer_than_a_screen() -> None:
    def long(source: Source) -> list[str]:
        return [f.name for f in source.all_functions() if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]

    assert _found(sources(), long) == {}


def test_there_are_no_drawers() -> None:
    assert _found(sources(), lambda source: DRAWERS & {part.removesuffix(".py") for part in source.parts}) == {}


def test_nothing_is_imported_inside_a_function() -> None:
    """But in AppConfig.ready, where Django asks for it: a room's reactions can be imported only once the models are."""

    def late(source: Source) -> list[str]:
        return [
            f"{function.name}:{node.lineno}"
            for function in source.all_functions()
            if not (source.path.name == "apps.py" and function.name == "ready")
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]

    assert _found(product(), late) == {}


def test_nothing_overrides_save_and_nothing_listens_to_signals() -> None:
    def overrides(source: Source) -> list[str]:
        text = source.path.read_text()
        named = [node.name for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")]
        return named + [signal for signal in ("django.db.models.signals", "django.dispatch") if signal in text]

    assert _found(product(), overrides) == {}


def test_an_ignored_warning_says_why() -> None:
    bare = re.compile(r"#\s*(?:type: ignore\[[^\]]+\]|noqa: [A-Z0-9, ]+)\s*$", re.MULTILINE)
    assert _found(product(), lambda source: bare.findall(source.path.read_text())) == {}


def test_every_room_opens_with_its_charter() -> None:
    mute = [
        str(room.relative_to(ROOT))
        for floor in ("doors", "practice", "foundations")
        for room in (KITH / floor).iterdir()
        if (room / "__init__.py").exists() and not ast.get_docstring(ast.parse((room / "__init__.py").read_text()))
    ]
    assert mute == []


def test_every_file_with_code_says_what_it_is_for() -> None:
    def mute(source: Source) -> bool:
        says_nothing_needed = source.path.name in ("urls.py", "apps.py", "__init__.py") or not source.tree.body
        return not (says_nothing_needed or ast.get_docstring(source.tree))

    assert _found(product(), mute) == {}, "a one-line docstring at the top"
