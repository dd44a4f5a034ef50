"""The field's words, as the glossary has them; nothing in a page that comes from elsewhere; nothing inline that the policy would refuse."""

import re
from collections.abc import Callable

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
