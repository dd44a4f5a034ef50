"""What is late in a manager's teams: steps, visits, what plans say, tasks; drawn, what the law asks first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.queries import late_about
from kith.practice.plans.queries import actions_late
from kith.practice.work.queries import my_teams_people, tasks_late

WIDEST = 100  # of a bar
KINDS = {"law": "by law or guidance", "local": "by our own practice", "plans": "by plans", "tasks": "tasks"}  # in this order


@dataclass(frozen=True)
class Late:
    """Something that should have been done by now. `kind`: of KINDS. `share`: its bar, from 1 to WIDEST, against the longest overdue."""

    kind: str
    what: str
    name: str
    worker: str
    due_on: date
    path: str
    days: int
    share: int
    is_workers: bool  # or is it for the family, or somebody else, to do


@page_for(Ability.ALLOCATE)
def late(request: HttpRequest) -> HttpResponse:
    """Of whoever has a lead in the manager's teams, as far as their records are open to the manager."""
    every, kind = what_is_late(worker_of(request), timezone.localdate()), request.GET.get("kind", "")
    counts = Counter(row.kind for row in every)
    rows = [row for row in every if kind not in KINDS or row.kind == kind]
    context = {
        "rows": rows, "kind": kind if kind in KINDS else "", "all": len(every),
        "kinds": [(key, words, counts[key]) for key, words in KINDS.items() if counts[key]],
        "by_worker": Counter(row.worker for row in rows if row.is_workers).most_common(), "by_others": sum(not row.is_workers for row in rows),
    }  # fmt: skip
    return render(request, "desk/late.html", context)


Found = tuple[date, str, str, str, str, str, bool]  # due on, kind, what, about whom, who, path, whether a worker is to do it


def what_is_late(worker: Worker, today: date) -> list[Late]:
    """What the law asks first, then the longest overdue. Four statements, however large the teams."""
    held = {one.person_id: one.worker_name for one in my_teams_people(seen_by=worker)}
    found = [*_steps(held, worker), *_others(list(held), today, worker)]
    found.sort(key=lambda one: (one[1] != "law", one))
    longest = max([1, *((today - one[0]).days for one in found)])
    return [
        Late(kind, what, name, who or "nobody yet", due_on, path, (today - due_on).days, max(1, WIDEST * (today - due_on).days // longest), is_workers)
        for due_on, kind, what, name, who, path, is_workers in found
    ]


def _steps(held: dict[int, str], worker: Worker) -> list[Found]:
    """Steps and visits."""
    return [
        (timezone.localdate(each.due_at), "law" if each.binds else "local", each.what, each.name, each.worker or held.get(each.person_id, ""),
         reverse("step", args=[each.step_id]) if each.step_id else reverse("journey", args=[each.person_id]), True)
        for each in late_about(list(held), now=timezone.now(), seen_by=worker)
    ]  # fmt: skip


def _others(people: list[int], today: date, worker: Worker) -> list[Found]:
    """What plans say, and tasks."""
    planned: list[Found] = [
        (action.due_on, "plans", action.what, action.name, action.who, reverse("plan", args=[action.plan_id]), action.is_workers)
        for action in actions_late(people, today=today, seen_by=worker)
        if action.due_on
    ]
    tasks = tasks_late(people, today=today, seen_by=worker)
    return planned + [(task.due_on, "tasks", task.title, task.name, task.worker, reverse("record", args=[task.person_id]), True) for task in tasks]
