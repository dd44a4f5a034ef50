"""Generated pages are fresh; decisions are numbered once."""

from collections import Counter

from tests.architecture import forms_page, pathways_page, returns_page
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


def test_where_the_fields_of_the_returns_live_is_as_the_code_is() -> None:
    assert returns_page.PAGE.read_text() == returns_page.page(), "run `make docs`"


def test_every_field_of_a_return_has_a_place_that_is_in_the_code_or_a_later_half_that_will_have_it() -> None:
    every = [each for name in returns_page.FORMATS for each in returns_page.fields_of(name)]
    assert [each for each in every if not each.home.strip()] == []
    assert sorted({place for each in every for place in each.places if not returns_page.is_there(place)}) == []


def test_nothing_of_which_the_first_half_is_the_source_waits_for_later() -> None:
    every = [each for name in returns_page.FORMATS for each in returns_page.fields_of(name)]
    placed = Counter(each.object for each in every if each.object in returns_page.FIRST_HALF and each.places)
    assert placed == returns_page.FIRST_HALF
