"""A step is skipped with a reason, cancelled as opened by mistake, or opened again after it was done."""

from datetime import datetime

from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import reopen_response
from kith.practice.pathways.events import StepLeft, StepReopened
from kith.practice.pathways.models import Departure, RunningClock, Step
from kith.practice.pathways.queries.steps import STILL_OPEN, everybody_in, people_of_step

# What its clocks say: the worker's own words may be about somebody else in the step.
LEFT = {Step.Status.SKIPPED: "it will not be done", Step.Status.CANCELLED: "it was opened by mistake"}


class CannotLeave(Refusal):
    """A step that cannot be left, or opened again, like this."""


@command
def skip_step(*, step: Step, why: str, by: Worker, at: datetime) -> Step:
    """A step will not be done, for a reason. It is counted, and it stops nobody."""
    step = _leave(step, Step.Status.SKIPPED, why, by=by, at=at)
    people = people_of_step(step.pk, seen_by=by)
    Departure.objects.bulk_create(
        [Departure(step=step, person_id=each, what=Departure.What.SKIPPED, why=step.why, said_at=at, said_by=by) for each in people]
    )
    return step


@command
def cancel_step(*, step: Step, why: str, by: Worker, at: datetime) -> Step:
    """A step was opened by mistake: it stays on record as that, and counts nowhere."""
    return _leave(step, Step.Status.CANCELLED, why, by=by, at=at)


@command
def reopen_step(*, step: Step, why: str, by: Worker, at: datetime) -> Step:
    """Open a step again that was done or not done. Its start, its clocks and what it led to stay; finishing it again adds what is new."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    people = everybody_in(step, Ability.AUTHORISE, seen_by=by)
    if step.status in STILL_OPEN:
        raise CannotLeave("This step is open already.")
    if not why.strip():
        raise CannotLeave("Say why it is opened again.", field="why")
    was_done = step.status == Step.Status.DONE
    step.status = Step.Status.OPEN if step.began_at else Step.Status.PLANNED
    step.finished_at = step.finished_by = step.authorised_at = step.authorised_by = None
    step.is_urgent, step.why = False, ""
    step.save(update_fields=["status", "finished_at", "finished_by", "authorised_at", "authorised_by", "is_urgent", "why"])
    if step.response and was_done:
        reopen_response(response_id=step.response, reason=why.strip(), by=by, at=at)
    Departure.objects.bulk_create(
        [Departure(step=step, person_id=each, what=Departure.What.REOPENED, why=why.strip(), said_at=at, said_by=by) for each in people]
    )
    announce(
        StepReopened(person_ids=tuple(people), subject=f"pathways.Step:{step.pk}", reason=why, step_id=step.pk, kind=step.kind), by=by, at=at
    )
    return step


def _leave(step: Step, status: Step.Status, why: str, *, by: Worker, at: datetime) -> Step:
    step = Step.objects.select_for_update().get(pk=step.pk)
    people = everybody_in(step, Ability.RECORD, seen_by=by)
    if step.status not in (Step.Status.PLANNED, Step.Status.OPEN):
        raise CannotLeave("This step is over, or waits for sign-off, so it cannot be left now. Reopen it, or have it sent back.")
    if not why.strip():
        raise CannotLeave("Say why, so that whoever reads this later understands.", field="why")
    step.status, step.why = status, why.strip()
    step.save(update_fields=["status", "why"])
    RunningClock.objects.filter(step=step, met_at=None, ended_at=None).update(ended_at=at, ended_because=LEFT[status])
    announce(
        StepLeft(person_ids=tuple(people), subject=f"pathways.Step:{step.pk}", reason=why, step_id=step.pk, kind=step.kind), by=by, at=at
    )
    return step
