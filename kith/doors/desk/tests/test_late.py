"""A manager sees what is late in the team: steps, visits, what plans say and tasks, the longest overdue first."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.doors.desk.pages.late import what_is_late
from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import begin_step
from kith.practice.pathways.models import Episode
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.plans.commands import add_action, add_need, make_plan
from kith.practice.plans.models import Action
from kith.practice.work.commands import allocate, raise_task
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def _child(name: str, cast: Cast, now: datetime, *, team: int) -> Person:
    made = register_person(forenames=name, surname="Quillfeather", by=cast.amina, at=now)
    allocate(person_id=made.pk, worker_id=cast.amina.pk, team_id=team, starts_on=now.date(), by=cast.ben, at=now)
    return made


def test_the_longest_overdue_is_first_whatever_it_is_and_other_teams_are_left_out(cast: Cast, client_of: ClientOf) -> None:
    now = timezone.now()
    today = timezone.localdate()
    ella, noah = _child("Ella", cast, now, team=cast.north.pk), _child("Noah", cast, now, team=cast.north.pk)
    other = _child("Other", cast, now, team=cast.south.pk)
    for person, title, days in ((ella, "Ring the school", 3), (other, "Ring elsewhere", 30), (ella, "Not yet", -2)):
        raise_task(person_id=person.pk, worker_id=cast.amina.pk, title=title, due_on=today - timedelta(days=days), by=cast.amina, at=now)
    raise_task(person_id=ella.pk, also=[noah.pk], worker_id=cast.cerys.pk, title="Bunk beds", due_on=today - timedelta(days=9), by=cast.amina, at=now)
    step = begin_step(kind="contact", person_ids=[noah.pk], began=now - timedelta(days=20), why="A call", by=cast.amina, at=now)
    rows = what_is_late(cast.ben, today)
    assert [(row.what, row.name) for row in rows][1:] == [("Bunk beds", "Ella Quillfeather, Noah Quillfeather"), ("Ring the school", "Ella Quillfeather")]
    assert rows[0].path == reverse("step", args=[step.pk])
    assert [row.share for row in rows] == sorted((row.share for row in rows), reverse=True)
    assert rows[0].share == 100
    page = BeautifulSoup(client_of(cast.ben).get(reverse("late")).content, "html.parser")
    assert [row.get_text(" ", strip=True).count("days late") for row in page.select("main ol > li")] == [1, 1, 1]
    assert f'{cast.cerys.name}: 1' in page.get_text()
    assert reverse("late") in client_of(cast.ben).get(reverse("my_list")).content.decode()
    assert reverse("late") not in client_of(cast.amina).get(reverse("my_list")).content.decode()
    assert client_of(cast.amina).get(reverse("late")).status_code == 403


def test_what_a_plan_says_is_late_too_whoever_was_to_do_it(cast: Cast) -> None:
    now, today = timezone.now(), timezone.localdate()
    ella = _child("Ella", cast, now, team=cast.north.pk)
    step = begin_step(kind="family-group-decision-making", person_ids=[ella.pk], began=now, why="Worried", by=cast.amina, at=now)
    plan = make_plan(step_id=step.pk, by=cast.amina, at=now)
    need = add_need(plan_id=plan.pk, person_id=ella.pk, says="A bed", wanted="Sleeps well", by=cast.amina, at=now)
    action = add_action(need_id=need.pk, what="Find a bed", who="Mum", worker_id=None, due_on=today, by=cast.amina, at=now)
    assert what_is_late(cast.ben, today) == []
    Action.objects.filter(pk=action.pk).update(due_on=today - timedelta(days=5))
    (row,) = what_is_late(cast.ben, today)
    assert (row.what, row.name, row.worker, row.days, row.is_workers) == ("Find a bed", "Ella Quillfeather", "Mum", 5, False)


def test_nothing_is_told_of_a_record_that_is_shut_to_the_manager(cast: Cast) -> None:
    now, today = timezone.now(), timezone.localdate()
    ella = _child("Ella", cast, now, team=cast.north.pk)
    raise_task(person_id=ella.pk, worker_id=cast.amina.pk, title="Ring", due_on=today - timedelta(days=3), by=cast.amina, at=now)
    begin_step(kind="contact", person_ids=[ella.pk], began=now - timedelta(days=20), why="A call", by=cast.amina, at=now)
    assert len(what_is_late(cast.ben, today)) == 2
    restrict(
        person_id=ella.pk, kind="staff", level="locked", reason="A colleague", contact="Ring Ada", review_on=today + timedelta(days=90),
        workers=[cast.amina.pk], teams=[], by=cast.ben, at=now,
    )  # fmt: skip
    assert what_is_late(cast.ben, today) == []


def test_what_the_law_asks_comes_first_and_each_kind_stands_alone(cast: Cast, client_of: ClientOf) -> None:
    now, today = timezone.now(), timezone.localdate()
    ella = _child("Ella", cast, now, team=cast.north.pk)
    raise_task(person_id=ella.pk, worker_id=cast.amina.pk, title="Ring", due_on=today - timedelta(days=30), by=cast.amina, at=now)
    begin_step(kind="referral", person_ids=[ella.pk], began=now - timedelta(days=10), why="A call", by=cast.amina, at=now)
    rows = what_is_late(cast.ben, today)
    assert rows[0].kind == "law"
    assert rows[-1].kind == "tasks"
    assert rows[-1].share == 100
    client = client_of(cast.ben)
    page = BeautifulSoup(client.get(reverse("late")).content, "html.parser")
    shown = {link.get_text(): link["href"] for link in page.select("nav[aria-label^=Which] a")}
    assert next(iter(shown)) == f"All ({len(rows)})"
    assert shown["Tasks (1)"] == "?kind=tasks"
    only = BeautifulSoup(client.get(reverse("late") + "?kind=tasks").content, "html.parser")
    assert [row.a.get_text() for row in only.select("main ol > li") if row.a] == ["Ring: Ella Quillfeather"]
    assert len(BeautifulSoup(client.get(reverse("late") + "?kind=<x>").content, "html.parser").select("main ol > li")) == len(rows)


def test_lists_of_people_say_which_plans_are_in_force(cast: Cast, client_of: ClientOf) -> None:
    now = timezone.now()
    ella, noah = _child("Ella", cast, now, team=cast.north.pk), _child("Noah", cast, now, team=cast.north.pk)
    for kind in ("child-in-need", "child-protection-plan"):
        Episode.objects.create(person_id=ella.pk, kind=kind, started_on=timezone.localdate(), recorded_at=now, recorded_by=cast.amina)
    Episode.objects.create(person_id=noah.pk, kind="child-in-need", started_on=timezone.localdate(), recorded_at=now, recorded_by=cast.amina)
    for worker in (cast.amina, cast.ben):
        page = BeautifulSoup(client_of(worker).get(reverse("my_list")).content, "html.parser")
        tags = {row.a.get_text(): [tag.get_text() for tag in row.select(".kith-tag")] for row in page.select("main li") if row.a}
        assert tags["Ella Quillfeather"] == ["Child protection plan"], worker
        assert tags["Noah Quillfeather"] == ["Child in need"], worker
