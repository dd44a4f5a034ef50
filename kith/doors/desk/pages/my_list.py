"""My list: notices, drafts to go on with, tasks that are due, the worker's people."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import may
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.queries import due_for, how_they_stand, to_begin, to_sign
from kith.practice.people.queries import AlertView, PersonCard, cards_with_alerts, clashes_waiting
from kith.practice.people.rules.guardian import GUARDIAN
from kith.practice.plans.queries import actions_due
from kith.practice.recording.queries import LastSeen, last_seen, open_drafts
from kith.practice.work.queries import TeamsPerson, my_people, my_tasks, my_teams_people, notices_for

NEAR = timedelta(days=28)  # what is due later waits behind a fold


@page_for(Ability.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The front page is the worker's list; a partner's is that of their families."""
    return redirect("my_list" if worker_of(request).parts is None else "partner_home")


@page_for(Ability.SIGNED_IN)
def my_list(request: HttpRequest) -> HttpResponse:
    """What a worker starts the day with."""
    worker, today = worker_of(request), timezone.localdate()
    mine, notices = my_people(seen_by=worker), notices_for(seen_by=worker)
    teams = my_teams_people(seen_by=worker) if may(worker, Ability.ALLOCATE) else []
    own = [person for person, _, _ in mine]
    whom = _shown([*own, *(one.person_id for one in teams)], [one.person_id for one in notices if one.person_id], worker)
    now, near = timezone.now(), today + NEAR
    due = due_for(own, now=now, seen_by=worker)
    context = {
        "team": _team(teams, whom),
        "clashes": clashes_waiting(seen_by=worker) if may(worker, GUARDIAN) else 0,
        "notices": notices,
        "whom": whom,
        "drafts": open_drafts(seen_by=worker),
        "tasks": my_tasks(seen_by=worker),
        "due": [each for each in due if timezone.localdate(each.due_at) <= near],
        "due_later": [each for each in due if timezone.localdate(each.due_at) > near],
        "to_begin": to_begin(seen_by=worker),
        "to_sign": to_sign(now=now, seen_by=worker),
        "planned": actions_due(seen_by=worker),
        "people": _people(mine, whom),
        "today": today,
    }
    return render(request, "desk/my_list.html", context)


@dataclass(frozen=True)
class Shown:
    """Somebody whom the list names: who they are, in what danger, when last seen."""

    card: PersonCard
    alerts: list[AlertView]
    seen: LastSeen | None
    standing: list[str]  # which plans are in force


@dataclass(frozen=True)
class Mine:
    """One of the worker's people, in which role and since when."""

    who: Shown
    role: str
    since: date


@dataclass(frozen=True)
class Group:
    """A worker of the manager's teams with their people; no name where only the team is allocated."""

    name: str
    worker_id: int | None
    leaves_on: date | None
    rows: list[Shown]


def _shown(people: list[int], named: list[int], worker: Worker) -> dict[int, Shown]:
    """Three statements for everybody on the list, however many. Of whom a notice only names it is not asked when they were last seen."""
    cards = cards_with_alerts({*people, *named}, seen_by=worker) if people or named else {}
    seen = last_seen(set(people), seen_by=worker) if people else {}
    standing = how_they_stand(people, seen_by=worker) if people else {}
    return {id_: Shown(card, alerts, seen.get(id_), standing.get(id_, [])) for id_, (card, alerts) in cards.items()}


def _people(mine: list[tuple[int, str, date]], whom: dict[int, Shown]) -> list[Mine]:
    """By surname."""
    rows = [Mine(whom[person_id], role, since) for person_id, role, since in mine if person_id in whom]
    return sorted(rows, key=lambda row: row.who.card.filed_under)


def _team(held: list[TeamsPerson], whom: dict[int, Shown]) -> list[Group]:
    """By worker, so that a caseload is seen at a glance. Whoever has nobody allocated but the team comes first, then what leavers leave."""
    groups: dict[int | None, Group] = {}
    for one in held:
        if one.person_id in whom:
            group = groups.setdefault(one.worker_id, Group(one.worker_name, one.worker_id, one.leaves_on, []))
            group.rows.append(whom[one.person_id])
    for group in groups.values():
        group.rows.sort(key=lambda row: row.card.filed_under)
    return sorted(groups.values(), key=lambda group: (bool(group.name), group.leaves_on is None, group.name))
