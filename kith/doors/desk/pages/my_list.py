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
from kith.practice.pathways.queries import due_for, to_begin, to_sign
from kith.practice.people.queries import AlertView, PersonCard, alerts_of, clashes_waiting, person_cards
from kith.practice.people.rules.guardian import GUARDIAN
from kith.practice.plans.queries import actions_due
from kith.practice.recording.queries import LastSeen, last_seen, open_drafts
from kith.practice.work.queries import my_people, my_tasks, my_teams_people, notices_for

NEAR = timedelta(days=28)  # what is due later waits behind a fold


@page_for(Ability.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The front page is the worker's list; a partner's is that of their families."""
    return redirect("my_list" if worker_of(request).parts is None else "partner_home")


@page_for(Ability.SIGNED_IN)
def my_list(request: HttpRequest) -> HttpResponse:
    """What a worker starts the day with."""
    worker, today = worker_of(request), timezone.localdate()
    team = _team(worker) if may(worker, Ability.ALLOCATE) else []
    notices = notices_for(seen_by=worker)
    mine = my_people(seen_by=worker)
    about = {notice.person_id for notice in notices if notice.person_id}
    due = due_for([person for person, _, _ in mine], now=timezone.now(), seen_by=worker)
    near = today + NEAR
    context = {
        "team": team,
        "clashes": clashes_waiting(seen_by=worker) if may(worker, GUARDIAN) else 0,
        "notices": notices,
        "whom": person_cards(about, seen_by=worker) if about else {},
        "drafts": open_drafts(seen_by=worker),
        "tasks": my_tasks(seen_by=worker),
        "due": [each for each in due if timezone.localdate(each.due_at) <= near],
        "due_later": [each for each in due if timezone.localdate(each.due_at) > near],
        "to_begin": to_begin(seen_by=worker),
        "to_sign": to_sign(seen_by=worker),
        "planned": actions_due(seen_by=worker),
        "people": _people(mine, worker, today),
        "today": today,
    }
    return render(request, "desk/my_list.html", context)


@dataclass(frozen=True)
class Mine:
    """One of the worker's people, as the list shows them."""

    card: PersonCard
    age: str
    role: str
    since: date
    alerts: list[AlertView]
    seen: LastSeen | None


def _people(mine: list[tuple[int, str, date]], worker: Worker, today: date) -> list[Mine]:
    """Three statements, however many people."""
    if not mine:
        return []
    ids = [person_id for person_id, _, _ in mine]
    cards, alerts, seen = person_cards(ids, seen_by=worker), alerts_of(ids, seen_by=worker), last_seen(ids, seen_by=worker)
    rows = [Mine(cards[id_], cards[id_].age(today), role, since, alerts[id_], seen.get(id_)) for id_, role, since in mine if id_ in cards]
    return sorted(rows, key=lambda row: row.card.filed_under)


@dataclass(frozen=True)
class Teams:
    """Somebody whom the manager's team works with."""

    card: PersonCard
    seen: LastSeen | None


@dataclass(frozen=True)
class Group:
    """A worker of the manager's teams with their people; no name where only the team is allocated."""

    name: str
    worker_id: int | None
    leaves_on: date | None
    rows: list[Teams]


def _team(worker: Worker) -> list[Group]:
    """By worker, so that a caseload is seen at a glance. Whoever has nobody allocated but the team comes first, then what leavers leave."""
    held = my_teams_people(seen_by=worker)
    ids = [one.person_id for one in held]
    cards, seen = person_cards(ids, seen_by=worker), last_seen(ids, seen_by=worker)
    groups: dict[int | None, Group] = {}
    for one in held:
        if one.person_id in cards:
            group = groups.setdefault(one.worker_id, Group(one.worker_name, one.worker_id, one.leaves_on, []))
            group.rows.append(Teams(cards[one.person_id], seen.get(one.person_id)))
    for group in groups.values():
        group.rows.sort(key=lambda row: row.card.filed_under)
    return sorted(groups.values(), key=lambda group: (bool(group.name), group.leaves_on is None, group.name))
