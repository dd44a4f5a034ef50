"""Steps are planned, begun, given to a worker; a meeting is booked; what clocks count from is noted."""

from collections.abc import Sequence
from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks.moments import Moment, day_of
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Team, Worker
from kith.practice.forms.commands import start_response
from kith.practice.pathways.commands.shutting import shut_step
from kith.practice.pathways.commands.winding import wind_clocks
from kith.practice.pathways.events import HappeningNoted, MeetingBooked, StepBegun, StepGiven, StepPlanned
from kith.practice.pathways.models import Departure, Happening, Step, StepPerson
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.queries.said import prior_of
from kith.practice.pathways.queries.steps import (
    STILL_OPEN,
    everybody_in,
    has_come_before,
    is_whole,
    open_episodes,
    people_of_step,
    subjects_of,
)
from kith.practice.pathways.rules.declared import Owner, StepKind
from kith.practice.pathways.rules.times import kept
from kith.practice.pathways.rules.verdicts import judge_beginning
from kith.practice.work.queries import leads_of

NOTES = "step_notes"  # the form of a step that declares none
LEADS = {Owner.LEAD: "lead", Owner.FAMILY_HELP_LEAD: "family_help_lead", Owner.PROTECTION_LEAD: "protection_lead"}  # roles of an allocation


class CannotBegin(Refusal):
    """A step that cannot begin as asked."""


class NotOpen(Refusal):
    """A step that is over, or not begun."""


@command
def begin_step(
    *, kind: str, person_ids: Sequence[int], began: Moment, came_from: Step | None = None, why: str = "", by: Worker, at: datetime
) -> Step:
    """Begin a step by hand. Where the same is planned for just these people, that one begins. `why`: where a step that should come before
    did not; it is counted, and it stops nobody."""
    require(by, Ability.RECORD, about=list(person_ids))
    declared = in_force(seen_by=by).declared
    if kind not in declared.steps:
        raise CannotBegin("There is no such step. Choose one from the list.", field="kind")
    if not person_ids:
        raise CannotBegin("Choose at least one person whom it is about.", field="people")
    step = _planned(kind, person_ids) or _make(declared.steps[kind], person_ids, came_from, by=by, at=at)
    return _begin(step, declared.steps[kind], began, why, by=by, at=at)


@command
def begin_planned_step(*, step: Step, began: Moment, why: str = "", by: Worker, at: datetime) -> Step:
    """Begin what an outcome planned. A second click finds it begun."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    everybody_in(step, Ability.RECORD, seen_by=by)
    if step.status != Step.Status.PLANNED:
        return step
    return _begin(step, in_force(seen_by=by).declared.of(step.kind), began, why, by=by, at=at)


@command
def plan_step(*, kind: StepKind, person_ids: Sequence[int], came_from: Step, by: Worker, at: datetime) -> Step:
    """Make a step due, for whom an outcome leads to it; its clock may be running already. What is planned or open of the same kind for the
    same people, from the same step, is not planned twice."""
    require(by, Ability.RECORD, about=list(person_ids))
    step = _make(kind, person_ids, came_from, by=by, at=at)
    announce(StepPlanned(person_ids=tuple(person_ids), subject=_named(step), step_id=step.pk, kind=step.kind), by=by, at=at)
    wind_clocks(step=step, by=by, at=at)
    return step


@command
def give_step(*, step: Step, worker_id: int | None, team_id: int, by: Worker, at: datetime) -> Step:
    """Give a step to a worker, or to a team until somebody takes it."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    people = everybody_in(step, Ability.RECORD, seen_by=by)
    if step.status not in STILL_OPEN:
        raise NotOpen("This step is over, so nobody needs to do it. Reopen it first.")
    if worker_id and not is_whole(step.pk, seen_by=Worker.objects.get(pk=worker_id)):
        raise CannotBegin("They cannot open every record that this is about. Choose somebody else, or have them let in first.", field="worker")
    step.worker_id, step.team_id = worker_id, team_id
    step.save(update_fields=["worker", "team"])
    announce(StepGiven(person_ids=tuple(people), subject=_named(step), step_id=step.pk, kind=step.kind), by=by, at=at)
    return step


@command
def give_form(*, step: Step, by: Worker, at: datetime) -> Step:
    """Give an open step its form: one that was loaded from elsewhere came without. A second click finds it there."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    people = everybody_in(step, Ability.RECORD, seen_by=by)
    if step.response is None:
        kind = in_force(seen_by=by).declared.of(step.kind)
        step.response = _start_form(step, kind, people, by=by, at=at)
        step.save(update_fields=["response"])
        if kind.restricted:
            shut_step(step=step, kind=kind, by=by, at=at)
    return step


@command
def book_meeting(*, step: Step, booked_for: datetime, by: Worker, at: datetime) -> Step:
    """Say for when a meeting is arranged; again, when it is moved."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    people = everybody_in(step, Ability.RECORD, seen_by=by)
    if step.status not in (Step.Status.PLANNED, Step.Status.OPEN):
        raise NotOpen("This step is over, so it cannot be booked. Begin the next one instead.")
    if booked_for < at:
        raise CannotBegin("That is in the past. If it has taken place, finish the step and say when it was held.", field="booked_for")
    step.booked_for = booked_for
    step.save(update_fields=["booked_for"])
    announce(MeetingBooked(person_ids=tuple(people), subject=_named(step), step_id=step.pk, kind=step.kind), by=by, at=at)
    wind_clocks(step=step, by=by, at=at)
    return step


