"""A plan as it is read: the part of the family, each person's part, how everything stands and stood."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import localdate

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.queries import person_cards
from kith.practice.plans.models import Action, Need, Plan, PlanPerson
from kith.practice.plans.queries.plans import people_with_a_part
from kith.practice.plans.rules.standing import OVER, WORDS, Column, Stood, columns

# All that was said of an action: also of what stood there before it was changed, and in the plan before.
_STOOD = """
    with recursive line as (
        select a.id as action, a.id, a.replaces_id, a.carried_from_id from plans_action a where a.plan_id = %s
        union all select line.action, b.id, b.replaces_id, b.carried_from_id from line
            join plans_action b on b.id = coalesce(line.replaces_id, line.carried_from_id)
    )
    select line.action, p.reviewed_on, p.standing, p.changed from line join plans_progress p on p.action_id = line.id order by p.reviewed_on, p.id
"""
# A worker's own actions in plans that are open, which are neither changed since nor over.
# named is whom it is about or, of an action for the family, everybody in the plan.
_OPEN = """
    {theirs} select due.plan_id, due.what, named.names, due.due_on, due.who, due.is_workers from (
        select a.id, a.plan_id, a.what, a.due_on, a.person_id, coalesce(w.name, a.who) as who, w.id is not null as is_workers
        from plans_action a join plans_plan plan on plan.id = a.plan_id left join staff_worker w on w.id = a.worker_id
        where {which} and plan.ended_on is null
          and not exists (select from plans_planperson gone where gone.plan_id = a.plan_id and gone.person_id = a.person_id and gone.left_on is not null)
          and not exists (select from plans_action newer where newer.replaces_id = a.id or newer.carried_from_id = a.id)
          and coalesce((
            select p.standing from plans_progress p where p.action_id = a.id order by p.reviewed_on desc, p.id desc limit 1), '') <> all(%(over)s)
        order by a.due_on nulls last, a.id limit 100
    ) due cross join lateral (
        select string_agg(p.name, ', ' order by whom.id) as names from plans_planperson whom join people_person p on p.id = whom.person_id
        where whom.plan_id = due.plan_id and (due.person_id is null or whom.person_id = due.person_id) and access_sees(%(worker)s, p.id)
    ) named
    where named.names <> '' order by due.due_on nulls last, due.id
"""
_DUE = _OPEN.format(theirs="", which="a.worker_id = %(worker)s")
# From the people to their plans: what is read grows with whom the worker answers for, not with the council.
_LATE = _OPEN.format(
    theirs="with theirs as materialized (select distinct part.plan_id from plans_planperson part where part.person_id = any(%(people)s))",
    which="""a.plan_id in (select theirs.plan_id from theirs) and a.due_on < %(today)s
          and (a.person_id = any(%(people)s) or a.person_id is null)""",
)


@dataclass(frozen=True)
class Said:
    """How an action stood at a review."""

    on: date
    standing: str
    words: str
    changed: str


@dataclass(frozen=True)
class PlanLine:
    """An action as it stands. `before`: what stood there, and why it was changed, the latest first."""

    id: int
    what: str
    who: str
    due_on: date | None
    standing: str
    words: str
    said: list[Said]
    before: list[tuple[str, str]]
    is_late: bool
    is_over: bool


@dataclass(frozen=True)
class NeedView:
    """A need with its actions."""

    id: int
    says: str
    wanted: str
    lines: list[PlanLine]


@dataclass(frozen=True)
class WhosePart:
    """The part of a person, or (no id) of the family as a whole."""

    person_id: int | None
    name: str
    age: str
    needs: list[NeedView]
    left_on: date | None = None

    @property
    def lines(self) -> list[PlanLine]:
        return [line for need in self.needs for line in need.lines]


@dataclass(frozen=True)
class PlanView:
    """A plan, as far as it is open to whoever reads."""

    id: int
    title: str
    made_on: date
    made_in: int | None
    ended_on: date | None
    ended_because: str
    parts: list[WhosePart]
    columns: list[Column]
    came_from: list[tuple[int, str]]  # (plan, its title) from which something was carried forward into this one
    goes_on_in: list[tuple[int, str]]

    @property
    def lines(self) -> list[PlanLine]:
        return [line for part in self.parts for line in part.lines]

    @property
    def parts_now(self) -> list[WhosePart]:
        """Those that have not ended."""
        return [part for part in self.parts if part.left_on is None]

    @property
    def open_lines(self) -> list[PlanLine]:
        """What is to be done and judged."""
        return [line for part in self.parts_now for line in part.lines if not line.is_over]

    @property
    def names(self) -> str:
        return ", ".join(part.name for part in self.parts if part.person_id)


@dataclass(frozen=True)
class PlanDue:
    """Something that is to be done by a plan: about whom, by whom."""

    plan_id: int
    what: str
    name: str
    due_on: date | None
    is_late: bool
    who: str
    is_workers: bool  # not the family's own, or somebody else's


@dataclass(frozen=True)
class PlanListed:
    """A plan in a list."""

    id: int
    title: str
    made_on: date
    ended_on: date | None
    left_on: date | None


def plan_view(plan_id: int, *, person_id: int | None = None, seen_by: Worker) -> PlanView:
    """A plan to read; with `person_id`, that person's own part alone. Raises NotThere where nobody in it is open to the worker."""
    people = people_with_a_part(plan_id, seen_by=seen_by)
    require(seen_by, Ability.VIEW, about=people or [0])
    plan = Plan.objects.get(pk=plan_id)
    stood = _stood(plan_id)
    needs = _needs(plan_id, stood, localdate())
    left = dict(PlanPerson.objects.filter(plan_id=plan_id).values_list("person_id", "left_on"))
    cards = person_cards(people, seen_by=seen_by)
    parts = [WhosePart(None, "The family", "", needs.get(None, []))] if person_id is None else []
    shown = [person for person in people if person in cards and person_id in (None, person)]
    parts += [WhosePart(one, cards[one].name, cards[one].age(localdate()), needs.get(one, []), left.get(one)) for one in shown]
    written = {each.pk: localdate(each.written_at) for each in Action.objects.filter(plan_id=plan_id)}
    drawn = [
        (min([written[line.id], *(each.on for each in line.said)]), [Stood(each.on, each.standing) for each in line.said])
        for part in parts
        for line in part.lines
    ]
    return PlanView(
        plan.pk, plan.title, localdate(plan.made_at), plan.made_in_id, plan.ended_on, plan.ended_because, parts, columns(drawn),
        _titled(Need.objects.filter(plan_id=plan_id).values("carried_from__plan_id")),
        _titled(Need.objects.filter(carried_from__plan_id=plan_id).values("plan_id")),
    )  # fmt: skip


