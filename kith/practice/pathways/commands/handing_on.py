"""Steps follow the person: whoever leads from now on has what the lead before had begun or was to begin."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.pathways.events import StepGiven
from kith.practice.pathways.models import Step, StepPerson
from kith.practice.pathways.queries.steps import is_whole
from kith.practice.work.queries import leads_of


@command
def hand_steps_on(
    *, person_id: int, from_worker: int, worker_id: int | None, team_id: int, by: Worker, at: datetime
) -> list[Step]:
    """Give the planned and begun steps about a person, which the lead before had, to the lead now. What waits for sign-off stays with who
    sent it; so does a step in which the lead before still leads for a sibling, or somebody is whom the new one may not see."""
    require(by, Ability.ALLOCATE, about=person_id)
    theirs = Step.objects.select_for_update(of=("self",)).filter(worker_id=from_worker, status__in=(Step.Status.PLANNED, Step.Status.OPEN))
    handed = [step for step in theirs.filter(people__person_id=person_id).order_by("pk") if _follows(step, from_worker, worker_id, by)]
    for step in handed:
        step.worker_id, step.team_id = worker_id, team_id
        step.save(update_fields=["worker", "team"])
        announce(StepGiven(person_ids=(person_id,), subject=f"pathways.Step:{step.pk}", step_id=step.pk, kind=step.kind), by=by, at=at)
    return handed


def _follows(step: Step, from_worker: int, worker_id: int | None, by: Worker) -> bool:
    people = list(StepPerson.objects.filter(step=step).values_list("person_id", flat=True))
    still = any(worker == from_worker for worker, _ in leads_of(people, seen_by=by).values())
    return not still and (worker_id is None or is_whole(step.pk, seen_by=Worker.objects.get(pk=worker_id)))
