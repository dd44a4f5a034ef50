"""A family's plan is made, reviewed, carried forward; nothing is overwritten, and each child's part follows the child."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import Step
from kith.practice.plans.commands import (
    Judged,
    PlanRefused,
    ProgressNotReady,
    add_action,
    add_need,
    change_action,
    end_plan,
    make_plan,
    review_plan,
)
from kith.practice.plans.models import Action, Need, Plan, Progress
from kith.practice.plans.queries import actions_due, plan_view, plans_about
from kith.practice.plans.tests.family import a_step, siblings
from tests.cast import Cast
from tests.eyes import looking_as

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Worker], Client]


@pytest.fixture
def step(cast: Cast, now: datetime) -> Step:
    return a_step("family-group-decision-making", siblings(cast.amina, now, "Ava", "Oli"), cast.amina, now)


@pytest.fixture
def plan(step: Step, cast: Cast, now: datetime) -> Plan:
    return make_plan(step_id=step.pk, by=cast.amina, at=now)


def people_of(plan: Plan) -> list[int]:
    return list(plan.people.order_by("id").values_list("person_id", flat=True))


def something(plan: Plan, person: int | None, what: str, by: Worker, now: datetime, *, worker: Worker | None = None, days: int = 20) -> Action:
    need = add_need(plan_id=plan.pk, person_id=person, says=f"Needs {what}", wanted="It is calm at bedtime", by=by, at=now)
    due = (now + timedelta(days=days)).date()
    return add_action(need_id=need.pk, what=what, who="" if worker else "Mum", worker_id=worker.pk if worker else None, due_on=due, by=by, at=now)


def test_a_second_click_finds_the_plan_made(plan: Plan, step: Step, cast: Cast, now: datetime) -> None:
    assert make_plan(step_id=step.pk, by=cast.amina, at=now).pk == plan.pk
    assert Plan.objects.count() == 1


def test_it_is_reviewed_against_and_the_newest_says_how_it_stands(plan: Plan, cast: Cast, now: datetime) -> None:
    ava, _ = people_of(plan)
    mine, family = something(plan, ava, "a bed", cast.amina, now), something(plan, None, "a fence", cast.amina, now)
    for days, standing, changed in ((30, "partly", "The frame is there"), (60, "met", "She sleeps in it")):
        at = now + timedelta(days=days)
        review_plan(plan_id=plan.pk, judged={mine.pk: Judged(standing, changed), family.pk: Judged("")}, reviewed_on=at.date(), by=cast.amina, at=at)
    view = plan_view(plan.pk, seen_by=cast.amina)
    bed = next(line for line in view.lines if line.id == mine.pk)
    assert (bed.standing, [said.changed for said in bed.said]) == ("met", ["The frame is there", "She sleeps in it"])
    assert [dict(column.counts) for column in view.columns] == [
        {"met": 0, "partly": 1, "not": 0, "no longer": 0, "": 1},
        {"met": 1, "partly": 0, "not": 0, "no longer": 0, "": 1},
    ]


def test_the_same_review_sent_twice_is_kept_once(plan: Plan, cast: Cast, now: datetime) -> None:
    action = something(plan, people_of(plan)[0], "a bed", cast.amina, now)
    for _ in range(2):
        review_plan(plan_id=plan.pk, judged={action.pk: Judged("partly", "Ordered")}, reviewed_on=now.date(), by=cast.amina, at=now)
    assert Progress.objects.count() == 1


def test_what_was_not_met_says_why(plan: Plan, cast: Cast, now: datetime) -> None:
    action = something(plan, people_of(plan)[0], "a bed", cast.amina, now)
    with pytest.raises(ProgressNotReady) as refused:
        review_plan(plan_id=plan.pk, judged={action.pk: Judged("not")}, reviewed_on=now.date(), by=cast.amina, at=now)
    assert refused.value.missing == [(action.pk, "a bed: say in a few words what has changed, or why not.")]


def test_an_action_that_changes_keeps_what_stood_there_and_of_two_the_second_is_told(plan: Plan, cast: Cast, now: datetime) -> None:
    old = something(plan, people_of(plan)[0], "a bed", cast.amina, now)


    def change() -> None:
        change_action(
            action_id=old.pk, what="a bunk bed", who="Grandad", worker_id=None, due_on=old.due_on, why="Two of them now", by=cast.amina, at=now
        )

    change()
    with pytest.raises(PlanRefused, match="somebody else meanwhile"):
        change()
    (line,) = plan_view(plan.pk, seen_by=cast.amina).lines
    assert line.what == "a bunk bed"
    assert line.before[0][0].startswith("a bed (Mum, by ")
    assert line.before[0][1] == "Two of them now"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"what": " "}, "Say what will happen"),
        ({"who": "", "worker_id": None}, "Say who will do it"),
        ({"days": -3}, "That day has passed"),
        ({"days": 365 * 60}, "Check the year"),
    ],
)
def test_what_cannot_stand_is_told_in_a_sentence(wrong: dict[str, object], says: str, plan: Plan, cast: Cast, now: datetime) -> None:
    need = add_need(plan_id=plan.pk, person_id=None, says="Needs rest", wanted="", by=cast.amina, at=now)
    days = int(str(wrong.pop("days", 10)))
    said: dict[str, object] = {"what": "A week away", "who": "Nan", "worker_id": None, "due_on": (now + timedelta(days=days)).date(), **wrong}
    with pytest.raises(PlanRefused, match=says):
        add_action(need_id=need.pk, **said, by=cast.amina, at=now)  # type: ignore[arg-type]  # a case of every kind


def test_a_new_plan_takes_over_what_is_open_and_a_child_who_stays_keeps_the_old_one(plan: Plan, cast: Cast, now: datetime) -> None:
    ava, oli = people_of(plan)
    hers, his = something(plan, ava, "a bed", cast.amina, now), something(plan, oli, "a bike", cast.amina, now)
    review_plan(plan_id=plan.pk, judged={hers.pk: Judged("partly", "Ordered")}, reviewed_on=now.date(), by=cast.amina, at=now)
    later = now + timedelta(days=5)
    conference = a_step("initial-conference", [ava], cast.amina, later)
    new = make_plan(step_id=conference.pk, by=cast.amina, at=later)
    assert new.title == "Child protection plan"
    (line,) = plan_view(new.pk, seen_by=cast.amina).lines
    assert (line.what, line.standing, line.said[0].changed) == ("a bed", "partly", "Ordered")
    assert [each.id for each in plan_view(plan.pk, seen_by=cast.amina).lines] == [hers.pk, his.pk]
    assert [each.left_on for each in plans_about(ava, seen_by=cast.amina)] == [None, later.date()]
    plan.refresh_from_db()
    assert plan.ended_on is None, "Oli's part goes on"


def test_what_a_worker_is_to_do_is_on_their_list_until_it_is_done(plan: Plan, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    action = something(plan, people_of(plan)[0], "Ring the bed shop", cast.amina, now, worker=cast.amina)
    assert [(each.what, each.name) for each in actions_due(seen_by=cast.amina)] == [("Ring the bed shop", "Ava O'Neill")]
    assert "Ring the bed shop: Ava O&#39;Neill" in client_of(cast.amina).get("/my-list").content.decode()
    review_plan(plan_id=plan.pk, judged={action.pk: Judged("met")}, reviewed_on=now.date(), by=cast.amina, at=now)
    assert actions_due(seen_by=cast.amina) == []


def test_a_hidden_siblings_part_and_the_familys_are_for_who_may_see_them(plan: Plan, cast: Cast, now: datetime) -> None:
    ava, oli = people_of(plan)
    for person, what in ((ava, "a bed"), (oli, "a bike"), (None, "a fence")):
        action = something(plan, person, what, cast.amina, now)
        review_plan(plan_id=plan.pk, judged={action.pk: Judged("partly")}, reviewed_on=now.date(), by=cast.amina, at=now)
    restrict(person_id=oli, kind="staff", level="hidden", reason="Synthetic", contact="Ring us", workers=[cast.amina.pk], by=cast.ben, at=now)
    with looking_as(cast.cerys):
        cerys = Worker.objects.get(pk=cast.cerys.pk)
        view = plan_view(plan.pk, seen_by=cerys)
        assert [line.what for line in view.lines] == ["a bed"]
        assert view.names == "Ava O'Neill"
        for model in (Need, Action, Progress):
            assert {row.person_id for row in model.objects.all()} == {ava}, model
        with pytest.raises(Exception, match="Somebody else has a part"):
            add_need(plan_id=plan.pk, person_id=None, says="A look", wanted="", by=cerys, at=now)
    with looking_as(cast.amina):
        assert len(plan_view(plan.pk, seen_by=Worker.objects.get(pk=cast.amina.pk)).lines) == 3


def test_nobody_is_given_what_they_cannot_open(plan: Plan, cast: Cast, now: datetime) -> None:
    ava, _ = people_of(plan)
    restrict(person_id=ava, kind="staff", level="hidden", reason="Synthetic", contact="Ring us", workers=[cast.amina.pk], by=cast.ben, at=now)
    with pytest.raises(PlanRefused, match="Cerys Pugh cannot open"):
        something(plan, ava, "Ring", cast.amina, now, worker=cast.cerys)


def test_a_plan_that_ended_takes_nothing_more(plan: Plan, cast: Cast, now: datetime) -> None:
    with pytest.raises(PlanRefused, match="Say why"):
        end_plan(plan_id=plan.pk, ended_on=now.date(), because="", by=cast.amina, at=now)
    end_plan(plan_id=plan.pk, ended_on=now.date(), because="All is met", by=cast.amina, at=now)
    with pytest.raises(PlanRefused, match="This plan has ended"):
        something(plan, None, "a fence", cast.amina, now)


def test_it_is_written_reviewed_and_printed_on_pages(step: Step, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    amina = client_of(cast.amina)
    assert "There is no plan yet" in amina.get(f"/steps/{step.pk}/plan").content.decode()
    where = amina.post(f"/steps/{step.pk}/plan")["Location"]
    plan = Plan.objects.get()
    ava, oli = people_of(plan)
    wrong = amina.post(f"{where}/add", {"need": "new", "person": ava, "says": "Sleeps badly", "what": "A bed"}).content.decode()
    assert "Say who will do it" in wrong
    assert "Sleeps badly" in wrong, "what was typed is kept"
    assert not Need.objects.exists(), "both or neither"
    amina.post(f"{where}/add", {"need": "new", "person": ava, "says": "Sleeps badly", "wanted": "Rest", "what": "A bed", "who": "Mum"})
    amina.post(f"{where}/add", {"need": "new", "person": oli, "says": "Bored", "what": "Football", "who": "Dad"})
    action = Action.objects.get(what="A bed")
    today = timezone.localdate()
    day = {f"reviewed_on_{part}": getattr(today, part) for part in ("day", "month", "year")}
    missing = amina.post(f"{where}/review", {**day, f"standing_{action.pk}": "not", f"changed_{action.pk}": ""}).content.decode()
    assert "say in a few words" in missing
    amina.post(f"{where}/review", {**day, f"standing_{action.pk}": "partly", f"changed_{action.pk}": "The frame is there"})
    page = amina.get(where).content.decode()
    assert "The frame is there" in page
    assert '<title id="progress-picture">' in page
    assert "Child" not in Plan.objects.get().title
    ben = client_of(cast.ben)
    assert ben.get(f"{where}.pdf").content.startswith(b"%PDF")
    own = Document(io.BytesIO(ben.get(f"{where}.docx?person={ava}").content))
    said = "\n".join([each.text for each in own.paragraphs] + [cell.text for table in own.tables for row in table.rows for cell in row.cells])
    assert "A bed" in said
    assert "Football" not in said
    assert "Oli" not in said
