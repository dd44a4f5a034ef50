"""A worker at a desk, in verbs: every one is a real key press or a real click, so that the browser counts them."""

import re
from datetime import date, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from kith.foundations.clocks.calendars import england
from kith.foundations.clocks.moments import LONDON


def today() -> date:
    return datetime.now(LONDON).date()


def working_days_after(start: date, number: int) -> date:
    """Counted one by one, beside the clocks' own counting."""
    day = start
    while number:
        day += timedelta(days=1)
        number -= england().is_working(day)
    return day


def said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def part_of(page: Page, name: str) -> Locator:
    """What a form asks of one person."""
    return page.get_by_role("group", name=name, exact=True)


def write(where: Page | Locator, question: str, words: str) -> None:
    """Click into a box, type."""
    box = where.get_by_label(question).locator("visible=true").first
    box.click()
    box.press_sequentially(words)


def choose(where: Page | Locator, question: str, answer: str) -> None:
    """Click one of the answers to a question."""
    where.get_by_role("group", name=question).get_by_text(answer, exact=True).first.click()


def choose_from_list(page: Page, question: str, answer: str) -> None:
    """Tab to a list and type the first letters."""
    page.get_by_label(question).focus()
    page.keyboard.type(answer)
    expect(page.get_by_label(question).locator("option:checked")).to_have_text(re.compile(answer))


def press(page: Page, button: str) -> None:
    """Click a button and wait for what comes."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).first.click()


def follow(page: Page, link: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=link).first.click()


def then_it_is_due(page: Page, what: str, on: date | str, within: str, person: str = "") -> None:
    """The due date of a step stands on screen, and why it is that day can be read there."""
    where = page.get_by_role("region", name=person, exact=True) if person else page.locator("main")
    clock = where.locator(".kith-clock", has_text=what).first
    words = on if isinstance(on, str) else said(on)
    expect(clock).to_contain_text(words)
    why = clock.locator("xpath=following-sibling::details[1]")
    why.locator("summary").evaluate("each => each.click()")  # a look, not work: it is not counted
    expect(why).to_contain_text(re.compile(rf"due by .*{words}.*{within}", re.DOTALL))
    expect(why.locator(".govuk-details__text")).to_be_visible()
    why.locator("summary").evaluate("each => each.click()")


def answers_on(page: Page) -> tuple[int, int]:
    """(there before, given now) among the answers of a finished form."""
    rows = page.locator(".kith-form__answers .govuk-summary-list__value")
    there = rows.filter(has_text=re.compile(r"\((as on record|on record, confirmed|as last time)\)")).count()
    return there, rows.count() - there


def then_it_was_held_today(page: Page) -> None:
    """A meeting that began today took place today: said already, to be changed where it is otherwise."""
    when = page.get_by_role("group", name="When did it take place?")
    for part, value in (("Day", today().day), ("Month", today().month), ("Year", today().year)):
        expect(when.get_by_label(part)).to_have_value(str(value))
