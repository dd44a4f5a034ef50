"""At 360 pixels: wide pictures scroll within their own box, by keyboard too, and no name is too long for the page."""

import pytest
from playwright.sync_api import Locator, Page

from tests.journeys.accessibility import assert_accessible
from tests.journeys.test_first_day import given_i_am_signed_in

pytestmark = pytest.mark.journey

LONG = "Wolfeschlegelsteinhausenbergerdorff" * 3


def the_genogram_of_a_large_family(page: Page) -> Locator:
    """Of the first of my people whose genogram is wider than the screen."""
    page.goto("/my-list")
    for href in [link.get_attribute("href") or "" for link in page.locator("[data-result]").all()]:
        page.goto(href + "/family")
        box = page.get_by_role("region", name="Genogram, scrolls sideways")
        if box.count() and box.evaluate("box => box.scrollWidth > box.clientWidth"):
            return box
    raise AssertionError("nobody among my people has a family that is wider than the screen")


def test_the_genogram_scrolls_in_its_box_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    given_i_am_signed_in(page)
    box = the_genogram_of_a_large_family(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    drawn = page.locator("svg.genogram").bounding_box()
    assert drawn
    assert drawn["width"] == float(page.locator("svg.genogram").get_attribute("width") or 0), "not shrunk until it cannot be read"
    box.evaluate("box => { box.scrollLeft = 0 }")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # a key scrolls smoothly
    assert box.evaluate("box => box.scrollLeft") > 0
    assert_accessible(page)


def test_a_name_of_one_long_word_fits_every_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    given_i_am_signed_in(page)
    page.goto("/people/add?q=" + LONG)
    page.get_by_label("First and middle names").fill(LONG)
    page.get_by_label("Last name").fill(LONG)
    page.get_by_role("button", name="Add this person").click()
    page.wait_for_url("**/people/*")
    href = page.url
    for address in [href + tab for tab in ("", "/story", "/family", "/details", "/brief", "/addresses")] + ["/find?q=" + LONG]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
