"""What one step said, the next one shows; what it leads to is named; why is asked only where it is needed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.access.rules import Level
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import load_form, save_response
from kith.practice.forms.models import Response
from kith.practice.forms.queries import answers, drawn, shipped_forms
from kith.practice.forms.queries.drawing import DrawnQuestion
from kith.practice.pathways.commands import authorise_step, begin_planned_step, begin_step, finish_step, send_back_step
from kith.practice.pathways.models import Departure, Happening, Step
from kith.practice.pathways.queries import following
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import register_person
from kith.practice.work.queries import notices_for
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ClientOf = Callable[[Worker], Client]


def child(name: str, by: Worker) -> int:
    return register_person(forenames=name, surname="O'Neil", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=by, at=MONDAY).pk


def save(step: Step, by: Worker, **said: str) -> None:
    form = drawn(step.response or 0, seen_by=by)
    save_response(response_id=form.id, fields={key: [words] for key, words in said.items()}, revision=form.revision, by=by, at=MONDAY)


def ended(step: Step, by: Worker, outcomes: dict[int, str], *, held: date | None = None, to: int | None = None) -> Step:
    fill_in(step, by=by, at=MONDAY)
    return finish_step(step=step, ending=Ending({who: Decided(key, "because") for who, key in outcomes.items()}, held, to), by=by, at=MONDAY)


def planned(kind: str, by: Worker) -> Step:
    return begin_planned_step(step=Step.objects.get(kind=kind, status="planned"), began=MONDAY, by=by, at=MONDAY)


def question(step: Step, key: str, by: Worker) -> DrawnQuestion:
    sections = drawn(step.response or 0, seen_by=by).sections
    return next(each for section in sections for block in section.blocks for each in block.questions if each.id == key)


def a_referral(cast: Cast, people: list[int]) -> Step:
    contact = begin_step(kind="contact", person_ids=people, began=MONDAY, by=cast.amina, at=MONDAY)
    save(contact, cast.amina, worry="Ada's cheek is bruised.", wanted="That somebody sees her today")
    ended(contact, cast.amina, dict.fromkeys(people, "referral"))
    return planned("referral", cast.amina)


def test_the_referral_shows_what_the_contact_said_and_keeps_it_without_typing(cast: Cast) -> None:
    ada, ben = child("Ada", cast.amina), child("Ben", cast.amina)
    referral = a_referral(cast, [ada, ben])
    worry, wanted, source = (question(referral, key, cast.amina) for key in ("worry", "asked_for", "source"))
    assert (worry.known, worry.known_from) == ("Ada's cheek is bruised.", "Contact, 23 November 2026")
    assert wanted.known == "That somebody sees her today"
    assert source.known_from == "Contact, 23 November 2026"
    ended(referral, cast.amina, {ada: "strategy", ben: "no-further-action"}, to=cast.ben.pk)
    assert answers(referral.response or 0, seen_by=cast.amina)["worry"] == "Ada's cheek is bruised."
    assert Response.objects.get(pk=referral.response or 0).how["worry"] == "left"


def test_a_step_about_one_of_them_says_whose_words_they_are_too(cast: Cast) -> None:
    """And where they were first written, not where they were carried along."""
    ada, ben = child("Ada", cast.amina), child("Ben", cast.amina)
    ended(a_referral(cast, [ada, ben]), cast.amina, {ada: "strategy", ben: "no-further-action"}, to=cast.ben.pk)
    authorise_step(step=Step.objects.get(kind="referral"), by=cast.ben, at=MONDAY)
    discussion = planned("strategy-discussion", cast.amina)
    assert question(discussion, "worry", cast.amina).known_from == "Contact (also about Ben O'Neil), 23 November 2026"


def test_of_a_sibling_who_is_hidden_since_nothing_is_carried(cast: Cast) -> None:
    ada, ben = child("Ada", cast.amina), child("Ben", cast.amina)
    ended(a_referral(cast, [ada, ben]), cast.amina, {ada: "strategy", ben: "no-further-action"}, to=cast.ben.pk)
    authorise_step(step=Step.objects.get(kind="referral"), by=cast.ben, at=MONDAY)
    restrict(person_id=ben, kind="staff", level=Level.HIDDEN, reason="A colleague's", workers=[cast.ben.pk], by=cast.ben, at=MONDAY)
    amina = Worker.objects.get(pk=cast.amina.pk)
    discussion = planned("strategy-discussion", amina)
    assert question(discussion, "worry", amina).known == ""


def test_what_follows_is_named_with_its_day_and_why(cast: Cast, client_of: ClientOf) -> None:
    ada, ben = child("Ada", cast.amina), child("Ben", cast.amina)
    referral = a_referral(cast, [ada, ben])
    ended(referral, cast.amina, {ada: "assess", ben: "no-further-action"}, to=cast.ben.pk)
    waiting = Step.objects.get(pk=referral.pk)
    assert [(each.title, each.names, each.step_id) for each in following(waiting, now=MONDAY, seen_by=cast.amina)] == [
        ("Child and family assessment", "Ada O'Neil", None)
    ]
    authorise_step(step=referral, by=cast.ben, at=MONDAY)
    (comes,) = following(Step.objects.get(pk=referral.pk), now=MONDAY, seen_by=cast.amina)
    assert comes.step_id == Step.objects.get(kind="child-and-family-assessment").pk
    assert [clock.due_at.date() for clock in comes.clocks] == [date(2027, 1, 28)]
    said = client_of(cast.amina).get(reverse("step", args=[referral.pk])).content.decode()
    assert "What comes next" in said
    assert "within 45 working days of the referral" in said


def test_a_review_opens_beside_the_last_one(cast: Cast) -> None:
    ada = child("Ada", cast.amina)
    panel = begin_step(kind="exploitation-panel", person_ids=[ada], began=MONDAY, why="Asked for at once", by=cast.amina, at=MONDAY)
    ended(panel, cast.amina, {ada: "goes-on"}, held=MONDAY.date())
    again = planned("exploitation-panel", cast.amina)
    first, second = Response.objects.filter(version__key="exploitation_panel").order_by("id")
    assert (first.pk, second.pk) == (panel.response, again.response)
    assert (first.prior_id, second.prior_id) == (None, first.pk)


def test_why_is_asked_only_of_what_begins_out_of_order(cast: Cast, client_of: ClientOf) -> None:
    ada = child("Ada", cast.amina)
    referral = a_referral(cast, [ada])
    ended(referral, cast.amina, {ada: "assess"}, to=cast.ben.pk)
    authorise_step(step=referral, by=cast.ben, at=MONDAY)
    client, address = client_of(cast.amina), reverse("begin_step", args=[ada])
    assert "without that" not in client.get(address).content.decode()
    said = {"kind": "section-47-enquiry", "people": [str(ada)], "began_day": "23", "began_month": "11", "began_year": "2026", "time": "10:15"}
    asked = client.post(address, said).content.decode()
    assert "This usually follows: strategy discussion" in asked
    assert "Why does it begin without that?" in asked
    assert "10:15" in asked
    client.post(address, {**said, "why": "Tonight's discussion is written up tomorrow"})
    assert list(Departure.objects.values_list("what", "why")) == [("out of order", "Tonight's discussion is written up tomorrow")]


def test_the_day_on_which_a_report_was_shared_is_told_once(cast: Cast) -> None:
    """Its clock counts from the answer of the form."""
    ada = child("Ada", cast.amina)
    early = MONDAY - timedelta(days=7)
    conference = begin_step(kind="initial-conference", person_ids=[ada], began=early, why="Moved in with it", by=cast.amina, at=MONDAY)
    save(conference, cast.amina, shared_on__day="18", shared_on__month="11", shared_on__year="2026")
    ended(conference, cast.amina, {ada: "no-plan"}, held=MONDAY.date())
    assert [row.at.date() for row in Happening.objects.filter(kind="report-shared")] == [date(2026, 11, 18)]
    assert question(conference, "shared_on", cast.amina).known_from == "Noted in this step, 18 November 2026"


def test_the_approver_sees_what_changed_since_it_was_sent_back(cast: Cast, client_of: ClientOf) -> None:
    ada = child("Ada", cast.amina)
    referral = a_referral(cast, [ada])
    save(referral, cast.amina, why="Because")
    ended(referral, cast.amina, {ada: "assess"}, to=cast.ben.pk)
    send_back_step(step=referral, reasons="Say what you saw", by=cast.ben, at=MONDAY)
    assert [(one.text, one.person_id) for one in notices_for(seen_by=cast.amina)] == [("Ben Hartley sent back to you: Referral", ada)]
    save(referral, cast.amina, why="Her cheek is bruised; she says that Lee did it")
    ended(referral, cast.amina, {ada: "assess"}, to=cast.ben.pk)
    said = client_of(cast.ben).get(reverse("step", args=[referral.pk])).content.decode()
    changed = said[said.index("Changed since it was sent back") : said.index("</section>", said.index("Changed since it was sent back"))]
    assert "she says that Lee did it" in changed
    assert "Because" in changed
    assert "Main need" not in changed


def test_what_could_not_wait_and_was_signed_off_late_is_counted_as_late(cast: Cast) -> None:
    ada = child("Ada", cast.amina)
    referral = a_referral(cast, [ada])
    fill_in(referral, by=cast.amina, at=MONDAY)
    finish_step(step=referral, ending=Ending({ada: Decided("assess")}, None, cast.ben.pk, "She goes home tonight"), by=cast.amina, at=MONDAY)
    assert not Departure.objects.filter(what="late").exists()
    authorise_step(step=referral, by=cast.ben, at=MONDAY + timedelta(days=9))
    assert list(Departure.objects.filter(what="late").values_list("step_id", "person_id")) == [(referral.pk, ada)]


def test_a_form_that_changed_under_an_open_step_offers_to_go_on_with_the_new_one(cast: Cast, client_of: ClientOf) -> None:
    ada, client = child("Ada", cast.amina), client_of(cast.amina)
    referral = a_referral(cast, [ada])
    save(referral, cast.amina, why="Her cheek is bruised")
    load_form(text=shipped_forms()["referral"].replace("Who asks?", "Who asks this?"), by=cast.ada, at=MONDAY)
    here = reverse("step", args=[referral.pk])
    page = client.get(here).content.decode()
    assert "This form has changed since you began" in page
    assert "Who asks this?" not in page
    uuid = Response.objects.get(pk=referral.response or 0).uuid
    moved = client.post(reverse("move_response", kwargs={"response_uuid": uuid}), {"next": here}, follow=True)
    assert moved.redirect_chain[-1][0] == here
    assert "Who asks this?" in moved.content.decode()
    assert "Her cheek is bruised" in moved.content.decode()
    assert client.get(reverse("response", kwargs={"response_uuid": uuid})).headers["Location"] == here
