"""Plans are made in a step, take over what is open in the plan before, and end."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.pathways.queries import everybody_in, step_for
from kith.practice.plans.events import PlanEnded, PlanLeft, PlanMade
from kith.practice.plans.models import Action, Need, Plan, PlanPerson
from kith.practice.plans.queries.plans import (
    episode_plan_title,
    everybody_with_a_part,
    is_whole,
    open_plans_of,
    people_with_a_part,
    plan_is_for,
    plan_title,
    plans_left_in,
    unfinished,
)
from kith.practice.recording.commands import tell_story


class PlanRefused(Refusal):
    """Something that cannot be done with this plan."""


@command
def make_plan(*, step_id: int, by: Worker, at: datetime) -> Plan:
    """The plan of whom a step is about: the one that is open under the same title, with them in it; else a new one, into which what is open
    for them elsewhere, or was when their plan before ended with the step before, is carried forward. A second click finds it made."""
    step = step_for(step_id, seen_by=by)
    everybody_in(step, Ability.RECORD, seen_by=by)
    people = plan_is_for(step_id, seen_by=by)
    if not people:
        raise PlanRefused("There is no plan in this step any more: it ended, or none was made. Make the next one from the step that follows.")
    title = plan_title(step.kind, seen_by=by)
    before = [each for each in open_plans_of(people, seen_by=by) if is_whole(each.pk, seen_by=by)]  # of another it is not even said that it is there
    plan = next((each for each in before if each.title == title), None)
    if plan is not None and set(people) <= set(people_with_a_part(plan.pk, seen_by=by, now=True)):
        return plan
    plan = plan or Plan.objects.create(title=title, made_in=step, made_at=at, made_by=by)
    new = _take_in(plan, people, at)
    ended = [each for each in plans_left_in([step.pk, step.came_from_id or step.pk], people, seen_by=by) if is_whole(each.pk, seen_by=by)]
    for other in dict.fromkeys([*before, *ended]):
        if other.pk != plan.pk:
            _carry(other, plan, new, by=by, at=at)
    _tell(plan, new, "Plan made", by=by, at=at)
    announce(PlanMade(person_ids=tuple(new), subject=_named(plan), reason=title), by=by, at=at)
    return plan


@command
def leave_plans(*, person_id: int, episode_kind: str, on: date, step_id: int | None, because: str, by: Worker, at: datetime) -> None:
    """End a person's part in the plan of an involvement that ended; with the last part the plan ends."""
    require(by, Ability.RECORD, about=person_id)
    title = episode_plan_title(episode_kind, seen_by=by)
    theirs = PlanPerson.objects.filter(person_id=person_id, left_on=None, plan__ended_on=None, plan__title=title).select_related("plan")
    for part in theirs.select_for_update(of=("self",)).order_by("pk"):
        part.left_on, part.left_in_id = max(on, part.since), step_id
        part.save(update_fields=["left_on", "left_in"])
        announce(PlanLeft(person_ids=(person_id,), subject=_named(part.plan), reason=because), by=by, at=at)
        if is_whole(part.plan_id, seen_by=by) and not PlanPerson.objects.filter(plan=part.plan, left_on=None).exists():
            _end(part.plan, max(on, localdate(part.plan.made_at)), because, by)
            people = people_with_a_part(part.plan_id, seen_by=by)
            _tell(part.plan, people, "Plan ended", by=by, at=at)
            announce(PlanEnded(person_ids=tuple(people), subject=_named(part.plan), reason=because), by=by, at=at)


@command
def end_plan(*, plan_id: int, ended_on: date, because: str, by: Worker, at: datetime) -> Plan:
    """End a plan, with the reason. How its actions stood stays."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    people = everybody_with_a_part(plan_id, Ability.RECORD, seen_by=by)
    require(by, Ability.RECORD, about=people)
    if plan.ended_on:
        return plan
    if ended_on > localdate(at) or ended_on < localdate(plan.made_at):
        raise PlanRefused("A plan ends between the day on which it was made and today. Correct the date.", field="ended_on")
    if not because.strip():
        raise PlanRefused("Say why the plan ends, so that the family can read it.", field="because")
    _end(plan, ended_on, because.strip(), by)
    _tell(plan, people, "Plan ended", by=by, at=at)
    announce(PlanEnded(person_ids=tuple(people), subject=_named(plan), reason=because), by=by, at=at)
    return plan


def _take_in(plan: Plan, people: Sequence[int], at: datetime) -> list[int]:
    """Give a part to who has none; who had left has theirs again. Returns them."""
    there = dict(PlanPerson.objects.filter(plan=plan).values_list("person_id", "left_on"))
    PlanPerson.objects.filter(plan=plan, person_id__in=people).update(left_on=None, left_in=None)
    PlanPerson.objects.bulk_create([PlanPerson(plan=plan, person_id=person, since=localdate(at)) for person in people if person not in there])
    return [person for person in people if there.get(person, localdate(at))]


def _carry(other: Plan, plan: Plan, people: Sequence[int], *, by: Worker, at: datetime) -> None:
    """What is open for these people in another plan goes on in this one; what is about the family as a whole too, once all have left."""
    everybody = everybody_with_a_part(other.pk, Ability.RECORD, seen_by=by)
    PlanPerson.objects.filter(plan=other, person_id__in=people, left_on=None).update(left_on=localdate(at))
    is_empty = not PlanPerson.objects.filter(plan=other, left_on=None).exists()
    on_already = set(Action.objects.filter(plan=other).exclude(carried_to=None).values_list("pk", flat=True))
    for action in unfinished(other.pk, seen_by=by):
        if action.pk not in on_already and (action.person_id in people or (action.person_id is None and is_empty)):
            need = Need.objects.filter(carried_from=action.need_id).first() or _again(action.need, plan, by=by, at=at)
            Action.objects.create(
                plan=plan, person_id=action.person_id, need=need, what=action.what, who=action.who, worker_id=action.worker_id, due_on=action.due_on,
                carried_from=action, written_at=at, written_by=by,
            )  # fmt: skip
    if is_empty and other.ended_on is None:
        _end(other, max(localdate(at), localdate(other.made_at)), f"It goes on as: {plan.title}", by)
        announce(PlanEnded(person_ids=tuple(everybody), subject=_named(other), reason=other.ended_because), by=by, at=at)


def _again(need: Need, plan: Plan, *, by: Worker, at: datetime) -> Need:
    return Need.objects.create(
        plan=plan, person_id=need.person_id, says=need.says, wanted=need.wanted, carried_from=need, written_at=at, written_by=by
    )


def _end(plan: Plan, on: date, because: str, by: Worker) -> None:
    plan.ended_on, plan.ended_because, plan.ended_by = on, because, by
    plan.save(update_fields=["ended_on", "ended_because", "ended_by"])


def _named(plan: Plan) -> str:
    return f"plans.Plan:{plan.pk}"


def _tell(plan: Plan, people: Sequence[int], words: str, *, by: Worker, at: datetime) -> None:
    what = "plan" if words == "Plan made" else "plan:end"
    tell_story(
        person_ids=people, what=what, words=f"{words}: {plan.title}", source="plans.Plan", source_id=plan.pk, happened_at=at, significance=1, by=by, at=at
    )
