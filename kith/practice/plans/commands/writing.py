"""Needs and actions are written; an action that changes is written anew."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.plans.commands.making import PlanRefused
from kith.practice.plans.events import ActionAdded, ActionChanged, NeedAdded
from kith.practice.plans.models import Action, Need, Plan, PlanPerson
from kith.practice.plans.queries.plans import action_for, everybody_with_a_part, need_for
from kith.practice.plans.rules.verdicts import Wrong, judge_action, judge_need


@command
def add_need(*, plan_id: int, person_id: int | None, says: str, wanted: str, by: Worker, at: datetime) -> Need:
    """Write a need into one person's part, or (nobody) into that of the family as a whole."""
    people = _whose(plan_id, person_id, by)
    require(by, Ability.RECORD, about=people)
    _refuse(judge_need(says))
    _open(plan_id)
    need = Need.objects.create(plan_id=plan_id, person_id=person_id, says=says.strip(), wanted=wanted.strip(), written_at=at, written_by=by)
    announce(NeedAdded(person_ids=tuple(people), subject=f"plans.Plan:{plan_id}"), by=by, at=at)
    return need


@command
def add_action(*, need_id: int, what: str, who: str, worker_id: int | None, due_on: date | None, by: Worker, at: datetime) -> Action:
    """Write what will happen about a need, by whom, by when."""
    need = need_for(need_id, seen_by=by)
    people = _whose(need.plan_id, need.person_id, by)
    require(by, Ability.RECORD, about=people)
    _refuse(judge_action(what, who, worker_id, due_on, today=localdate(at)))
    _can_open(worker_id, people)
    _open(need.plan_id)
    action = Action.objects.create(
        plan_id=need.plan_id, person_id=need.person_id, need=need, what=what.strip(), who=who.strip(), worker_id=worker_id, due_on=due_on,
        written_at=at, written_by=by,
    )  # fmt: skip
    announce(ActionAdded(person_ids=tuple(people), subject=f"plans.Plan:{need.plan_id}"), by=by, at=at)
    return action


@command
def change_action(
    *, action_id: int, what: str, who: str, worker_id: int | None, due_on: date | None, why: str, by: Worker, at: datetime
) -> Action:
    """Write an action anew, with why; what stood there stays to be read. Of two who change it at once, the second is told."""
    old = action_for(action_id, seen_by=by)
    people = _whose(old.plan_id, old.person_id, by)
    require(by, Ability.RECORD, about=people)
    _refuse(judge_action(what, who, worker_id, due_on, today=localdate(at), was_due=old.due_on))
    if not why.strip():
        raise PlanRefused("Say why it changes, so that the family can follow it.", field="why")
    _can_open(worker_id, people)
    _open(old.plan_id)
    Action.objects.select_for_update(of=("self",)).get(pk=old.pk)
    if Action.objects.filter(replaces=old).exists():
        raise PlanRefused("This action was changed by somebody else meanwhile. Open the plan again and change what stands there now.")
    action = Action.objects.create(
        plan_id=old.plan_id, person_id=old.person_id, need_id=old.need_id, what=what.strip(), who=who.strip(), worker_id=worker_id, due_on=due_on,
        why=why.strip(), replaces=old, written_at=at, written_by=by,
    )  # fmt: skip
    announce(ActionChanged(person_ids=tuple(people), subject=f"plans.Plan:{old.plan_id}", reason=why), by=by, at=at)
    return action


def _whose(plan_id: int, person_id: int | None, by: Worker) -> list[int]:
    """Whom a row is about: its person, or everybody with a part, who must all be open to the worker."""
    if person_id is None:
        return everybody_with_a_part(plan_id, Ability.RECORD, seen_by=by)
    part = PlanPerson.objects.filter(plan_id=plan_id, person_id=person_id).first()
    if part and part.left_on:
        raise PlanRefused("Their part in this plan has ended, so nothing is added to it. Make a new one from the next step.", field="person")
    if part is None:
        raise PlanRefused("They have no part in this plan. Open the step that is about them, and the plan from there.", field="person")
    return [person_id]


def _can_open(worker_id: int | None, people: list[int]) -> None:
    """Nobody is given what they cannot open."""
    worker = Worker.objects.filter(pk=worker_id).first() if worker_id else None
    if worker and open_ids(people, seen_by=worker) != set(people):
        raise PlanRefused(f"{worker.name} cannot open every record that this is about. Choose somebody else, or have them let in.", field="worker")


def _open(plan_id: int) -> None:
    if Plan.objects.get(pk=plan_id).ended_on:
        raise PlanRefused("This plan has ended, so nothing is added to it. Make a new one from the next step.")


def _refuse(wrong: Wrong) -> None:
    if wrong:
        raise PlanRefused(wrong[1], field=wrong[0])
