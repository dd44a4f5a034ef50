"""Tasks, and notices that were seen."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import ChoiceField, DateField, Form, TextField, TicksField
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages import is_page_of_ours
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import card_of, siblings_and_household
from kith.practice.work.commands import finish_task, mark_seen, raise_task
from kith.practice.work.queries import people_of_task, tasks_about, tasks_done_about, teams_and_workers


class TaskForm(Form):
    """What is to be done, by when, by whom."""

    title = TextField(label="What is to be done?", required=True, max_length=200)
    due_on = DateField(label="By when?", required=True)
    worker = ChoiceField(label="By whom?", as_select=True, required=True)
    also = TicksField(label="About whom else?", help_text="A visit that does it for some of them leaves it to be done for the others")

    def __init__(self, *args: Any, person_id: int, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("worker", teams_and_workers(seen_by=seen_by)[1])
        self.fields["worker"].initial = seen_by.pk
        near = [card for card in siblings_and_household(person_id, seen_by=seen_by) if card.is_open]
        today = timezone.localdate()
        self.offer("also", [(card.id, f"{card.name} ({card.age(today)})") for card in sorted(near, key=lambda one: one.born_on or today, reverse=True)])
        if not near:
            del self.fields["also"]


@page_for(Ability.RECORD)
def add_task(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say what is to be done."""
    worker = worker_of(request)
    form = TaskForm(request.POST or None, person_id=person_id, seen_by=worker)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            raise_task(
                person_id=person_id,
                also=[int(other) for other in chosen.get("also", ())],
                worker_id=int(chosen["worker"]),
                title=chosen["title"],
                due_on=chosen["due_on"],
                by=worker,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The task is on the list.")
            return redirect("record", person_id=person_id)
    card = card_of(person_id, seen_by=worker)
    context = {
        "form": form, "heading": "Add a task", "about": f"{card.name}, {card.age(timezone.localdate())}",
        "back_to": reverse("record", kwargs={"person_id": person_id}),
    }  # fmt: skip
    return render(request, "work/one_form.html", context)


@page_for(Ability.VIEW, part=Part.INVOLVED)
def tasks_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """What is to be done about somebody, and what was done, with the entry that did it."""
    worker = worker_of(request)
    leave_trace("tasks", person_id=person_id, seen_by=worker, at=timezone.now())
    context = {
        "card": card_of(person_id, seen_by=worker), "today": timezone.localdate(), "tasks": tasks_about(person_id, seen_by=worker),
        "done": tasks_done_about(person_id, seen_by=worker),
    }  # fmt: skip
    return render(request, "work/tasks.html", context)


def _whose_task(worker: Worker, said: Mapping[str, Any]) -> list[int]:
    return people_of_task(said["task_id"], seen_by=worker)


@require_POST
@page_for(Ability.RECORD, about=_whose_task)
def task_done(request: HttpRequest, task_id: int) -> HttpResponse:
    """Tick a task off, and go back to where it was ticked."""
    finish_task(task_id=task_id, by=worker_of(request), at=timezone.now())
    messages.success(request, "The task is done.")
    back = request.POST.get("back", "")
    return redirect(back if is_page_of_ours(back, request) else "my_list")


@require_POST
@page_for(Ability.SIGNED_IN)
def notice_seen(request: HttpRequest, notice_id: int) -> HttpResponse:
    """A notice leaves the list."""
    mark_seen(notice_id=notice_id, by=worker_of(request), at=timezone.now())
    return redirect("my_list")
