"""Whom the pages of a step are about."""

from collections.abc import Mapping
from typing import Any

from kith.foundations.staff.models import Worker
from kith.practice.pathways.queries import people_of_step


def of_step(worker: Worker, said: Mapping[str, Any]) -> list[int]:
    """Those of the step's people whose records are open to the worker; nobody means that it is not there for them."""
    return people_of_step(said["step_id"], seen_by=worker)