def _titled(plans: QuerySet[Need, Any]) -> list[tuple[int, str]]:
    return list(Plan.objects.filter(pk__in=plans).order_by("pk").values_list("pk", "title"))


def plans_about(person_id: int, *, seen_by: Worker) -> list[PlanListed]:
    """The plans in which a person has or had a part, the newest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.PLANS):
        return []
    links = PlanPerson.objects.filter(person_id=person_id).select_related("plan").order_by("-plan_id")
    return [PlanListed(one.plan_id, one.plan.title, localdate(one.plan.made_at), one.plan.ended_on, one.left_on) for one in links]


def actions_due(*, seen_by: Worker) -> list[PlanDue]:
    """What the worker is to do by plans, the soonest first, as far as whom it is about is open to them."""
    require(seen_by, Ability.SIGNED_IN)
    return _due(_DUE, {"worker": seen_by.pk, "over": list(OVER)}, localdate())


def actions_late(people: Iterable[int], *, today: date, seen_by: Worker) -> list[PlanDue]:
    """What should have been done by now by the plans of these people, whoever was to do it, the longest overdue first."""
    require(seen_by, Ability.SIGNED_IN)
    if not has_part(seen_by, Part.PLANS):
        return []
    return _due(_LATE, {"worker": seen_by.pk, "over": list(OVER), "today": today, "people": list(people)}, today)


def _due(asked: str, told: dict[str, Any], today: date) -> list[PlanDue]:
    with connection.cursor() as cursor:
        cursor.execute(asked, told)
        rows = cursor.fetchall()
    return [PlanDue(plan, what, names, due, due is not None and due < today, who, ours) for plan, what, names, due, who, ours in rows]


def _stood(plan_id: int) -> dict[int, list[Said]]:
    with connection.cursor() as cursor:
        cursor.execute(_STOOD, [plan_id])
        found: dict[int, list[Said]] = defaultdict(list)
        for action, on, standing, changed in cursor.fetchall():
            found[action].append(Said(on, standing, WORDS[standing], changed))
    return found


def _needs(plan_id: int, stood: dict[int, list[Said]], today: date) -> dict[int | None, list[NeedView]]:
    """By person: the needs in order, each with its actions as they stand."""
    actions = list(Action.objects.filter(plan_id=plan_id).select_related("worker").order_by("id"))
    replaced = {each.replaces_id for each in actions if each.replaces_id}
    by_need: dict[int, list[PlanLine]] = defaultdict(list)
    for each in actions:
        if each.pk not in replaced:
            by_need[each.need_id].append(_line(each, actions, stood.get(each.pk, []), today))
    found: dict[int | None, list[NeedView]] = defaultdict(list)
    for need in Need.objects.filter(plan_id=plan_id).order_by("id"):
        found[need.person_id].append(NeedView(need.pk, need.says, need.wanted, by_need.get(need.pk, [])))
    return found


def _line(action: Action, actions: Iterable[Action], said: list[Said], today: date) -> PlanLine:
    standing = said[-1].standing if said else ""
    is_over = standing in OVER
    who = ", ".join(filter(None, [action.worker.name if action.worker else "", action.who]))
    late = not is_over and action.due_on is not None and action.due_on < today
    return PlanLine(action.pk, action.what, who, action.due_on, standing, WORDS[standing], said, _before(action, actions), late, is_over)


def _before(action: Action, actions: Iterable[Action]) -> list[tuple[str, str]]:
    """(what stood there, why it was changed), the latest first."""
    by_id: dict[int, Any] = {each.pk: each for each in actions}
    found, now = [], action
    while now.replaces_id in by_id:
        old = by_id[now.replaces_id]
        who = ", ".join(filter(None, [old.worker.name if old.worker else "", old.who]))
        found.append((f"{old.what} ({who}{f', by {old.due_on.day} {old.due_on:%B %Y}' if old.due_on else ''})", now.why))
        now = old
    return found
