"""Makes docs/where-things-live.md: the rooms, their charters, and an index of verbs, questions and pages. A test holds it fresh."""

import ast

from tests.architecture.source import KITH, ROOT, Source, product

PAGE = ROOT / "docs" / "where-things-live.md"
OPENING = """# Where things live

Made by `make docs` from the code; a test fails when it is stale.

A statute's number or sum → `rules`. The shape of a fact → `models`. "The worker does ..." → `commands`. "Show me ..." → `queries`.
What is announced → `events`; what a room does when it hears → `reactions`. Words and layout on screen → `pages` and `templates`.
Somebody else's format → a door. Which of these exist → `wiring`.

Request → page (parse) → command (allow, judge, change, announce, return; one transaction) → redirect.
Reading: request → page → query (scoped to who asks, leaves a trace) → template.
"""


def page() -> str:
    """The page's text, as it should be now."""
    parts = [OPENING]
    for floor in ("doors", "practice", "foundations"):
        parts.append(f"\n## {floor.capitalize()}\n")
        rooms = [room for room in sorted((KITH / floor).iterdir()) if (room / "__init__.py").exists() and room.name != "tests"]
        parts += [_room(floor, room.name) for room in rooms]
    return "".join(parts)


def _room(floor: str, name: str) -> str:
    prefix = f"kith/{floor}/{name}/"
    sources = [source for source in product() if source.name.startswith(prefix)]
    charter = ast.get_docstring(next(source for source in sources if source.name == prefix + "__init__.py").tree) or ""
    lines = [f"\n### {name}\n\n{charter.splitlines()[0]}\n"]
    for shelf, word in (("commands", "Verbs"), ("queries", "Questions"), ("pages", "Pages")):
        found = sorted({function for source in sources for function in _public(source, shelf)})
        if found:
            lines.append(f"\n{word}: {', '.join(f'`{each}`' for each in found)}\n")
    return "".join(lines)


def _public(source: Source, shelf: str) -> list[str]:
    if f"{shelf}.py" not in source.parts and shelf not in source.parts:
        return []
    return [function.name for function in source.functions() if not function.name.startswith("_")]


if __name__ == "__main__":
    PAGE.write_text(page())
