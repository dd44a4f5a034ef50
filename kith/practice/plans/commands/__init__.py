"""What can be done with a plan."""

from kith.practice.plans.commands.load_plans import load_plans
from kith.practice.plans.commands.making import PlanRefused, end_plan, leave_plans, make_plan
from kith.practice.plans.commands.reviewing import Judged, ProgressNotReady, review_plan
from kith.practice.plans.commands.writing import add_action, add_need, change_action

__all__ = [
    "Judged",
    "PlanRefused",
    "ProgressNotReady",
    "add_action",
    "add_need",
    "change_action",
    "end_plan",
    "leave_plans",
    "load_plans",
    "make_plan",
    "review_plan",
]
