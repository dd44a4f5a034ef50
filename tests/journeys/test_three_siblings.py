"""Three siblings whose paths part, from the contact to the end of a plan: every due date explained, every key press and click counted."""

import re
import sys
from collections.abc import Generator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kith.foundations.clocks.counting import add_months
from tests.journeys.accessibility import assert_accessible
from tests.journeys.at_work import (
    answers_on,
    choose,
    choose_from_list,
    follow,
    part_of,
    press,
    said,
    then_it_is_due,
    then_it_was_held_today,
    today,
    working_days_after,
    write,
)
from tests.journeys.conftest import Council
from tests.journeys.counting import LISTENER, Tally, Work
from tests.journeys.test_first_day import given_i_am_signed_in

pytestmark = pytest.mark.journey
ADA, BEN, CYD = CHILDREN = ("Ada Quillfeather", "Ben Quillfeather", "Cyd Quillfeather")
HOME = "9 Elm Road LS8 1AB"
BORN = {"Ada": "4/5/2014", "Ben": "11/2/2017", "Cyd": "30/8/2021", "Rosa": "7/7/1990"}
VOICES = {
    ADA: "I want it to be like it was before. I do not want Lee to come back.", BEN: "I was scared. It is better when Lee is not there.",
    CYD: "He plays with his cars and goes to his father when he is tired.",
}  # fmt: skip
DAYS = {
    ADA: "School, then home; she looks after Ben until Rosa is back.", BEN: "School, football, and games with Ada.",
    CYD: "Nursery, and weekends with his father.",
}  # fmt: skip


@pytest.fixture
def manager(page: Page, council: Council) -> Generator[Page]:
    """Another window, in which Ben is signed in."""
    browser = page.context.browser
    assert browser
    context = browser.new_context(base_url=council.url, viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTENER)
    opened = context.new_page()
    given_i_am_signed_in(opened, "ben@demo.example")
    yield opened
    context.close()


def given_a_family_that_nobody_knows(page: Page) -> dict[str, str]:
    """Name -> the address of their record."""
    found = {}
    for name, born in BORN.items():
        page.goto(f"/people/add?q={name} Quillfeather {born} {HOME}")
        page.get_by_role("button", name="Add this person").click()
        page.wait_for_load_state()
        if page.get_by_label("It is none of the people above").count():
            page.get_by_label("It is none of the people above").check()
            page.get_by_role("button", name="Add this person").click()
        page.wait_for_url(re.compile(r"/people/\d+$"))
        found[f"{name} Quillfeather"] = page.url
    return found


def when_a_step_begins(page: Page, record: str, title: str, also: tuple[str, ...] = ()) -> None:
    page.goto(f"{record}/journey")
    follow(page, "Begin a step")
    page.get_by_text(title, exact=True).click()
    for name in also:
        page.get_by_text(re.compile(f"^{name}, ")).click()
    press(page, "Begin")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def when_it_ends(page: Page, outcomes: dict[str, str], because: dict[str, str] | None = None, button: str = "Finish") -> None:
    for name, outcome in outcomes.items():
        choose(page, f"What is the outcome for {name}?", outcome)
    for name, words in (because or {}).items():
        write(page, f"Why, for {name}", words)
    press(page, button)
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def when_the_planned_step_begins(page: Page, record: str, title: str) -> None:
    page.goto(f"{record}/journey")
    follow(page, title)
    press(page, "Begin")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def when_the_manager_signs_off(manager: Page, title: str) -> None:
    manager.goto("/my-list")
    with manager.expect_navigation():
        manager.locator("li", has_text="Quillfeather").get_by_role("link", name=title).first.click()
    assert_accessible(manager)
    press(manager, "Sign off")
    expect(manager.locator("main")).to_contain_text("signed off")


def contact(page: Page, record: str) -> None:
    when_a_step_begins(page, record, "Contact", (BEN, CYD))
    for name in CHILDREN:
        then_it_is_due(page, "The decision on the contact", working_days_after(today(), 1), "within 1 working day of the contact", name)
    assert_accessible(page)
    choose_from_list(page, "Who told us?", "A school")
    write(page, "What are they worried about?", "Ada came in with a bruised cheek and said that Mum's partner did it. Ben flinches.")
    for name in CHILDREN:
        choose(part_of(page, name), f"Is {name.split()[0]} safe today?", "Yes")
    write(page, "What do you make of it, and what should happen?", "Ada may have been hurt. A social worker should see all three today.")
    when_it_ends(page, dict.fromkeys(CHILDREN, "Accepted as a referral"))


