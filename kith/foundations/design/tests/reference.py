"""The reference: what govuk-frontend publishes as each component's parameters and mark-up, and mark-up reduced to what matters of it."""

import json
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[4]
COMPONENTS = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
Fixture = dict[str, Any]

# Not compared, by decision: they are how GOV.UK's own script finds and tunes its elements. Ours are found by class.
OF_THE_SCRIPT = ("data-", "govuk-js-")


def fixtures(component: str) -> list[Fixture]:
    """Every published example of a component: name, options, html. Empty if the package is not installed (a test of its own says so)."""
    path = COMPONENTS / component / "fixtures.json"
    return list(json.loads(path.read_text())["fixtures"]) if path.exists() else []


def paths_of(options: Any, at: str = "") -> set[str]:
    """The parameters that an example gives: `name`, `fieldset.legend.text`, `items[].value` ..."""
    if isinstance(options, dict):
        return {path for key, value in options.items() for path in paths_of(value, f"{at}.{key}".lstrip("."))}
    if isinstance(options, list):
        return {path for value in options for path in paths_of(value, at + "[]")}
    return {at}


def outline(html: str) -> list[str]:
    """One line an element or text, indented by depth: tag, attributes in order of name, classes in order, white space collapsed."""
    lines: list[str] = []
    _describe(BeautifulSoup(html, "html.parser"), 0, lines)
    return lines


def _describe(parent: Tag, depth: int, lines: list[str]) -> None:
    for child in parent.children:
        if isinstance(child, Tag):
            lines.append("  " * depth + " ".join([child.name, *_attributes(child)]))
            _describe(child, depth + 1, lines)
        elif " ".join(str(child).split()):
            lines.append("  " * depth + repr(" ".join(str(child).split())))


def _attributes(tag: Tag) -> list[str]:
    found = []
    for name, value in sorted(tag.attrs.items()):
        if name.startswith(OF_THE_SCRIPT):
            continue
        words = sorted(value) if isinstance(value, list) else [str(value)]
        found.append(f"{name}={' '.join(word for word in words if not word.startswith(OF_THE_SCRIPT))}")
    return found
