"""Files and functions stay small; no drawers, no imports inside functions, nothing caught that nobody named."""

import ast
import re

import pytest

from tests.architecture.source import KITH, ROOT, Source, product, sources

LONGEST_FILE, LONGEST_FUNCTION = 300, 50
DRAWERS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base", "manager", "managers", "stuff", "lib"}
EVERY_FILE = pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
EVERY_PRODUCT_FILE = pytest.mark.parametrize("source", product(), ids=lambda source: source.name)


@EVERY_FILE
def test_no_file_is_longer_than_can_be_read_at_once(source: Source) -> None:
    assert len(source.path.read_text().splitlines()) <= LONGEST_FILE


@EVERY_FILE
def test_no_function_is_longer_than_a_screen(source: Source) -> None:
    long = [f.name for f in source.all_functions() if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


@EVERY_FILE
def test_there_are_no_drawers(source: Source) -> None:
    assert not DRAWERS & {part.removesuffix(".py") for part in source.parts}


@EVERY_PRODUCT_FILE
def test_nothing_is_imported_inside_a_function(source: Source) -> None:
    """But in AppConfig.ready, where Django asks for it: a room's reactions can be imported only once the models are."""
    late = [
        f"{function.name}:{node.lineno}"
        for function in source.all_functions()
        if not (source.path.name == "apps.py" and function.name == "ready")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == []


@EVERY_PRODUCT_FILE
def test_nothing_overrides_save_and_nothing_listens_to_signals(source: Source) -> None:
    text = source.path.read_text()
    overrides = [node.name for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")]
    assert overrides == []
    assert "django.db.models.signals" not in text
    assert "django.dispatch" not in text


@EVERY_PRODUCT_FILE
def test_an_ignored_warning_says_why(source: Source) -> None:
    bare = re.findall(r"#\s*(?:type: ignore\[[^\]]+\]|noqa: [A-Z0-9, ]+)\s*$", source.path.read_text(), re.MULTILINE)
    assert bare == []


def test_every_room_opens_with_its_charter() -> None:
    mute = [
        str(room.relative_to(ROOT))
        for floor in ("doors", "practice", "foundations")
        for room in (KITH / floor).iterdir()
        if (room / "__init__.py").exists() and not ast.get_docstring(ast.parse((room / "__init__.py").read_text()))
    ]
    assert mute == []


@EVERY_PRODUCT_FILE
def test_every_file_with_code_says_what_it_is_for(source: Source) -> None:
    says_nothing_needed = source.path.name in ("urls.py", "apps.py", "__init__.py") or not source.tree.body
    assert says_nothing_needed or ast.get_docstring(source.tree), "a one-line docstring at the top"
