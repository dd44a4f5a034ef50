"""What can be done about who has whom, and what is due."""

from kith.practice.work.commands.allocating import allocate, end_allocation, finish_task, grant_business, hand_over, raise_task
from kith.practice.work.commands.load_allocations import load_allocations

__all__ = ["allocate", "end_allocation", "finish_task", "grant_business", "hand_over", "load_allocations", "raise_task"]
