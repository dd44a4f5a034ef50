"""The browser's Back after a form was refused: the form with what was typed, not the browser's question whether to send it again."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_first_day import given_i_am_signed_in

pytestmark = pytest.mark.journey
WRONG = "943 476 5910"


def when_a_number_is_refused(page: Page) -> str:
    page.goto("/my-list")
    page.locator("[data-result]").first.click()
    page.wait_for_url("**/people/*")
    form = page.url + "/add/number"
    page.goto(form)
    page.get_by_label("Which number?").select_option("nhs_number")
    page.get_by_label("The number").fill(WRONG)
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("fails its check digit")
    return form


def test_back_shows_the_form_with_what_was_typed_and_never_after_signing_out(page: Page) -> None:
    given_i_am_signed_in(page)
    form = when_a_number_is_refused(page)
    page.get_by_label("Who issued it?").fill("Leeds GP")
    with page.expect_navigation():
        page.get_by_role("link", name="My list").first.click()
    page.go_back()
    assert page.url == form
    expect(page.get_by_label("The number")).to_have_value(WRONG)
    expect(page.get_by_label("Who issued it?")).to_have_value("Leeds GP")
    expect(page.get_by_label("Which number?")).to_have_value("nhs_number")
    page.reload()
    expect(page.get_by_role("heading", name="Add a number")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    page.go_back()
    expect(page.get_by_label("Password")).to_be_visible()
    assert WRONG not in page.content()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('typed:'))") == []


def test_nothing_that_was_typed_waits_for_whoever_signs_in_next(page: Page) -> None:
    given_i_am_signed_in(page)
    form = when_a_number_is_refused(page)
    with page.expect_navigation():
        page.get_by_role("link", name="My list").first.click()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('typed:'))") != []
    page.context.clear_cookies(name="kith_session")
    page.goto(form)
    expect(page.get_by_label("Password")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('typed:'))") == []


def test_what_was_sent_from_another_page_leads_back_there(page: Page) -> None:
    """A button that has no page of its own was refused: Back leads to where the button is."""
    given_i_am_signed_in(page)
    page.goto("/my-list")
    done = page.locator("form[action*='/tasks/']").first
    done.evaluate("form => { form.action = '/tasks/999999/done' }")
    with page.expect_navigation():
        done.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("My list")
    with page.expect_navigation():
        page.get_by_role("link", name="My list").first.click()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("My list")
