"""Tasks: about one person or several in one go, done by a click or by the entry that did them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.commands import EntryNotReady, finish_entry, save_draft, start_draft
from kith.practice.recording.models import Draft
from kith.practice.work.commands import finish_task, raise_task
from kith.practice.work.commands.tasks import TaskIncomplete
from kith.practice.work.models import Task
from kith.practice.work.queries import my_tasks, tasks_about, tasks_done_about, tasks_settled_by, tasks_to_settle
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def three(cast: Cast, now: datetime) -> list[Person]:
    """Ella, Noah and Tia O'Donnell, of one household."""

    def child(name: str, year: int) -> Person:
        made = people.register_person(
            forenames=name, surname="O'Donnell", born_on=date(year, 4, 3), birth_known="exact", by=cast.amina, at=now
        )
        people.move_to(person_id=made.pk, lines="1 Elm Road", postcode_text="LS8 1AB", starts_on=date(2025, 1, 1), by=cast.amina, at=now)
        return made

    return [child("Ella", 2012), child("Noah", 2014), child("Tia", 2018)]


@pytest.fixture
def task(three: list[Person], cast: Cast, now: datetime) -> Task:
    also = [person.pk for person in three[1:]]
    due = now.date() + timedelta(days=3)
    return raise_task(person_id=three[0].pk, also=also, worker_id=cast.amina.pk, title="Visit", due_on=due, by=cast.amina, at=now)


def _visit(about: list[Person], cast: Cast, now: datetime, **said: list[str]) -> Draft:
    draft = start_draft(kind="visit", person_ids=[person.pk for person in about], by=cast.amina, at=now)
    seen = {f"part_{person.pk}_{name}": ["yes"] for person in about for name in ("seen", "alone")}
    return save_draft(draft_id=draft.pk, fields={**seen, "text": ["All well."], **said}, revision=1, by=cast.amina, at=now)


def test_one_task_about_three_is_one_line_on_the_list_and_stands_on_each_record(three: list[Person], task: Task, cast: Cast) -> None:
    assert [(each.title, each.name) for each in my_tasks(seen_by=cast.amina)] == [("Visit", "Ella O'Donnell, Noah O'Donnell, Tia O'Donnell")]
    (on_record,) = tasks_about(three[1].pk, seen_by=cast.amina)
    assert on_record.name == "Ella O'Donnell, Tia O'Donnell"


def test_siblings_are_offered_when_a_task_is_added(three: list[Person], cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.amina), reverse("add_task", kwargs={"person_id": three[0].pk})
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert [str(box["value"]) for box in page.select("[name=also]")] == [str(three[2].pk), str(three[1].pk)]
    said = {"title": "Ring", "worker": cast.amina.pk, "due_on_day": 1, "due_on_month": 1, "due_on_year": 2030, "also": [three[2].pk]}
    assert client.post(address, said).status_code == 302
    assert set(Task.objects.filter(title="Ring").values_list("person_id", flat=True)) == {three[0].pk, three[2].pk}


def test_done_by_a_click_it_is_done_for_all_and_a_second_click_changes_nothing(three: list[Person], task: Task, cast: Cast, now: datetime) -> None:
    finish_task(task_id=task.pk, by=cast.amina, at=now)
    finish_task(task_id=task.pk, by=cast.amina, at=now + timedelta(hours=1))
    assert set(Task.objects.values_list("done_at", flat=True)) == {now}
    assert my_tasks(seen_by=cast.amina) == []


