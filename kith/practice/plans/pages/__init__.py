"""What workers and families see of plans."""

from kith.practice.plans.pages.plan import end_plan_page, plan_page, step_plan_page
from kith.practice.plans.pages.prints import plan_pdf, plan_word
from kith.practice.plans.pages.reviewing import review_plan_page
from kith.practice.plans.pages.writing import add_to_plan_page, change_action_page

__all__ = [
    "add_to_plan_page",
    "change_action_page",
    "end_plan_page",
    "plan_page",
    "plan_pdf",
    "plan_word",
    "review_plan_page",
    "step_plan_page",
]
