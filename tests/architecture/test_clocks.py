"""The clocks' data and page are as the library and the rules have them."""

from tests.architecture import bank_holidays, clocks_page


def test_the_bank_holidays_are_as_the_library_has_them() -> None:
    """When it fails after an upgrade of `holidays`, look at what changed before making it anew: due dates will move."""
    assert bank_holidays.FILE.read_text() == bank_holidays.text(), "run `make docs`"


def test_the_page_of_clocks_is_as_the_rules_are() -> None:
    assert clocks_page.PAGE.read_text() == clocks_page.page(), "run `make docs`"
