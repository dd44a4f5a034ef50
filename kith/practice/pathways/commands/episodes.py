"""Episodes begin and end, with a line in the story."""

from datetime import date, datetime, time

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks.moments import LONDON, said_day
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands.winding import wind_visits
from kith.practice.pathways.events import EpisodeClosed, EpisodeMoved, EpisodeOpened, StepLeft
from kith.practice.pathways.models import Episode, RunningClock, Step, StepPerson
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.queries.steps import is_whole
from kith.practice.recording.commands import tell_story

SIGNIFICANT = 2


class EpisodeInTheWay(Refusal):
    """A day on which an involvement cannot have begun, because of another one."""


@command
def open_episode(*, kind: str, person_id: int, started_on: date, step: Step | None, by: Worker, at: datetime) -> Episode:
    """Begin a service's involvement. One that ended later on the same day is not overlapped: the database refuses it."""
    require(by, Ability.RECORD, about=person_id)
    episode = Episode.objects.create(kind=kind, person_id=person_id, started_on=started_on, opened_by=step, recorded_at=at, recorded_by=by)
    _tell(episode, "episode", started_on, by=by, at=at)
    announce(EpisodeOpened(person_ids=(person_id,), subject=f"pathways.Episode:{episode.pk}", kind=kind), by=by, at=at)
    wind_visits(episode=episode, by=by, at=at)
    return episode


@command
def move_episode(*, episode: Episode, started_on: date, by: Worker, at: datetime) -> Episode:
    """Say that an involvement began on another day, because the step did with which it began. Raises EpisodeInTheWay."""
    require(by, Ability.RECORD, about=episode.person_id)
    before = Episode.objects.filter(person_id=episode.person_id, kind=episode.kind, started_on__lt=episode.started_on).exclude(pk=episode.pk)
    last = before.order_by("-started_on").first()
    title = in_force(seen_by=by).declared.episode(episode.kind).title
    if last and last.ended_on and last.ended_on > started_on:
        raise EpisodeInTheWay(f"{title} before this ended on {said_day(last.ended_on)}, and this is before it. Correct the day.", field="began")
    if episode.ended_on and episode.ended_on < started_on:
        raise EpisodeInTheWay(f"{title} ended on {said_day(episode.ended_on)}, and this is after it. Correct the day.", field="began")
    episode.started_on = started_on
    episode.save(update_fields=["started_on"])
    _tell(episode, "episode", started_on, by=by, at=at)
    announce(EpisodeMoved(person_ids=(episode.person_id,), subject=f"pathways.Episode:{episode.pk}", kind=episode.kind), by=by, at=at)
    wind_visits(episode=episode, by=by, at=at)
    return episode


@command
def close_episode(*, episode: Episode, ended_on: date, reason: str, step: Step | None, by: Worker, at: datetime) -> Episode:
    """End a service's involvement; what was planned in it and not begun is not due any more."""
    require(by, Ability.RECORD, about=episode.person_id)
    episode.ended_on, episode.reason, episode.closed_by = ended_on, reason, step
    episode.save(update_fields=["ended_on", "reason", "closed_by"])
    kind = in_force(seen_by=by).declared.episode(episode.kind)
    _leave_planned(episode, kind.ended_words, by=by, at=at)
    _tell(episode, "episode:end", ended_on, by=by, at=at)
    announce(
        EpisodeClosed(
            person_ids=(episode.person_id,), subject=f"pathways.Episode:{episode.pk}", reason=kind.told(reason), kind=episode.kind, on=ended_on,
            step_id=step.pk if step else None,
        ),
        by=by, at=at,
    )  # fmt: skip
    wind_visits(episode=episode, by=by, at=at)
    return episode


def _leave_planned(episode: Episode, because: str, *, by: Worker, at: datetime) -> None:
    """For this person nothing planned in the episode is due any more. A step about others too goes on for them, and this person has one of their
    own that says why it was not done."""
    links = StepPerson.objects.filter(episode=episode, step__status=Step.Status.PLANNED).select_related("step").order_by("step_id")
    for link in links.select_for_update(of=("self",)):
        step = _apart(link, by=by, at=at)
        RunningClock.objects.filter(step=step, met_at=None, ended_at=None).update(ended_at=at, ended_because=because)
        step.status, step.why = Step.Status.SKIPPED, because
        step.save(update_fields=["status", "why"])
        announce(
            StepLeft(person_ids=(link.person_id,), subject=f"pathways.Step:{step.pk}", reason=because, step_id=step.pk, kind=step.kind), by=by, at=at
        )


def _apart(link: StepPerson, *, by: Worker, at: datetime) -> Step:
    """The planned step of this person alone: its own, where it is about others too, open to the worker or not."""
    planned = link.step
    if StepPerson.objects.filter(step=planned).count() == 1 and is_whole(planned.pk, seen_by=by):
        return planned
    step = Step.objects.create(
        kind=planned.kind, status=Step.Status.PLANNED, worker_id=planned.worker_id, team_id=planned.team_id, came_from_id=planned.came_from_id,
        made_at=at, made_by=by,
    )  # fmt: skip
    link.step = step
    link.save(update_fields=["step"])
    RunningClock.objects.filter(step=planned, person_id=link.person_id).update(step=step)
    return step


def _tell(episode: Episode, what: str, on: date, *, by: Worker, at: datetime) -> None:
    words = in_force(seen_by=by).declared.episode(episode.kind).told(episode.reason if what == "episode:end" else "")
    tell_story(
        person_ids=[episode.person_id], what=what, words=words, source="pathways.Episode", source_id=episode.pk,
        happened_at=min(datetime.combine(on, time(12), LONDON), at), significance=SIGNIFICANT, by=by, at=at,
    )  # fmt: skip
