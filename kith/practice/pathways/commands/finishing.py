"""A step is finished: its outcomes are judged; where nobody needs to sign it off, or it cannot wait, they take effect."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import NotReady, finish_response
from kith.practice.pathways.commands.beginning import give_form
from kith.practice.pathways.commands.effects import take_effect
from kith.practice.pathways.commands.sending import send_step
from kith.practice.pathways.events import StepFinished
from kith.practice.pathways.models import Departure, Step, StepPerson
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.queries.needed import Departing, needed
from kith.practice.pathways.queries.steps import everybody_in, subjects_of
from kith.practice.pathways.rules.declared import StepKind
from kith.practice.pathways.rules.times import kept
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Missing, judge_held, judge_outcomes


class StepNotReady(Refusal):
    """A step that cannot be finished yet: `missing` has (field, sentence) for each thing to put right."""

    def __init__(self, missing: Missing) -> None:
        super().__init__("There is something to put right before this step is finished. What you typed is kept.")
        self.missing = missing


class AlreadyOver(Refusal):
    """A step that is not open."""


@command
def finish_step(*, step: Step, ending: Ending, unread: Sequence[tuple[str, str]] = (), by: Worker, at: datetime) -> Step:
    """Finish a step. Raises StepNotReady with everything that is missing at once (`unread`: what of the ending could not be read); a second
    click finds it finished."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    everybody_in(step, Ability.RECORD, seen_by=by)
    subjects = subjects_of(step, seen_by=by)
    if step.status in (Step.Status.DONE, Step.Status.WAITING):
        return step
    if step.status != Step.Status.OPEN:
        raise AlreadyOver("This step is not open. Begin it, or reopen it, first.")
    declared = in_force(seen_by=by).declared
    kind = declared.of(step.kind)
    missing = list(unread) or judge_held(kind, ending.held, step.began(), subjects, at)
    step = give_form(step=step, by=by, at=at)
    lacking, departs = needed(step, kind, ending.decided, seen_by=by)
    missing += judge_outcomes(kind, ending.decided, subjects, declared) + lacking
    _finish_form(step, missing, by=by, at=at)
    _keep(step, ending, by=by, at=at)
    _count(step, departs, by=by, at=at)
    announce(
        StepFinished(person_ids=tuple(ending.decided), subject=f"pathways.Step:{step.pk}", step_id=step.pk, kind=step.kind), by=by, at=at
    )
    return _go_on(step, kind, ending, by=by, at=at)


def _finish_form(step: Step, missing: Missing, *, by: Worker, at: datetime) -> None:
    """The form's own troubles are told together with the step's."""
    try:
        with transaction.atomic():
            finish_response(response_id=step.response or 0, by=by, at=at)
    except NotReady as not_ready:
        missing = [*not_ready.missing, *missing]  # in the order of the page
    if missing:
        raise StepNotReady(missing)


def _keep(step: Step, ending: Ending, *, by: Worker, at: datetime) -> None:
    if ending.held is not None:
        step.held_at, step.held_time_known = kept(ending.held)
    step.finished_at, step.finished_by = at, by
    step.save(update_fields=["held_at", "held_time_known", "finished_at", "finished_by"])
    links = list(StepPerson.objects.filter(step=step, person_id__in=ending.decided))
    for link in links:
        one = ending.decided[link.person_id]
        link.outcome, link.because, link.reason = one.outcome, one.because.strip(), one.reason
    StepPerson.objects.bulk_update(links, ["outcome", "because", "reason"])


def _count(step: Step, departs: list[Departing], *, by: Worker, at: datetime) -> None:
    """Each with its reason; not again where the step was opened again since."""
    if not departs:
        return
    there = set(Departure.objects.filter(step=step).values_list("person_id", "what", "why"))
    people = list(StepPerson.objects.filter(step=step).values_list("person_id", flat=True))
    said = {(person, each.what, each.why): None for each in departs for person in ([each.whom] if each.whom else people)}
    Departure.objects.bulk_create(
        Departure(step=step, person_id=person, what=what, why=why, said_at=at, said_by=by) for person, what, why in said if (person, what, why) not in there
    )


def _go_on(step: Step, kind: StepKind, ending: Ending, *, by: Worker, at: datetime) -> Step:
    """Where only some outcomes are signed off, the others take effect at once: no child waits for the sign-off of another's."""
    if not kind.asks_sign_off(one.outcome for one in ending.decided.values()):
        return take_effect(step=step, by=by, at=at)
    step = send_step(step=step, to=ending.to, urgent_why=ending.urgent_why, by=by, at=at)
    return step if kind.sign_off and not step.is_urgent else take_effect(step=step, by=by, at=at)
