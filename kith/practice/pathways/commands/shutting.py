"""A step that is declared as restricted is shut from its beginning to everybody but who works on it."""

from datetime import datetime

from kith.foundations.access.commands import let_in, restrict
from kith.foundations.access.queries import look_as, require, restrictions_of
from kith.foundations.access.rules import Ability, Level
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.commands import machine
from kith.foundations.staff.models import Worker
from kith.practice.pathways.events import ApproverLetIn, StepShut
from kith.practice.pathways.models import Step
from kith.practice.pathways.queries.steps import people_of_step
from kith.practice.pathways.rules.declared import StepKind


@command
def shut_step(*, step: Step, kind: StepKind, by: Worker, at: datetime) -> None:
    """Shut a step and its form. Let in are who begins it, its worker and the manager of its team; others are let in on the record's page of
    restrictions. Placed by the machine: whoever begins such a step need not be one who restricts records."""
    people = people_of_step(step.pk, seen_by=by)
    require(by, Ability.RECORD, about=people)
    manager = step.team.manager_id if step.team else None
    admitted = sorted({each for each in (by.pk, step.worker_id, manager) if each})
    named, keeper = f"pathways.Step:{step.pk}", machine(at=at)
    look_as(keeper)  # who begins the step is let in by these rows alone: under the second lock they could not write them
    for person in people:
        for subject, part_of in ((named, ""), (f"forms.Response:{step.response}", named)):
            restrict(
                person_id=person, subject=subject, part_of=part_of, kind=kind.restricted, level=Level.HIDDEN, reason=kind.title, workers=admitted,
                by=keeper, at=at,
            )  # fmt: skip
    look_as(by)
    by.known.clear()
    announce(StepShut(person_ids=tuple(people), subject=named, step_id=step.pk, kind=step.kind), by=by, at=at)


@command
def let_approver_in(*, step: Step, approver: Worker, by: Worker, at: datetime) -> None:
    """Let in who may sign off, and is asked to sign off a step that is shut: whoever decides sees what bears on it. The shut record of somebody in
    it stays shut."""
    people = people_of_step(step.pk, seen_by=by)
    require(by, Ability.RECORD, about=people)
    named, keeper = f"pathways.Step:{step.pk}", machine(at=at)
    look_as(keeper)
    for shut in restrictions_of(named, seen_by=keeper)[:1]:  # one opens for everybody in it
        let_in(restriction_id=shut.pk, worker_id=approver.pk, by=keeper, at=at)
    look_as(by)
    by.known.clear()
    announce(ApproverLetIn(person_ids=tuple(people), subject=named, reason=approver.name, step_id=step.pk, kind=step.kind), by=by, at=at)
