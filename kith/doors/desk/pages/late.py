"""What is late in a manager's teams: steps, visits, what plans say, tasks; drawn, the longest overdue first."""

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


@dataclass(frozen=True)
class Late:
    """Something that should have been done by now. `share`: its bar, from 1 to WIDEST, against the longest overdue."""

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
    rows = what_is_late(worker_of(request), timezone.localdate())
    return render(request, "desk/late.html", {"rows": rows, "by_worker": Counter(row.worker for row in rows if row.is_workers).most_common()})


def what_is_late(worker: Worker, today: date) -> list[Late]:
    """Four statements, however large the teams."""
    held = {one.person_id: one.worker_name for one in my_teams_people(seen_by=worker)}
    people = list(held)
    found: list[tuple[date, str, str, str, str, bool]] = [
        (timezone.localdate(each.due_at), each.what, each.name, each.worker or held.get(each.person_id, ""),
         reverse("step", args=[each.step_id]) if each.step_id else reverse("journey", args=[each.person_id]), True)
        for each in late_about(people, now=timezone.now(), seen_by=worker)
    ]  # fmt: skip
    found += [
        (action.due_on, action.what, action.name, action.who, reverse("plan", args=[action.plan_id]), action.is_workers)
        for action in actions_late(people, today=today, seen_by=worker)
        if action.due_on
    ]
    found += [
        (task.due_on, task.title, task.name, task.worker, reverse("record", args=[task.person_id]), True)
        for task in tasks_late(people, today=today, seen_by=worker)
    ]
    found.sort()
    longest = max(1, (today - found[0][0]).days) if found else 1
    return [
        Late(what, name, who or "nobody yet", due_on, path, (today - due_on).days, max(1, WIDEST * (today - due_on).days // longest), is_workers)
        for due_on, what, name, who, path, is_workers in found
    ]
