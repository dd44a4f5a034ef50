"""Who has whom, to whom they can be given, and what is due."""

from kith.practice.work.queries.allocations import (
    AllocationView,
    Left,
    PastAllocation,
    TeamsPerson,
    allocations_of,
    allocations_until_now,
    leads_of,
    left_with,
    my_people,
    my_teams_people,
)
from kith.practice.work.queries.answering import Ringing, answerable_for, answerable_for_leaver, named_to_ring
from kith.practice.work.queries.candidates import Candidate, candidates, own_team
from kith.practice.work.queries.tasks import (
    emergency_duty,
    my_tasks,
    notices_for,
    people_of_task,
    tasks_about,
    tasks_done_about,
    tasks_late,
    tasks_settled_by,
    tasks_to_settle,
    teams_and_workers,
)

__all__ = [
    "AllocationView",
    "Candidate",
    "Left",
    "PastAllocation",
    "Ringing",
    "TeamsPerson",
    "allocations_of",
    "allocations_until_now",
    "answerable_for",
    "answerable_for_leaver",
    "candidates",
    "emergency_duty",
    "leads_of",
    "left_with",
    "my_people",
    "my_tasks",
    "my_teams_people",
    "named_to_ring",
    "notices_for",
    "own_team",
    "people_of_task",
    "tasks_about",
    "tasks_done_about",
    "tasks_late",
    "tasks_settled_by",
    "tasks_to_settle",
    "teams_and_workers",
]
