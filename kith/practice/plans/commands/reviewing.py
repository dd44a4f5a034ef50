"""A plan is reviewed: how each action stands, and what difference it made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.plans.commands.making import PlanRefused
from kith.practice.plans.events import PlanReviewed
from kith.practice.plans.models import Plan, Progress
from kith.practice.plans.queries.plans import everybody_with_a_part, open_actions
from kith.practice.plans.rules.verdicts import judge_progress


@dataclass(frozen=True)
class Judged:
    """How an action stands, and what has changed."""

    standing: str
    changed: str = ""


class ProgressNotReady(Refusal):
    """Some of a review is missing: `missing` has (action, sentence) for each."""

    def __init__(self, missing: list[tuple[int, str]]) -> None:
        super().__init__("There is something to add before the review is kept. What you typed is kept.")
        self.missing = missing


@command
def review_plan(*, plan_id: int, judged: Mapping[int, Judged], reviewed_on: date, by: Worker, at: datetime) -> list[Progress]:
    """Keep how actions stand. Those that nobody judged stay as they stood. A second click with the same words keeps nothing twice."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    everybody = everybody_with_a_part(plan_id, Ability.RECORD, seen_by=by, whole=False)
    actions = {action.pk: action for action in open_actions(plan_id, seen_by=by)}
    said = {key: one for key, one in judged.items() if key in actions and one.standing in Progress.Standing.values}
    about = {person for key in said for person in _whom(actions[key].person_id, everybody)}
    require(by, Ability.RECORD, about=sorted(about) or everybody)
    if reviewed_on > localdate(at) or reviewed_on < localdate(plan.made_at):
        raise PlanRefused("A review is held between the day on which the plan was made and today. Correct the date.", field="reviewed_on")
    if missing := [(key, wrong) for key, one in said.items() if (wrong := judge_progress(one.standing, one.changed, actions[key].what[:60]))]:
        raise ProgressNotReady(missing)
    kept = [
        Progress(
            plan=plan, person_id=actions[key].person_id, action_id=key, standing=one.standing, changed=one.changed.strip(), reviewed_on=reviewed_on,
            written_at=at, written_by=by,
        )
        for key, one in said.items()
        if not Progress.objects.filter(action_id=key, standing=one.standing, changed=one.changed.strip(), reviewed_on=reviewed_on).exists()
    ]  # fmt: skip
    made = Progress.objects.bulk_create(kept)
    announce(PlanReviewed(person_ids=tuple(sorted(about)), subject=f"plans.Plan:{plan_id}"), by=by, at=at)
    return made


def _whom(person_id: int | None, everybody: list[int]) -> list[int]:
    return everybody if person_id is None else [person_id]
