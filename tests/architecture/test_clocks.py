"""The clocks' data and page are as the library and the rules have them."""

from tests.architecture.bank_holidays import FILE, text


def test_the_bank_holidays_are_as_the_library_has_them() -> None:
    """When it fails after an upgrade of `holidays`, look at what changed before making it anew: due dates will move."""
    assert FILE.read_text() == text(), "run `make docs`"
