"""The first day, in a browser: sign in, find a misspelt child, record a visit to siblings, lose the server, come back, find the words."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.conftest import Council
from tests.pages import OF_A_PERSON, OF_AN_ADMINISTRATOR, OF_THE_DAY

pytestmark = pytest.mark.journey
PASSWORD = "kith-demo-2026"
WORDS = "She has named the new kitten Bramblewick and wants to stay at her school."


def given_i_am_signed_in(page: Page, email: str = "amina@demo.example") -> None:
    page.goto("/")
    page.get_by_label("Work e-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/my-list")


def a_child_with_siblings(page: Page) -> tuple[str, str]:
    """The address and name of one of my people who has a sibling at home."""
    page.goto("/my-list")
    for href in [link.get_attribute("href") or "" for link in page.locator("[data-result]").all()]:
        page.goto(href)
        if page.get_by_text(re.compile(r", (twin |half-|step)?(brother|sister)")).count() and page.get_by_text("lives here").count() > 1:
            return href, page.locator(".kith-identity h1").inner_text().split(" (")[0].strip()
    raise AssertionError("no child with siblings among my people")


def when_i_say_why(page: Page) -> None:
    """One click, where the record is not of my people."""
    if page.url.split("?")[0].endswith("/why"):
        assert_accessible(page)
        page.get_by_role("button", name="Linked to a person I work with").click()


def misspelt(name: str) -> str:
    """A letter dropped from each of the longer words."""
    return " ".join(word[:2] + word[3:] if len(word) > 4 else word for word in name.split())


def when_i_search_by_keyboard(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/find?**")


def test_a_visit_to_siblings_survives_a_killed_server(page: Page, council: Council) -> None:
    given_i_am_signed_in(page)
    assert_accessible(page)
    href, name = a_child_with_siblings(page)
    born = re.search(r"born (\d+ \w+ \d{4})", page.locator(".kith-identity").inner_text())
    when_i_search_by_keyboard(page, f"{misspelt(name)} {born.group(1) if born else ''}")
    assert_accessible(page)
    expect(page.locator("[data-result]").first).to_have_attribute("href", href)
    page.keyboard.press("ArrowDown")
    page.locator("[data-result]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**" + href)
    assert_accessible(page)
    page.get_by_role("button", name="Record a visit").click()
    page.wait_for_url("**/drafts/**")
    assert_accessible(page)
    draft = page.url
    sibling = page.locator("input[name=people]:not(:checked)").first
    sibling.check()
    page.get_by_label("What happened?").fill(WORDS)
    expect(page.locator("[data-autosave-status]")).to_contain_text(re.compile(r"Saved at \d\d:\d\d"), timeout=10_000)

    council.kill()
    page.get_by_text("Own words, where seen").first.click()
    page.get_by_label("Where seen?").first.fill("in the kitchen")
    expect(page.locator("[data-autosave-status]")).to_contain_text("kept in this window", timeout=15_000)
    seconds = council.start()
    assert seconds < 20
    expect(page.locator("[data-autosave-status]")).to_contain_text(re.compile(r"Saved at \d\d:\d\d"), timeout=20_000)

    page.goto("/drafts")
    page.get_by_role("link", name=re.compile("Visit: ")).first.click()
    assert page.url == draft
    expect(page.get_by_label("What happened?")).to_have_value(WORDS)
    expect(page.get_by_label("Where seen?").first).to_have_value("in the kitchen")
    for seen in page.get_by_label("Seen", exact=True).all():
        if seen.is_visible():
            seen.check()
    page.get_by_role("button", name="Finish: put it on the record").click()
    page.wait_for_url("**/entries/**")
    assert_accessible(page)
    assert page.locator("section.kith-part").count() == 2

    page.goto("/find/entries?words=" + quote("bramblewick"))
    expect(page.locator("mark")).to_have_text("Bramblewick")
    assert_accessible(page)


def test_a_visit_is_written_with_one_thumb(page: Page) -> None:
    """At 360 pixels what must be answered stands together, unfolded, in touch's reach; the rest is folded until it is wanted."""
    page.set_viewport_size({"width": 360, "height": 740})
    given_i_am_signed_in(page)
    page.goto(a_child_with_siblings(page)[0])
    page.get_by_role("button", name="Record a visit").click()
    page.wait_for_url("**/drafts/**")
    page.locator("input[name=people]:not(:checked)").first.check()
    for seen in page.get_by_label("Seen", exact=True).all():
        if seen.is_visible():
            seen.check()
            box = seen.bounding_box()
            assert box
            assert box["height"] >= 44
    page.get_by_label("Not alone", exact=True).first.check()
    expect(page.get_by_label("Why not seen, or not alone?").first).to_be_visible()
    page.get_by_label("Alone", exact=True).first.check()
    expect(page.get_by_label("Why not seen, or not alone?").first).to_be_hidden()
    expect(page.get_by_label("Where seen?").first).to_be_hidden()
    page.get_by_label("What happened?").fill("Seen at the door.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(page)
    page.get_by_role("button", name="Finish: put it on the record").click()
    page.wait_for_url("**/entries/**")


def test_what_was_typed_outlives_the_session(page: Page) -> None:
    given_i_am_signed_in(page)
    href, _ = a_child_with_siblings(page)
    page.goto(href)
    page.get_by_role("button", name="Note", exact=True).click()
    page.wait_for_url("**/drafts/**")
    page.get_by_label("What happened?").fill("Before the session ended.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Saved at", timeout=10_000)
    page.context.clear_cookies(name="kith_session")
    page.get_by_label("What happened?").press_sequentially(" And after it.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("signed out", timeout=10_000)
    other = page.context.new_page()
    given_i_am_signed_in(other)
    other.close()
    expect(page.locator("[data-autosave-status]")).to_contain_text(re.compile(r"Saved at \d\d:\d\d"), timeout=20_000)
    page.get_by_role("button", name="Finish: put it on the record").click()
    page.wait_for_url("**/entries/**")
    assert "Before the session ended" in page.content()


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_meets_the_baseline_and_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    given_i_am_signed_in(page)
    href, _ = a_child_with_siblings(page)
    for address in [*(href + tab for tab in OF_A_PERSON), *OF_THE_DAY]:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_eleven_contacts_lead_to_one_man(page: Page) -> None:
    given_i_am_signed_in(page)
    page.goto("/find/entries?words=" + quote("carver or nixon contact"))
    page.locator("[data-result]").first.click()
    when_i_say_why(page)
    page.get_by_role("link", name="Ian Carver").click()
    when_i_say_why(page)
    expect(page.locator(".kith-identity")).to_contain_text("Iain Nixon")
    page.get_by_role("link", name="Story", exact=True).click()
    expect(page.get_by_text("Named in it")).to_have_count(11)
    page.get_by_role("link", name="Addresses", exact=True).click()
    expect(page.locator(".kith-list > li > .kith-person")).to_have_count(3)
    when_i_search_by_keyboard(page, "R647 XKW")
    expect(page.locator("[data-result]").first).to_have_text("Ian Carver")


def test_the_day_works_without_javascript(council: Council, page: Page) -> None:
    browser = page.context.browser
    assert browser
    plain = browser.new_context(base_url=council.url, java_script_enabled=False).new_page()
    given_i_am_signed_in(plain)
    plain.locator("[data-result]").first.click()
    plain.get_by_role("button", name="Note", exact=True).click()
    plain.get_by_label("What happened?").fill("Written without a script.")
    plain.get_by_role("button", name="Finish: put it on the record").click()
    expect(plain.get_by_text("Written without a script.")).to_be_visible()
    plain.context.close()


def test_administrators_pages_meet_the_baseline(page: Page) -> None:
    given_i_am_signed_in(page, "ada@demo.example")
    for address in OF_AN_ADMINISTRATOR:
        page.goto(address)
        assert_accessible(page)
    page.goto("/find?q=smith")
    expect(page.get_by_text("Your role does not include looking people up")).to_be_visible()
