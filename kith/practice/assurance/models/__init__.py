"""Flags and what was found out about them; what is known of workers that makes a look worth a question."""

from kith.practice.assurance.models.flags import Flag, FlagNote, Watch
from kith.practice.assurance.models.workers import WorkerHome, WorkerOnRecord

__all__ = ["Flag", "FlagNote", "Watch", "WorkerHome", "WorkerOnRecord"]