def test_a_visit_settles_what_is_ticked_about_whom_it_is_about(
    three: list[Person], task: Task, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    draft = _visit(three[:2], cast, now)
    client = client_of(cast.amina)
    page = BeautifulSoup(client.get(reverse("draft", kwargs={"draft_id": draft.pk})).content, "html.parser")
    (box,) = page.select("[name=settles]")
    assert "Visit: Ella O'Donnell, Noah O'Donnell, Tia O'Donnell, by" in page.select_one(f'label[for="{box["id"]}"]').get_text()  # type: ignore[union-attr]
    draft = save_draft(draft_id=draft.pk, fields={"settles": [str(box["value"])]}, revision=draft.revision, by=cast.amina, at=now)
    entry = finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    assert list(Task.objects.order_by("pk").values_list("settled_by_id", flat=True)) == [entry.pk, entry.pk, None]
    assert [each.name for each in my_tasks(seen_by=cast.amina)] == ["Tia O'Donnell"]
    (told,) = tasks_settled_by(entry.pk, seen_by=cast.amina)
    assert told.startswith("Task done: Visit (by ")
    assert told in client.get(reverse("entry", kwargs={"entry_id": entry.pk})).content.decode()
    done = client.get(reverse("tasks", kwargs={"person_id": three[0].pk})).content.decode()
    assert f'{reverse("entry", kwargs={"entry_id": entry.pk})}?of={three[0].pk}">done by this entry' in done
    assert LedgerEntry.objects.filter(event="TaskDone", reason=f"recording.Entry:{entry.pk}").exists()


def test_unticked_it_stays_to_be_done(three: list[Person], task: Task, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    draft = _visit(three[:1], cast, now, settles=[str(task.pk)])
    posted = {"revision": draft.revision, "do": "finish", "shown": ["people", "mentioned", "settles"], "people": [three[0].pk], "text": "All well."}
    assert client_of(cast.amina).post(reverse("draft", kwargs={"draft_id": draft.pk}), posted).status_code == 302
    assert not Task.objects.exclude(done_at=None).exists()


def test_a_visit_that_is_about_nobody_of_the_task_is_not_finished_and_nothing_is_half_done(
    three: list[Person], task: Task, cast: Cast, now: datetime
) -> None:
    finish_task(task_id=task.pk, by=cast.amina, at=now)
    other = raise_task(person_id=three[2].pk, worker_id=cast.amina.pk, title="Ring", due_on=now.date(), by=cast.amina, at=now)
    draft = _visit(three[:1], cast, now, settles=[str(other.pk)])
    with pytest.raises(TaskIncomplete, match="You ticked that this did “Ring”"):
        finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    assert Draft.objects.get(pk=draft.pk).finished_at is None


def test_what_is_missing_in_the_visit_leaves_the_task_open(three: list[Person], task: Task, cast: Cast, now: datetime) -> None:
    draft = _visit(three[:1], cast, now, settles=[str(task.pk)], text=[""])
    with pytest.raises(EntryNotReady):
        finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    assert not Task.objects.exclude(done_at=None).exists()


def test_nobody_elses_task_is_offered_or_settled(three: list[Person], cast: Cast, now: datetime) -> None:
    bens = raise_task(person_id=three[0].pk, worker_id=cast.ben.pk, title="Ring", due_on=now.date(), by=cast.amina, at=now)
    assert tasks_to_settle([three[0].pk], seen_by=cast.amina) == []
    finish_entry(draft_id=_visit(three[:1], cast, now, settles=[str(bens.pk)]).pk, by=cast.amina, at=now)
    assert Task.objects.get().done_at is None


def test_of_somebody_who_is_hidden_since_nothing_is_told(three: list[Person], task: Task, cast: Cast, now: datetime) -> None:
    entry = finish_entry(draft_id=_visit(three[:2], cast, now, settles=[str(task.pk)]).pk, by=cast.amina, at=now)
    restrict(
        person_id=three[1].pk, kind="safety", level="hidden", reason="Threats", contact="Ring Ben", review_on=date(2027, 1, 1),
        workers=[cast.ben.pk], teams=[], by=cast.ben, at=now,
    )  # fmt: skip
    (done,) = tasks_done_about(three[0].pk, seen_by=cast.amina)
    assert (done.title, done.entry_id) == ("Visit", entry.pk)
    assert [each.name for each in my_tasks(seen_by=cast.amina)] == ["Tia O'Donnell"]


def test_nobody_is_given_a_task_whose_record_they_may_not_open(three: list[Person], cast: Cast, now: datetime) -> None:
    restrict(
        person_id=three[0].pk, kind="safety", level="locked", reason="Threats", contact="Ring Ben", review_on=date(2027, 1, 1),
        workers=[cast.amina.pk, cast.ben.pk], teams=[], by=cast.ben, at=now,
    )  # fmt: skip
    with pytest.raises(TaskIncomplete, match="Choose somebody else"):
        raise_task(person_id=three[0].pk, worker_id=cast.cerys.pk, title="Ring", due_on=now.date(), by=cast.amina, at=now)


def test_two_windows_that_tick_different_tasks_are_compared_in_words(
    three: list[Person], task: Task, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    draft = _visit(three[:1], cast, now, settles=[str(task.pk)])
    said = {"revision": "1", "shown": ["settles"], "text": "All well.", "do": "save"}
    page = client_of(cast.amina).post(reverse("draft", kwargs={"draft_id": draft.pk}), said)
    assert page.status_code == 409
    told = BeautifulSoup(page.content, "html.parser").get_text()
    assert "Which of your tasks did this do?" in told
    assert "Visit: Ella O'Donnell, by " in told
