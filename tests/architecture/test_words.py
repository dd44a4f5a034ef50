"""The field's words, as the glossary has them; nothing in a page that comes from elsewhere; nothing inline that the policy would refuse."""

import ast
import re
from collections.abc import Callable

from kith.foundations.ledger.rules import LOOKED
from tests.architecture.source import KITH, ROOT, product

TEMPLATES = sorted(path for path in KITH.rglob("*.html") if "templates" in path.parts)
BANNED_IN_NAMES = re.compile(r"(?:class|def) \w*(?:patient|service_user|serviceuser|caseworker|case_worker)", re.IGNORECASE)
BANNED_ON_PAGES = re.compile(r"\b(?:service users?|patients?|clients?|case ?workers?|the user|users)\b", re.IGNORECASE)


def _found(problems: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """By template: what is wrong with it."""
    return {str(path.relative_to(ROOT)): wrong for path in TEMPLATES if (wrong := problems(path.read_text()))}


def test_code_says_worker_and_person() -> None:
    named = {source.name: BANNED_IN_NAMES.findall(source.path.read_text()) for source in product()}
    assert {name: wrong for name, wrong in named.items() if wrong} == {}


def test_pages_say_worker_and_person() -> None:
    def wrong_words(text: str) -> list[str]:
        words = re.sub(r"{[{%#].*?[%#}]}", " ", text, flags=re.DOTALL)
        return BANNED_ON_PAGES.findall(re.sub(r"<[^>]*>", " ", words))

    assert _found(wrong_words) == {}


def test_a_page_brings_nothing_from_elsewhere() -> None:
    assert _found(lambda text: re.findall(r"(?:src|href|action)=[\"']?(?:https?:)?//", text)) == {}


def test_a_page_has_no_inline_script_or_style() -> None:
    assert _found(lambda text: re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text)) == {}


def test_nothing_is_marked_safe_in_a_page() -> None:
    """Escaping is switched off only where a query made the mark-up itself and says so in its name."""
    assert _found(lambda text: [m for m in re.findall(r"([\w.]+)\s*\|\s*safe", text) if not m.endswith(("_html", "_svg"))]) == {}


def test_locks_and_manifests_name_no_package_host() -> None:
    named = [
        name
        for name in ("requirements.lock", "requirements-bootstrap.lock", "package-lock.json", "package.json", "Makefile", "pyproject.toml")
        if (ROOT / name).exists() and re.search(r"registry\.npmjs|pypi\.org|pythonhosted|file:///", (ROOT / name).read_text())
    ]
    assert named == []


def test_every_trace_has_words_that_can_be_read_to_the_person() -> None:
    """Names that a page passes on (record, addresses, ...) are its tabs, and in the table too."""
    named = {
        _beginning(node.args[0])
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "leave_trace"
    } - {""}
    assert len(named) > 10
    assert named - set(LOOKED) == set()


def _beginning(said: ast.expr) -> str:
    """Of a text, or of one with a number after a colon; of a form or plan that is printed both ways, one of them."""
    if isinstance(said, ast.Subscript):
        said = said.value
    if isinstance(said, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "PDF" for part in said.values).partition(":")[0]
    return str(said.value).partition(":")[0] if isinstance(said, ast.Constant) else ""
