"""What can be done about who has whom, what is due, and what workers should know."""

from kith.practice.work.commands.allocating import (
    allocate,
    end_allocation,
    grant_business,
    hand_over,
    hand_over_together,
    move_allocations,
)
from kith.practice.work.commands.keeping import hand_on_restrictions
from kith.practice.work.commands.load_allocations import load_allocations, load_business
from kith.practice.work.commands.notifying import mark_seen, notify_worker
from kith.practice.work.commands.tasks import finish_task, pass_on_tasks, raise_task, settle_tasks
from kith.practice.work.commands.telling import tell_of_allocations

__all__ = [
    "allocate",
    "end_allocation",
    "finish_task",
    "grant_business",
    "hand_on_restrictions",
    "hand_over",
    "hand_over_together",
    "load_allocations",
    "load_business",
    "mark_seen",
    "move_allocations",
    "notify_worker",
    "pass_on_tasks",
    "raise_task",
    "settle_tasks",
    "tell_of_allocations",
]
