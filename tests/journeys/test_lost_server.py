"""The server goes away while somebody writes: said beside the text, kept in the window, sent only when it is there again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Council
from tests.journeys.test_first_day import given_i_am_signed_in

pytestmark = pytest.mark.journey
SAVED = re.compile(r"Saved at \d\d:\d\d")


def given_i_write_a_visit(page: Page) -> None:
    given_i_am_signed_in(page)
    page.goto(page.locator("[data-result]").first.get_attribute("href") or "")
    page.get_by_role("button", name="Record a visit").click()
    page.wait_for_url("**/drafts/**")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Kith saves on every pause")


def kept_in_the_window(page: Page) -> int:
    kept: int = page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).length")
    return kept


def test_a_page_is_not_left_while_kith_is_away_and_nothing_stays_in_the_window_afterwards(page: Page, council: Council) -> None:
    given_i_write_a_visit(page)
    draft, status, words = page.url, page.locator("[data-autosave-status]"), page.get_by_label("What happened?")
    words.fill("Before.")
    expect(status).to_contain_text(SAVED, timeout=10_000)
    assert kept_in_the_window(page) == 0
    council.kill()
    words.press_sequentially(" While it was away.")
    expect(page.locator(".kith-draft-trouble + .govuk-form-group textarea")).to_have_id("text", timeout=15_000)
    expect(status).to_contain_text("Not saved: Kith cannot be reached. Your words are kept in this window; trying again.")
    page.get_by_role("button", name="Save and leave").click()
    page.wait_for_timeout(1500)
    assert page.url == draft
    assert kept_in_the_window(page) == 1
    council.start()
    expect(status).to_contain_text(SAVED, timeout=20_000)
    expect(page.locator(".kith-draft-trouble")).to_have_count(0)
    assert kept_in_the_window(page) == 0
    words.press_sequentially(" And back.")
    page.get_by_role("button", name="Save and leave").click()
    page.wait_for_url("**/my-list")
    assert kept_in_the_window(page) == 0
    page.goto(draft)
    expect(words).to_have_value("Before. While it was away. And back.")


def test_what_a_reload_interrupts_is_put_back_ticks_too(page: Page) -> None:
    given_i_write_a_visit(page)
    page.route("**/save", lambda route: route.abort())
    page.get_by_label("What happened?").fill("Not saved yet.")
    page.get_by_label("Not seen", exact=True).first.check()
    expect(page.locator("[data-autosave-status]")).to_contain_text("cannot be reached", timeout=10_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/save")
    page.reload()
    expect(page.get_by_label("What happened?")).to_have_value("Not saved yet.")
    expect(page.get_by_label("Not seen", exact=True).first).to_be_checked()
    expect(page.locator("[data-autosave-status]")).to_contain_text(SAVED, timeout=10_000)
    assert kept_in_the_window(page) == 0


def test_a_button_pressed_at_once_saves_first_and_keeps_whom_one_picks(page: Page) -> None:
    """Somebody else is added before the pause is over: no conflict with oneself on the way back."""
    given_i_write_a_visit(page)
    draft = page.url
    page.get_by_label("What happened?").fill("Typed and pressed.")
    page.get_by_role("button", name="Add somebody else").click()
    page.wait_for_url("**/find/pick**")
    page.goto(draft)
    expect(page.get_by_label("What happened?")).to_have_value("Typed and pressed.")
    expect(page.locator("[data-autosave-status]")).not_to_contain_text("another window")


def test_without_scripts_nothing_is_claimed_that_scripts_do(council: Council, page: Page) -> None:
    browser = page.context.browser
    assert browser
    plain = browser.new_context(base_url=council.url, java_script_enabled=False).new_page()
    given_i_am_signed_in(plain)
    plain.locator("[data-result]").first.click()
    plain.get_by_role("button", name="Record a visit").click()
    expect(plain.locator("[data-autosave-status]")).to_contain_text("Each button above keeps what you have typed since.")
    assert "pause" not in plain.locator("main").inner_text()
    plain.get_by_label("What happened?").fill("Kept by the button.")
    plain.get_by_role("button", name="Save and leave").click()
    plain.goto("/drafts")
    expect(plain.get_by_text("Kept by the button.")).to_be_visible()
    plain.context.close()


def test_two_windows_compare_their_texts_by_the_mouse_and_by_the_keyboard(page: Page) -> None:
    """A press that moves the page from under itself is no click: the words beside the text stay where they are while a button is pressed."""
    given_i_write_a_visit(page)
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("What happened?").fill("In the first window.")
    expect(page.locator("[data-autosave-status]")).to_contain_text(SAVED, timeout=10_000)
    other.get_by_label("What happened?").click()
    other.keyboard.type("In the second.")
    foot = other.locator(".kith-draft-status").get_by_role("button", name="Compare both texts")
    expect(foot).to_be_visible(timeout=10_000)
    assert other.locator(".kith-draft-trouble").get_by_role("button", name="Compare both texts").is_visible()
    box = foot.bounding_box()
    assert box
    other.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    other.mouse.down()
    other.wait_for_timeout(150)
    assert foot.bounding_box() == box
    other.mouse.up()
    expect(other.get_by_role("heading", level=1)).to_have_text("This draft was changed in another window")
    other.go_back()
    for text in ("In the first window.", "In the second."):
        page.goto("/drafts")
        expect(page.get_by_text(text)).to_be_visible()
