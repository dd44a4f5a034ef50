"""Whom the pages of a plan are about."""

from collections.abc import Mapping
from typing import Any

from kith.foundations.access.rules import NotThere
from kith.foundations.staff.models import Worker
from kith.practice.pathways.queries import people_of_step
from kith.practice.plans.queries import action_for, people_with_a_part


def of_plan(worker: Worker, said: Mapping[str, Any]) -> list[int]:
    """Those of the plan's people whose records are open to the worker; nobody means that it is not there for them."""
    return people_with_a_part(said["plan_id"], seen_by=worker)


def of_action(worker: Worker, said: Mapping[str, Any]) -> list[int]:
    """Whose part it is in; those with a part in the plan, where it is the family's."""
    try:
        action = action_for(said["action_id"], seen_by=worker)
    except NotThere:
        return []
    return [action.person_id] if action.person_id else people_with_a_part(action.plan_id, seen_by=worker)


def of_steps_plan(worker: Worker, said: Mapping[str, Any]) -> list[int]:
    """Those whom the step is about."""
    return people_of_step(said["step_id"], seen_by=worker)
