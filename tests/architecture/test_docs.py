"""Generated pages are fresh; decisions are numbered once."""

from tests.architecture import forms_page, pathways_page
from tests.architecture.source import ROOT
from tests.architecture.where_things_live import PAGE, page


def test_where_things_live_is_as_the_code_is() -> None:
    assert PAGE.read_text() == page(), "run `make docs`"


def test_the_language_of_forms_is_as_the_code_is() -> None:
    assert forms_page.PAGE.read_text() == forms_page.page(), "run `make docs`"


def test_the_declared_pathways_are_as_the_code_is() -> None:
    assert pathways_page.PAGE.read_text() == pathways_page.page(), "run `make docs`"


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
