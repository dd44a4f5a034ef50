"""The field's words, as the glossary has them; nothing in a page that comes from elsewhere; nothing inline that the policy would refuse."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import KITH, ROOT, Source, product

TEMPLATES = sorted(path for path in KITH.rglob("*.html") if "templates" in path.parts)
EVERY_TEMPLATE = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
BANNED_IN_NAMES = re.compile(r"(?:class|def) \w*(?:patient|service_user|serviceuser|caseworker|case_worker)", re.IGNORECASE)
BANNED_ON_PAGES = re.compile(r"\b(?:service users?|patients?|clients?|case ?workers?|the user|users)\b", re.IGNORECASE)


@pytest.mark.parametrize("source", product(), ids=lambda source: source.name)
def test_code_says_worker_and_person(source: Source) -> None:
    assert BANNED_IN_NAMES.findall(source.path.read_text()) == []


@EVERY_TEMPLATE
def test_pages_say_worker_and_person(path: Path) -> None:
    words = re.sub(r"{[{%#].*?[%#}]}", " ", path.read_text(), flags=re.DOTALL)
    assert BANNED_ON_PAGES.findall(re.sub(r"<[^>]*>", " ", words)) == []


@EVERY_TEMPLATE
def test_a_page_brings_nothing_from_elsewhere(path: Path) -> None:
    assert re.findall(r"(?:src|href|action)=[\"']?(?:https?:)?//", path.read_text()) == []


@EVERY_TEMPLATE
def test_a_page_has_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text) == []


@EVERY_TEMPLATE
def test_nothing_is_marked_safe_in_a_page(path: Path) -> None:
    """Escaping is switched off only where a query made the mark-up itself and says so in its name."""
    unsafe = [m for m in re.findall(r"([\w.]+)\s*\|\s*safe", path.read_text()) if not m.endswith(("_html", "_svg"))]
    assert unsafe == []


def test_locks_and_manifests_name_no_package_host() -> None:
    named = [
        name
        for name in ("requirements.lock", "requirements-bootstrap.lock", "package-lock.json", "package.json", "Makefile", "pyproject.toml")
        if (ROOT / name).exists() and re.search(r"registry\.npmjs|pypi\.org|pythonhosted|file:///", (ROOT / name).read_text())
    ]
    assert named == []
