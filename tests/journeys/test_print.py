"""On paper stands what is known, about whom, who printed it and when; nothing that only a screen can do."""

import io
import unicodedata

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.journeys.test_first_day import a_child_with_siblings, given_i_am_signed_in
from tests.pages import TABS

pytestmark = pytest.mark.journey
OF_THE_SCREEN = (
    "nav, button, input, label, .kith-bar, .govuk-button, .govuk-back-link, .govuk-skip-link, [href*='/add'], [href$='.pdf'], [href^='?']"
)
WHITE_ON_NOTHING = """() => [...document.querySelectorAll('main *')].filter(each => {
  const style = getComputedStyle(each);
  return style.color === 'rgb(255, 255, 255)' && each.checkVisibility() && each.textContent.trim();
}).map(each => each.outerHTML.slice(0, 100))"""


def _seen(found: Locator) -> list[str]:
    return [each.evaluate("each => each.outerHTML.slice(0, 120)") for each in found.all() if each.is_visible()]


def _paper(page: Page) -> str:
    """The words on the printed sheets, letters that the font joins taken apart."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return unicodedata.normalize("NFKC", " ".join(sheet.extract_text() for sheet in sheets))


def test_what_is_printed_is_the_record_and_not_the_screen(page: Page) -> None:
    given_i_am_signed_in(page)
    href, name = a_child_with_siblings(page)
    page.goto(href + "/story")
    entry = page.locator("a[href^='/entries/']").first.get_attribute("href") or ""
    for address in [*(href + tab for tab in TABS), entry]:
        page.goto(address)
        page.emulate_media(media="print")
        assert _seen(page.locator(OF_THE_SCREEN)) == [], address
        assert page.evaluate(WHITE_ON_NOTHING) == [], address
        expect(page.get_by_text("Printed from Kith")).to_contain_text("by Amina Yusuf, ")
        words = _paper(page)
        assert name.split()[0] in words, address
        assert "/people/" not in words, "links print their words, not their addresses"
        assert "Confidential" in words
        page.emulate_media(media="screen")


def test_a_part_of_the_story_says_on_paper_that_it_is_a_part(page: Page) -> None:
    given_i_am_signed_in(page)
    href, _ = a_child_with_siblings(page)
    page.goto(href + "/story?significant=on")
    expect(page.get_by_text("This is a part of the story")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("This is a part of the story: only what was chosen.")).to_be_visible()
