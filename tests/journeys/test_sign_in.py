"""Signing in with a second step, in a browser: an app by its picture's key, a passkey, recovery codes, and where one is signed in."""

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.conftest import Council
from tests.journeys.test_first_day import PASSWORD

pytestmark = pytest.mark.journey


def _sign_in(page: Page, email: str, site: str = "") -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("Work e-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def _code_of(key: str, *, later: int = 0) -> str:
    """What an app shows that was given the key."""
    return f"{totp(b32decode(key.replace(' ', '')), drift=later):06d}"


def _well(page: Page) -> None:
    """On a phone and at a desk: axe finds nothing, nothing is cut off."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_an_app_is_added_and_asked_for(page: Page) -> None:
    _sign_in(page, "cerys@demo.example")
    page.get_by_role("link", name="Your sign-in").click()
    _well(page)
    page.get_by_role("link", name="Add an authenticator app").click()
    expect(page.get_by_role("img", name="A QR code")).to_be_visible()
    _well(page)
    key = page.locator("code.kith-key").inner_text()
    page.get_by_label("Code that the app shows now").fill(_code_of(key, later=-1))
    page.get_by_role("button", name="Add the app").click()
    _well(page)
    codes = page.locator("code.kith-key").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name=re.compile("^Sign out$")).first.click()
    _sign_in(page, "cerys@demo.example")
    page.wait_for_url("**/sign-in/second-step")
    _well(page)
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert").first).to_contain_text("That code is not right")
    assert_accessible(page)
    time.sleep(1.1)  # the wait after a wrong one
    page.get_by_label("Code", exact=True).fill(_code_of(key))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/my-list")
    page.goto("/my-sign-in")
    page.get_by_role("button", name="Remove the authenticator app").click()
    expect(page.get_by_role("alert")).to_contain_text("was removed")


def test_a_passkey_is_added_and_lets_in(page: Page, council: Council) -> None:
    site = f"http://localhost:{council.port}"  # a passkey belongs to a name; an address of numbers has none
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, "automaticPresenceSimulation": True}})
    _sign_in(page, "eve@demo.example", site)
    page.wait_for_url("**/my-list")
    page.goto(f"{site}/my-sign-in/passkeys/add")
    _well(page)
    page.get_by_label("What do you call it?").fill("Test key")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/my-sign-in/codes")
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("Passkey: Test key")).to_be_visible()
    _well(page)
    page.get_by_role("button", name=re.compile("^Sign out$")).first.click()
    _sign_in(page, "eve@demo.example", site)
    page.wait_for_url("**/sign-in/second-step")
    _well(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/my-list")
    page.goto(f"{site}/my-sign-in")
    expect(page.get_by_text("last used")).to_be_visible()
    page.get_by_role("button", name="Remove the passkey Test key").click()
    expect(page.get_by_role("alert")).to_contain_text("was removed")


def test_administrators_pages_of_signing_in(page: Page) -> None:
    _sign_in(page, "ada@demo.example")
    page.goto("/workers")
    page.get_by_role("link", name="Amina Yusuf").click()
    _well(page)
    page.get_by_role("link", name="Second step and sessions").click()
    _well(page)
