"""What can be done about who has whom, what is due, and what workers should know."""

from kith.practice.work.commands.allocating import allocate, end_allocation, finish_task, grant_business, hand_over, raise_task
from kith.practice.work.commands.load_allocations import load_allocations, load_business
from kith.practice.work.commands.notifying import mark_seen, notify_worker

__all__ = [
    "allocate",
    "end_allocation",
    "finish_task",
    "grant_business",
    "hand_over",
    "load_allocations",
    "load_business",
    "mark_seen",
    "notify_worker",
    "raise_task",
]