@command
def note_happening(
    *, step: Step, kind: str, happened: Moment, person_ids: Sequence[int] = (), because: str = "", by: Worker, at: datetime
) -> None:
    """Note something that clocks count from. Without `person_ids`, for everybody in the step."""
    people = list(person_ids) or everybody_in(step, Ability.RECORD, seen_by=by)
    require(by, Ability.RECORD, about=people)
    if day_of(happened) > day_of(at):
        raise CannotBegin("That is in the future. Note it when it has happened.", field="happened")
    Happening.objects.bulk_create([Happening.of(step, person, kind, happened, because, by=by, at=at) for person in people])
    announce(HappeningNoted(person_ids=tuple(people), subject=_named(step), reason=kind, step_id=step.pk, kind=step.kind), by=by, at=at)
    wind_clocks(step=step, by=by, at=at)


def _named(step: Step) -> str:
    return f"pathways.Step:{step.pk}"


def _planned(kind: str, person_ids: Sequence[int]) -> Step | None:
    """What is planned of this kind for exactly these people."""
    candidates = Step.objects.select_for_update(of=("self",)).filter(kind=kind, status=Step.Status.PLANNED, people__person_id=person_ids[0])
    return next((step for step in candidates.order_by("id") if set(step.people.values_list("person_id", flat=True)) == set(person_ids)), None)


def _make(kind: StepKind, person_ids: Sequence[int], came_from: Step | None, *, by: Worker, at: datetime) -> Step:
    worker_id, team_id = _owner(kind, person_ids, came_from, by)
    step = Step.objects.create(
        kind=kind.key, status=Step.Status.PLANNED, worker_id=worker_id, team_id=team_id, came_from=came_from, made_at=at, made_by=by
    )
    inside = open_episodes(list(person_ids), seen_by=by)
    StepPerson.objects.bulk_create(
        [StepPerson(step=step, person_id=person, episode=inside[person].get(kind.inside)) for person in dict.fromkeys(person_ids)]
    )
    return step


def _owner(kind: StepKind, person_ids: Sequence[int], came_from: Step | None, by: Worker) -> tuple[int | None, int | None]:
    """(worker, team) who is given the step."""
    role = LEADS.get(kind.owner)
    lead = leads_of(person_ids, role=role, seen_by=by).get(person_ids[0]) if role else None
    before = (came_from.worker_id, came_from.team_id) if came_from else (None, None)
    if lead:
        return lead
    if kind.owner is Owner.TEAM:
        return None, before[1] or _own_team(by)
    return before if before[1] else (by.pk, _own_team(by))


def _own_team(by: Worker) -> int | None:
    return Team.objects.filter(memberships__worker=by, memberships__ends_on=None).values_list("pk", flat=True).first()


def _begin(step: Step, kind: StepKind, began: Moment, why: str, *, by: Worker, at: datetime) -> Step:
    people = everybody_in(step, Ability.RECORD, seen_by=by)
    _judge_beginning(step, kind, began, why, by, at)
    step.began_at, step.began_time_known = kept(began)
    step.status = Step.Status.OPEN
    step.worker_id, step.team_id = step.worker_id or by.pk, step.team_id or _own_team(by)
    step.response = _start_form(step, kind, people, by=by, at=at)
    if kind.restricted:
        shut_step(step=step, kind=kind, by=by, at=at)
    step.save(update_fields=["began_at", "began_time_known", "status", "worker", "team", "response"])
    if kind.begins:
        Happening.objects.bulk_create([Happening.of(step, person, kind.begins, began, by=by, at=at) for person in people])
    if why:
        Departure.objects.bulk_create(
            [Departure(step=step, person_id=each, what=Departure.What.OUT_OF_ORDER, why=why, said_at=at, said_by=by) for each in people]
        )
    announce(StepBegun(person_ids=tuple(people), subject=_named(step), step_id=step.pk, kind=step.kind), by=by, at=at)
    wind_clocks(step=step, by=by, at=at)
    return step


def _start_form(step: Step, kind: StepKind, people: list[int], *, by: Worker, at: datetime) -> int:
    """Its form, beside the last one of the same kind where there is one."""
    key = kind.form or NOTES
    prior = prior_of(step.pk, people, key, seen_by=by)
    return start_response(form_key=key, person_ids=people, owner=_named(step), prior_id=prior, by=by, at=at).pk


def _judge_beginning(step: Step, kind: StepKind, began: Moment, why: str, by: Worker, at: datetime) -> None:
    if wrong := judge_beginning(began, subjects_of(step, seen_by=by), at):
        raise CannotBegin(wrong[0][1], field="began")
    if why.strip() or step.came_from_id:  # what an outcome led to is in order
        return
    if kind.after and not has_come_before(kind.after, people_of_step(step.pk, seen_by=by), seen_by=by):
        declared = in_force(seen_by=by).declared
        before = " or ".join(declared.of(key).title.lower() for key in kind.after)
        raise CannotBegin(f"This usually follows: {before}. If it begins without, say why; it will be counted, and nothing stops you.", field="why")