def referral(page: Page, manager: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Referral")
    then_it_is_due(page, "The decision on the referral", working_days_after(today(), 1), "within 1 working day of the referral", ADA)
    assert_accessible(page)
    for name in CHILDREN:
        choose(part_of(page, name), f"{name.split()[0]}'s main need", "Abuse, neglect or exploitation")
    write(page, "What do you think should happen, and why?", "A strategy discussion about Ada and Ben; Cyd is with her father.")
    strategy, assess = "Strategy discussion, and an assessment", "Child and family assessment"
    when_it_ends(page, {ADA: strategy, BEN: strategy, CYD: assess}, button="Send for sign-off")
    when_the_manager_signs_off(manager, "Referral")


def assessment(page: Page, manager: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Child and family assessment")
    due = working_days_after(today(), 45)
    then_it_is_due(page, "The authorised child and family assessment", due, "within 45 working days of the referral", CYD)
    assert_accessible(page)
    write(page, "What do parents and carers say", "Rosa is frightened and wants help. She wants the children to be safe.")
    for name in CHILDREN:
        first, part = name.split()[0], part_of(page, name)
        choose(part, f"Have you seen {first}?", "Yes")
        choose(part, f"Have you seen {first} alone?", "Yes")
        write(part, f"What does {first} say, feel and want?", VOICES[name])
        write(part, f"What is a day like for {first}?", DAYS[name])
        choose(part, f"What did you find that bears on {first}?", "Physical abuse by an adult" if name == ADA else "No factors at all")
    write(page, "How do they care for, protect, guide and comfort the children?", "Rosa is warm. She could not keep Lee away.")
    write(page, "What is going well, and what keeps the children safe?", "Rosa, the school, and Cyd's father.")
    write(page, "What does all of this mean for each child", "Ada was hurt and may be again. Ben is worried for her. Cyd is safe with his father.")
    write(page, "What needs to change, and what help will make the difference?", "Lee stays away. Rosa is helped to keep it so.")
    outcomes = {ADA: "Goes on within the plan that is in place", BEN: "Child in need plan", CYD: "No further action"}
    when_it_ends(page, outcomes, button="Send for sign-off")
    expect(page.locator("main")).to_contain_text("What comes next, once it is signed off")
    when_the_manager_signs_off(manager, "Child and family assessment")


def strategy_discussion(page: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Strategy discussion")
    tomorrow = today() + timedelta(days=1)
    then_it_is_due(page, "The strategy discussion", said(tomorrow), "within 24 hours of the suspicion of significant harm", ADA)
    assert_accessible(page)
    for row, (name, agency) in enumerate((("Amina Yusuf", "Children's social care"), ("PC Jo Marsh", "Police"), ("Dr Asha Rao", "Health"))):
        if row:
            press(page, "Add another person")
        whom = page.get_by_role("group", name=f"Person {row + 1}", exact=True)
        write(whom, "Name", name)
        choose(whom, "Agency", agency)
    write(page, "What each agency knows", "Police: two calls to Lee's earlier address. Health: nothing of note.")
    for name in (ADA, BEN):
        choose(part_of(page, name), f"Is {name.split()[0]} safe now?", "Yes")
    choose(page, "Is there reasonable cause to suspect significant harm?", "Yes")
    write(page, "Why, and where people saw it differently", "A bruise and what Ada says of it.")
    write(page.get_by_role("group", name="Action 1", exact=True), "What", "See both children alone")
    write(page, "What are parents and children told", "Rosa is told today by Amina.")
    then_it_was_held_today(page)
    when_it_ends(page, dict.fromkeys((ADA, BEN), "Section 47 enquiry, together with the police"))


def enquiry(page: Page, manager: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Section 47 enquiry")
    within = "within 15 working days of the strategy discussion that started the section 47 enquiry"
    then_it_is_due(page, "The authorised outcome of the section 47 enquiry", working_days_after(today(), 15), within, BEN)
    assert_accessible(page)
    for name in (ADA, BEN):
        first, part = name.split()[0], part_of(page, name)
        choose(part, f"Was {first} seen?", "Yes")
        choose(part, f"Was {first} seen alone?", "Yes")
        write(part, f"What does {first} say?", VOICES[name])
    write(page, "What happened, and what was found?", "Lee slapped Ada. Ben was in the room.")
    write(page, "What do parents and carers say?", "Rosa has asked Lee to leave.")
    write(page, "Is each child suffering, or likely to suffer, significant harm? Say why", "Ada is, if Lee comes back. Ben is not.")
    ada, ben = "Harm, or its likelihood, and a continuing risk; initial conference", "The concerns are not substantiated; no conference"
    when_it_ends(page, {ADA: ada, BEN: ben}, button="Send for sign-off")
    when_the_manager_signs_off(manager, "Section 47 enquiry")


def initial_conference(page: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Initial child protection conference")
    within = "within 15 working days of the strategy discussion that started the section 47 enquiry"
    then_it_is_due(page, "The initial child protection conference", working_days_after(today(), 15), within)
    assert_accessible(page)
    write(page, "What has happened since the last conference", "Lee slapped Ada, and has left since.")
    write(page, "What does Ada say, feel and want from the conference?", VOICES[ADA])
    write(page, "How has Ada been harmed, or how may they be?", "A slap that left a bruise; it may happen again.")
    write(page, "What do parents and carers say?", "Rosa wants Lee to stay away.")
    write(page, "What keeps the children safe, and who helps?", "Rosa, her sister, the school.")
    write(page, "What does it mean for each child", "Ada is at risk while Lee may come back.")
    choose(page, "What do you recommend?", "A child protection plan")
    choose(page, "Were enough agencies there to decide?", "Yes")
    choose(page, "For which kind of harm is there a plan for Ada?", "Physical abuse")
    then_it_was_held_today(page)
    when_it_ends(page, {ADA: "Child protection plan"})
    then_what_comes_next_is_shown(page)


def then_what_comes_next_is_shown(page: Page) -> None:
    """The conference led to the core group, the review and visits: each with its day, and why."""
    comes = page.get_by_role("region", name="What comes next")
    for title in ("Core group", "Review child protection conference", "Visit"):
        expect(comes.get_by_role("link", name=title)).to_be_visible()
    then_it_is_due(page, "The first core group", working_days_after(today(), 10), "within 10 working days of the initial child protection conference")
    three_months = add_months(today(), 3)[0]
    then_it_is_due(page, "The first review child protection conference", three_months, "within 3 months of the initial child protection conference")


def plan(page: Page) -> None:
    """The family's plan is made in the conference; a need, and what will happen about it."""
    follow(page, "Make the plan")
    press(page, "Make the plan: Child protection plan")
    follow(page, "Add to the plan")
    write(page, "New need", "Lee does not come to the house")
    write(page, "What will be better?", "Ada is not hit, and is not afraid of it")
    write(page, "What will happen?", "Rosa rings the police if he comes")
    write(page, "Or who else?", "Rosa")
    press(page, "Add")
    assert_accessible(page)


def core_group(page: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Core group")
    then_it_is_due(page, "The first core group", working_days_after(today(), 10), "within 10 working days of the initial child protection conference")
    assert_accessible(page)
    write(page, "How is Ada, and what does Ada say?", "Ada sleeps better. She says that it is quiet now.")
    write(page, "What is different for Ada since last time?", "Lee has gone.")
    write(page, "What do parents and carers say?", "Rosa is relieved, and short of money.")
    choose(page, "Is the plan working?", "Yes, well")
    then_it_was_held_today(page)
    when_it_ends(page, {ADA: "The plan goes on"})


def a_review_that_changes_two_things(page: Page, record: str) -> None:
    """The next core group opens beside the last one: what was said then stands beside each question and is never taken over, for it was of its day."""
    when_the_planned_step_begins(page, record, "Core group")
    then_it_is_due(page, "The next core group", today() + timedelta(weeks=6), "within 6 weeks of the core group")
    expect(page.get_by_text("Same as last time")).to_have_count(0)
    assert_accessible(page)
    write(page, "How is Ada, and what does Ada say?", "Ada has been to the seaside.")
    write(page, "What is different for Ada since last time?", "Lee has gone.")
    write(page, "What do parents and carers say?", "Rosa has work.")
    choose(page, "Is the plan working?", "Yes, well")
    then_it_was_held_today(page)
    when_it_ends(page, {ADA: "The plan goes on"})
    expect(page.locator(".kith-form__answers .is-changed")).to_have_count(2)


def a_visit(page: Page, record: str, work: Work) -> None:
    """To Ada, as her plan asks. The day and whom it is about are there."""
    page.goto(record)
    press(page, "Record a visit")
    expect(page.get_by_label("Year", exact=True)).to_have_value(str(today().year))
    expect(page.locator("input[name=people]:checked")).to_have_count(1)
    work.there, work.given = 2, 3
    write(page, "What happened?", "Ada showed me her room. The house was calm, and Lee was not there.")
    page.get_by_text("Seen", exact=True).first.click()
    page.get_by_text("Alone", exact=True).first.click()
    press(page, "Finish: put it on the record")
    page.wait_for_url("**/entries/**")


def review_conference(page: Page, record: str) -> None:
    when_the_planned_step_begins(page, record, "Review child protection conference")
    three_months = add_months(today(), 3)[0]
    then_it_is_due(page, "The first review child protection conference", three_months, "within 3 months of the initial child protection conference")
    press(page, "Fill what is empty with the answers of last time")
    assert_accessible(page)
    write(page, "What has happened since the last conference, or what led to this one?", "Lee has moved away.")
    write(page, "What does Ada say, feel and want from the conference?", "She wants to stay with Rosa.")
    write(page, "How has Ada been harmed, or how may they be?", "She was hit in March.")
    write(page, "What has become better for Ada?", "Nobody has hit her, and she is not afraid.")
    write(page, "What do parents and carers say?", "Rosa has work.")
    choose(page, "What do you recommend?", "No further help from us")
    then_it_was_held_today(page)
    choose(page, f"What is the outcome for {ADA}?", "The plan ends")
    choose_from_list(page, "Reason, if the work ends", "A child protection plan is not needed any more")
    press(page, "Finish")
    expect(page.locator("main")).to_contain_text("It is done and on the record.")


ASSESSMENT = "A child and family assessment of three children, from contact to sign-off"
REVIEW = "A review (core group) that changes two things"
VISIT = "Recording a visit"


def test_three_siblings_go_their_own_ways(page: Page, manager: Page, capsys: pytest.CaptureFixture[str]) -> None:
    page.context.add_init_script(LISTENER)
    given_i_am_signed_in(page)
    records = given_a_family_that_nobody_knows(page)
    ada, tally = records[ADA], Tally((page, manager))
    with tally.of(ASSESSMENT) as work:
        contact(page, ada)
        count_answers(page, work)
        referral(page, manager, ada)
        count_answers(page, work)
    strategy_discussion(page, ada)
    enquiry(page, manager, ada)
    initial_conference(page, ada)
    plan(page)
    core_group(page, ada)
    with tally.of(VISIT) as work:
        a_visit(page, ada, work)
    with tally.of(REVIEW) as work:
        a_review_that_changes_two_things(page, ada)
        count_answers(page, work)
    with tally.of(ASSESSMENT) as work:
        assessment(page, manager, ada)
        count_answers(page, work)
    review_conference(page, ada)
    then_their_paths_have_parted(page, records)
    with capsys.disabled():
        sys.stdout.write(tally.table())
    then_the_hands_had_little_to_do(tally)


def count_answers(page: Page, work: Work) -> None:
    there, given = answers_on(page)
    work.there, work.given = work.there + there, work.given + given


def then_their_paths_have_parted(page: Page, records: dict[str, str]) -> None:
    page.goto(f"{records[ADA]}/journey")
    expect(page.get_by_role("region", name="Child protection plan")).to_contain_text("A child protection plan is not needed any more")
    page.goto(f"{records[BEN]}/journey")
    expect(page.locator("main")).to_contain_text("Child in need planning meeting")
    page.goto(f"{records[CYD]}/journey")
    expect(page.locator("main")).to_contain_text("No further action after the assessment")


def then_the_hands_had_little_to_do(tally: Tally) -> None:
    """Nearly every key press is a letter of what only the worker knows."""
    visit, review, whole = tally.works[VISIT], tally.works[REVIEW], tally.works[ASSESSMENT]
    assert visit.clicks <= 6
    assert visit.keys <= 70
    assert review.clicks <= 8  # the answer of each day is chosen on that day
    assert review.given == 2
    assert review.keys <= 60
    assert whole.clicks <= 65
    assert whole.keys <= 850
    assert whole.there >= 3
