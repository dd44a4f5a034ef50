"""The repository's own source, parsed once, for the tests that read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KITH = ROOT / "kith"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: where it is and its syntax tree."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def parts(self) -> tuple[str, ...]:
        return self.path.relative_to(ROOT).parts

    def functions(self) -> Iterator[Function]:
        """Every function at the top level of the file."""
        return (node for node in self.tree.body if isinstance(node, Function))

    def all_functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the package but migrations."""
    paths = sorted(path for path in KITH.rglob("*.py") if "migrations" not in path.parts)
    return tuple(Source(path, ast.parse(path.read_text())) for path in paths)


def product() -> tuple[Source, ...]:
    """Every file that is not a test."""
    return tuple(source for source in sources() if "tests" not in source.parts)


def shelf(name: str) -> tuple[Source, ...]:
    """The files on one shelf of every room: commands.py, or the files of commands/."""
    return tuple(source for source in product() if f"{name}.py" in source.parts or name in source.parts)


def calls(node: ast.AST) -> set[str]:
    """The names of everything called inside."""
    found = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            target = inner.func
            found.add(target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else "")
    return found


def keyword_only(function: Function) -> set[str]:
    return {argument.arg for argument in function.args.kwonlyargs}


def decorators(function: Function) -> set[str]:
    return {ast.unparse(decorator) for decorator in function.decorator_list}
