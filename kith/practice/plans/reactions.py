"""What plans do when others announce: a plan ends with the involvement that it was for."""

from datetime import datetime

from kith.foundations.staff.models import Worker
from kith.practice.pathways.events import EpisodeClosed
from kith.practice.plans.commands import leave_plans


def end_parts_with_the_episode(event: EpisodeClosed, *, by: Worker, at: datetime) -> None:
    """The part of the person ends; of siblings whose plan goes on, theirs stay as they are."""
    (person,) = event.person_ids
    leave_plans(person_id=person, episode_kind=event.kind, on=event.on, step_id=event.step_id, because=event.reason, by=by, at=at)
