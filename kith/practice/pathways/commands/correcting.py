"""When a step began is corrected: what it said before is kept, and all that was counted from it is counted anew."""

from collections.abc import Iterator
from datetime import date, datetime

from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.moments import Moment, day_of
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands.episodes import move_episode
from kith.practice.pathways.commands.winding import count_lateness, wind_clocks
from kith.practice.pathways.events import BeginningCorrected
from kith.practice.pathways.models import EarlierBeginning, Episode, Happening, Step
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.queries.line import steps_after
from kith.practice.pathways.queries.steps import everybody_in, subjects_of
from kith.practice.pathways.rules.declared import StepKind
from kith.practice.pathways.rules.times import kept, moment
from kith.practice.pathways.rules.verdicts import judge_beginning, judge_since

BEGUN = (Step.Status.OPEN, Step.Status.WAITING, Step.Status.DONE)


class CannotCorrect(Refusal):
    """A beginning that cannot have been then."""


@command
def correct_beginning(*, step: Step, began: Moment, why: str = "", by: Worker, at: datetime) -> Step:
    """Say that a step began at another time than was written down. Its clocks, and those of the steps that came of it, are counted anew, with
    what of them was late; an episode that began with it moves. A second click finds it corrected."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    people = everybody_in(step, Ability.RECORD, seen_by=by)
    before = step.began()
    if before is None or step.status not in BEGUN:
        raise CannotCorrect("This step has not begun, or was left, so there is no beginning to correct.")
    if kept(began) == (step.began_at, step.began_time_known):
        return step
    kind = in_force(seen_by=by).declared.of(step.kind)
    _judge(step, kind, began, why, by, at)
    EarlierBeginning.objects.create(
        step=step, began_at=kept(before)[0], began_time_known=step.began_time_known, why=why.strip(), corrected_at=at, corrected_by=by
    )
    step.began_at, step.began_time_known = kept(began)
    step.save(update_fields=["began_at", "began_time_known"])
    Happening.objects.filter(step=step, kind=kind.begins, source="").exclude(kind="").update(at=step.began_at, time_known=step.began_time_known)
    for episode in _begun_with(step, kind, day_of(before)):
        move_episode(episode=episode, started_on=day_of(began), by=by, at=at)
    announce(
        BeginningCorrected(person_ids=tuple(people), subject=f"pathways.Step:{step.pk}", reason=why, step_id=step.pk, kind=step.kind), by=by, at=at
    )
    _count_anew(step, by=by, at=at)
    return step


def _judge(step: Step, kind: StepKind, began: Moment, why: str, by: Worker, at: datetime) -> None:
    if step.status != Step.Status.OPEN and not why.strip():
        raise CannotCorrect("It is finished, and others have read when it began. Say why that is corrected.", field="why")
    if wrong := judge_beginning(began, subjects_of(step, seen_by=by), at) or judge_since(began, _since(step, kind)):
        raise CannotCorrect(wrong[0][1], field="began")


def _since(step: Step, kind: StepKind) -> Iterator[tuple[Moment, str]]:
    """(when, what) of all that came of a step: it was held, what was noted in it, what it led to, how it ended."""
    if step.held_at:
        yield moment(step.held_at, step.held_time_known), "It took place"
    says = catalogue.shipped().kinds
    for each in Happening.objects.filter(step=step).exclude(kind=kind.begins).order_by("at", "id"):
        yield moment(each.at, each.time_known), f"{says[each.kind].says[:1].upper()}{says[each.kind].says[1:]} was"
    for led_to in Step.objects.filter(came_from=step, status__in=BEGUN).order_by("began_at", "id"):
        if then := led_to.began():
            yield then, "What it led to began"
    for ended in (step.finished_at, step.authorised_at):
        if ended:
            yield ended, "It was finished"


def _begun_with(step: Step, kind: StepKind, on: date) -> list[Episode]:
    """The episodes that began when the step began, not when it was done."""
    from_beginning = {opened for outcome in kind.outcomes.values() if outcome.from_beginning for opened in outcome.opens}
    return list(Episode.objects.filter(opened_by=step, kind__in=from_beginning, started_on=on).order_by("id"))


def _count_anew(step: Step, *, by: Worker, at: datetime) -> None:
    for each in Step.objects.filter(pk__in=steps_after(step.pk, seen_by=by)).exclude(status__in=(Step.Status.SKIPPED, Step.Status.CANCELLED)).order_by("pk"):
        wind_clocks(step=each, by=by, at=at)
        if each.status == Step.Status.DONE:
            count_lateness(step=each, by=by, at=at)
