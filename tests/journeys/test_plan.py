"""A family's plan: made, carried forward at a conference, reviewed in a core group and in a conference, printed for each child, ended."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.accessibility import assert_accessible
from tests.journeys.at_work import choose, follow, part_of, press, then_it_was_held_today, write
from tests.journeys.test_first_day import given_i_am_signed_in

pytestmark = pytest.mark.journey
ADA, BEN, HOME = "Ada Tallowby", "Ben Tallowby", "12 Mill Lane LS8 4ZZ"
NIGHTS, MONEY, READING = "Ada sleeps through the night", "There is food in the house all week", "Ben reads with somebody every day"


def given_two_children(page: Page) -> str:
    """The address of Ada's record."""
    found = []
    for name, born in ((ADA, "4/5/2014"), (BEN, "11/2/2017")):
        page.goto(f"/people/add?q={name} {born} {HOME}")
        page.get_by_role("button", name="Add this person").click()
        page.wait_for_load_state()
        if page.get_by_label("It is none of the people above").count():
            page.get_by_label("It is none of the people above").check()
            page.get_by_role("button", name="Add this person").click()
        page.wait_for_url(re.compile(r"/people/\d+$"))
        found.append(page.url)
    return found[0]


def when_a_step_begins_about_both(page: Page, record: str, title: str) -> None:
    page.goto(f"{record}/journey")
    follow(page, "Begin a step")
    page.get_by_text(title, exact=True).click()
    page.get_by_text(re.compile(f"^{BEN}, ")).click()
    press(page, "Begin")


def when_it_is_added(page: Page, whose: str, need: str, wanted: str, what: str, who: str) -> None:
    follow(page, "Add to the plan")
    choose(page, "Whose need is it", whose)
    write(page, "New need:", need)
    write(page, "What will be better?", wanted)
    write(page, "What will happen?", what)
    write(page, "Or who else?", who)
    press(page, "Add")


def a_plan_is_made(page: Page, record: str) -> None:
    when_a_step_begins_about_both(page, record, "Family group decision-making meeting")
    follow(page, "The family's plan")
    press(page, "Make the plan: Family plan")
    when_it_is_added(page, "The family together", MONEY, "Nobody goes to bed hungry", "Claim what is due, with help", "Rosa")
    when_it_is_added(page, ADA, NIGHTS, "She is not tired at school", "The school nurse visits twice", "The school nurse")
    when_it_is_added(page, BEN, READING, "He catches up with his class", "Reading with Grandad after tea", "Grandad")


def it_is_reviewed(page: Page, said: dict[str, tuple[str, str]]) -> None:
    """What was talked about is said; the rest is left."""
    follow(page, "Review it")
    assert_accessible(page)
    for what, (standing, changed) in said.items():
        where = page.locator(".kith-plan__judged", has_text=what)
        where.get_by_text(standing, exact=True).click()
        write(where, "What has changed?", changed)
    press(page, "Keep the review")


def it_is_carried_forward(page: Page, record: str) -> None:
    """Another kind of plan begins at a conference: what is open goes on in it, with how it stood."""
    when_a_step_begins_about_both(page, record, "Transfer-in conference")
    conference = page.url
    follow(page, "The family's plan")
    expect(page.locator("main")).to_contain_text("A new plan takes over what is still open for them, with how it stood.")
    press(page, "Make the plan: Child protection plan")
    expect(page.locator("main")).to_contain_text("What was open in the family plan before goes on here.")
    expect(page.get_by_role("region", name=ADA)).to_contain_text("partly met. One visit so far.")
    assert_accessible(page)
    page.goto(conference)
    write(page, "Which council's plan is it?", "Leeds")
    write(page, "What is the plan there", "A plan for neglect since May; nights are better.")
    for name in (ADA, BEN):
        choose(part_of(page, name), f"{name.split()[0]}'s main need", "Abuse, neglect or exploitation")
        choose(part_of(page, name), f"For which kind of harm is there a plan for {name.split()[0]}?", "Neglect")
    write(page, "What does it mean for each child", "The plan goes on here.")
    then_it_was_held_today(page)
    for name in (ADA, BEN):
        choose(page, f"What is the outcome for {name}?", "Child protection plan here")
    press(page, "Finish")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def when_the_planned_step_begins(page: Page, record: str, title: str) -> None:
    page.goto(f"{record}/journey")
    follow(page, title)
    press(page, "Begin")


