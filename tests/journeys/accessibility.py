"""The accessibility baseline: axe finds nothing, by WCAG 2.2 A and AA."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Runs axe on the page as it is now."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    told = [f"{page.url}: {each['id']} ({each['impact']}): {each['nodes'][0]['html'][:160]}" for each in found]
    assert told == []
