"""Allocating, handing over, tasks, notices."""

from kith.practice.work.pages.allocating import allocate_page
from kith.practice.work.pages.leavers import hand_over_page
from kith.practice.work.pages.tasks import add_task, notice_seen, task_done, tasks_page

__all__ = ["add_task", "allocate_page", "hand_over_page", "notice_seen", "task_done", "tasks_page"]
