"""Sign-off: a step is sent to a second person, who authorises it or sends it back to the same draft with reasons."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from kith.foundations.access.commands import end_grants, grant
from kith.foundations.access.queries import may
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import reopen_response
from kith.practice.pathways.commands.effects import take_effect
from kith.practice.pathways.commands.shutting import let_approver_in
from kith.practice.pathways.commands.winding import count_lateness, wind_clocks
from kith.practice.pathways.events import StepAuthorised, StepSent, StepSentBack
from kith.practice.pathways.models import Happening, SignOff, Step
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.queries.steps import everybody_in, is_whole, people_of_step
from kith.practice.pathways.rules.declared import Dated
from kith.practice.work.commands import notify_worker


class CannotSend(Refusal):
    """A step that cannot go to this person."""


class CannotDecide(Refusal):
    """A sign-off that is not this worker's to give, or that was given already."""


@command
def send_step(*, step: Step, to: int | None, urgent_why: str = "", by: Worker, at: datetime) -> Step:
    """Send a finished step to whoever authorises it. With `urgent_why` it is acted on at once, and authorised afterwards."""
    people = everybody_in(step, Ability.RECORD, seen_by=by)
    approver = _approver(to, step, people, by=by, at=at)
    step.status, step.is_urgent, step.why = Step.Status.WAITING, bool(urgent_why.strip()), urgent_why.strip()
    step.save(update_fields=["status", "is_urgent", "why"])
    round_ = SignOff.objects.create(step=step, to=approver, sent_at=at, sent_by=by)
    grant(person_ids=people, worker_id=approver.pk, source=_source(round_), starts_on=localdate(at), by=by, at=at)
    announce(StepSent(person_ids=tuple(people), subject=f"pathways.Step:{step.pk}", step_id=step.pk, kind=step.kind), by=by, at=at)
    return step


@command
def authorise_step(*, step: Step, note: str = "", by: Worker, at: datetime) -> Step:
    """A second person authorises a step; its outcomes take effect, unless they did already because it could not wait."""
    step, round_ = _waiting(step, by)
    end_grants(source=_source(round_), ends_on=localdate(at), by=by, at=at)
    round_.decided_at, round_.decided_by, round_.is_authorised, round_.reasons = at, by, True, note.strip()
    round_.save(update_fields=["decided_at", "decided_by", "is_authorised", "reasons"])
    step.authorised_at, step.authorised_by, step.status = at, by, Step.Status.DONE
    step.save(update_fields=["authorised_at", "authorised_by", "status"])
    people = people_of_step(step.pk, seen_by=by)
    announce(StepAuthorised(person_ids=tuple(people), subject=f"pathways.Step:{step.pk}", step_id=step.pk, kind=step.kind), by=by, at=at)
    _tell(step, round_.sent_by_id, f"{by.name} signed off: {_title(step, by)}", by=by, at=at)
    return _count_from_now(step, people, by=by, at=at) if step.is_urgent else take_effect(step=step, by=by, at=at)


@command
def send_back_step(*, step: Step, reasons: str, by: Worker, at: datetime) -> Step:
    """Send a step back to the same draft, with reasons. What was acted on already, because it could not wait, stays done."""
    step, round_ = _waiting(step, by)
    if not reasons.strip():
        raise CannotDecide("Say what is to be changed, so that it can be.", field="reasons")
    end_grants(source=_source(round_), ends_on=localdate(at), by=by, at=at)
    round_.decided_at, round_.decided_by, round_.is_authorised, round_.reasons = at, by, False, reasons.strip()
    round_.save(update_fields=["decided_at", "decided_by", "is_authorised", "reasons"])
    step.status, step.finished_at, step.finished_by = Step.Status.OPEN, None, None
    step.save(update_fields=["status", "finished_at", "finished_by"])
    if step.response:
        reopen_response(response_id=step.response, reason=reasons.strip(), by=by, at=at)
    people = tuple(people_of_step(step.pk, seen_by=by))
    announce(
        StepSentBack(person_ids=people, subject=f"pathways.Step:{step.pk}", reason=reasons, step_id=step.pk, kind=step.kind),
        by=by,
        at=at,
    )
    _tell(step, round_.sent_by_id, f"{by.name} sent back to you: {_title(step, by)}", by=by, at=at)
    return step


def _waiting(step: Step, by: Worker) -> tuple[Step, SignOff]:
    """The step and its open round, locked: of two who decide at once, the second is told so."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    everybody_in(step, Ability.AUTHORISE, seen_by=by)
    round_ = SignOff.objects.select_for_update(of=("self",)).filter(step=step, decided_at=None).first()
    if round_ is None:
        last = SignOff.objects.filter(step=step).select_related("decided_by").order_by("-id").first()
        who = f"{last.decided_by.name} decided on it" if last and last.decided_by else "It was not sent for sign-off"
        raise CannotDecide(f"This step does not wait for sign-off. {who}. Open it to see how it stands.")
    if by.pk in (round_.sent_by_id, step.finished_by_id):
        raise CannotDecide("You cannot sign off your own work. Ask another manager, or whoever covers for you.")
    return step, round_


def _approver(to: int | None, step: Step, people: list[int], *, by: Worker, at: datetime) -> Worker:
    if to is None:
        raise CannotSend("Choose who signs this off.", field="to")
    approver = Worker.objects.filter(pk=to, is_machine=False, ends_on=None).first()
    if approver is None or approver.pk == by.pk:
        raise CannotSend("Choose somebody else to sign this off: nobody signs off their own work.", field="to")
    may_decide = may(approver, Ability.AUTHORISE, about=people)
    if may_decide and not is_whole(step.pk, seen_by=approver):
        let_approver_in(step=step, approver=approver, by=by, at=at)
        may_decide = is_whole(step.pk, seen_by=approver)
    if not may_decide:
        raise CannotSend(f"{approver.name} cannot open every record that this is about, or does not sign off work. Choose another.", field="to")
    return approver


def _count_from_now(step: Step, people: list[int], *, by: Worker, at: datetime) -> Step:
    """What was acted on already: only the moment of its authorisation is new."""
    kind = in_force(seen_by=by).declared.of(step.kind)
    if kind.done and kind.dated is Dated.AUTHORISED:
        Happening.objects.bulk_create([Happening.of(step, person, kind.done, at, by=by, at=at) for person in people])
    wind_clocks(step=step, by=by, at=at)
    count_lateness(step=step, by=by, at=at)
    return step


def _source(round_: SignOff) -> str:
    """From which the approver has business with whom the step is about, until it is decided: it stands on their list of what to sign off."""
    return f"pathways.SignOff:{round_.pk}"


def _title(step: Step, by: Worker) -> str:
    return in_force(seen_by=by).declared.of(step.kind).title


def _tell(step: Step, worker_id: int, text: str, *, by: Worker, at: datetime) -> None:
    """The name stands beside it, where the step is about one person."""
    people = people_of_step(step.pk, seen_by=by)
    person_id = people[0] if len(people) == 1 else None
    notify_worker(worker_id=worker_id, text=text, path=reverse("step", args=[step.pk]), person_id=person_id, by=by, at=at)