def a_core_group_looks_at_two_needs(page: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Core group")
    follow(page, "The family's plan")
    press(page, "Go on with the plan")
    it_is_reviewed(page, {"The school nurse visits twice": ("Met", "She sleeps."), "Reading with Grandad": ("Not met", "Grandad was ill.")})
    rows = page.get_by_role("region", name="Table of progress").locator("tbody tr")
    expect(rows.last.locator("td")).to_have_text(["1", "0", "1", "0", "1"])
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Change ?: Reading with Grandad after tea")).click()
    page.get_by_label("What will happen?").fill("Reading with Dad after tea")
    page.get_by_label("Or who else?").fill("Dad")
    write(page, "Why does it change?", "Grandad is ill")
    press(page, "Change")
    expect(page.get_by_role("region", name=BEN)).to_contain_text("What stood there before")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile(f"Something more about this ?: {MONEY}")).click()
    expect(page.get_by_label("New need:")).to_have_count(0)
    write(page, "What will happen?", "A food parcel until then")
    write(page, "Or who else?", "The church")
    press(page, "Add")
    expect(page.get_by_role("region", name="The family together")).to_contain_text("A food parcel until then")


def it_is_printed_for_each_child(page: Page) -> None:
    """A child's own part has nothing of a sibling's, nor of what is about all of them."""
    whole, adas = (_pdf(page, name) for name in ("The whole plan as PDF", f"{ADA}'s part alone"))
    assert all(words in whole for words in (NIGHTS, MONEY, READING, "Reading with Dad after tea", "Not met: Grandad was ill"))
    assert NIGHTS in adas
    assert not any(words in adas for words in (MONEY, READING, "Ben"))
    with page.expect_download() as coming:
        page.get_by_role("region", name=BEN).get_by_role("link", name="Word").click()
    written = Document(str(coming.value.path()))
    words = [each.text for each in written.paragraphs] + [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert READING in words
    assert not any(NIGHTS in each or MONEY in each for each in words)


def _pdf(page: Page, link: str) -> str:
    where = page.get_by_role("region", name=ADA) if link.startswith(ADA) else page
    address = where.get_by_role("link", name="PDF").last.get_attribute("href")
    answer = page.request.get(f"{address}")
    return " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.body())).pages).split())


def a_review_conference_ends_it(page: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Review child protection conference")
    follow(page, "The family's plan")
    press(page, "Go on with the plan")
    money, parcel = ("Met", "The money comes."), ("No longer needed", "There is money.")
    it_is_reviewed(page, {"Claim what is due": money, "Reading with Dad": ("Met", "Ben has caught up."), "A food parcel": parcel})
    follow(page, "End the plan")
    press(page, "End the plan")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why the plan ends, so that the family can read it.")
    write(page, "Why?", "Everything that was wanted has come about")
    press(page, "End the plan")
    expect(page.locator("main")).to_contain_text("Everything that was wanted has come about.")
    expect(page.get_by_role("link", name="Add to the plan")).to_have_count(0)
    assert_accessible(page)


def test_a_plan_goes_on_from_one_meeting_to_the_next(page: Page) -> None:
    given_i_am_signed_in(page)
    record = given_two_children(page)
    a_plan_is_made(page, record)
    it_is_reviewed(page, {"The school nurse visits twice": ("Partly met", "One visit so far.")})
    it_is_carried_forward(page, record)
    a_core_group_looks_at_two_needs(page, record)
    it_is_printed_for_each_child(page)
    a_review_conference_ends_it(page, record)
