"""What work announces."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonAllocated(Event):
    """A worker or team took on a role with a person. `instead_of`: the worker who held it last, if any did."""

    role: str
    worker_id: int | None
    team_id: int
    instead_of: int | None = None


@dataclass(frozen=True, kw_only=True)
class AllocationEnded(Event):
    """A role with a person ended."""


@dataclass(frozen=True, kw_only=True)
class TaskRaised(Event):
    """Something is due."""


@dataclass(frozen=True, kw_only=True)
class TaskDone(Event):
    """Something due was done."""


@dataclass(frozen=True, kw_only=True)
class TasksPassedOn(Event):
    """Open tasks about a person went from one worker to another."""


@dataclass(frozen=True, kw_only=True)
class WorkerNotified(Event):
    """A notice was put on a worker's list."""


@dataclass(frozen=True, kw_only=True)
class NoticeSeen(Event):
    """A worker said that they have seen a notice."""


@dataclass(frozen=True, kw_only=True)
class AllocationsLoaded(Event):
    """A batch of allocations was loaded; `reason` holds its manifest."""
