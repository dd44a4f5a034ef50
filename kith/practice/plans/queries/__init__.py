"""What can be asked about plans."""

from kith.practice.plans.queries.plans import (
    action_for,
    episode_plan_title,
    everybody_with_a_part,
    is_whole,
    need_for,
    open_actions,
    open_plans_of,
    people_with_a_part,
    plan_is_for,
    plan_title,
    plans_left_in,
    unfinished,
)
from kith.practice.plans.queries.reading import NeedView, PlanLine, PlanView, WhosePart, actions_due, actions_late, plan_view, plans_about

__all__ = [
    "NeedView",
    "PlanLine",
    "PlanView",
    "WhosePart",
    "action_for",
    "actions_due",
    "actions_late",
    "episode_plan_title",
    "everybody_with_a_part",
    "is_whole",
    "need_for",
    "open_actions",
    "open_plans_of",
    "people_with_a_part",
    "plan_is_for",
    "plan_title",
    "plan_view",
    "plans_about",
    "plans_left_in",
    "unfinished",
]
