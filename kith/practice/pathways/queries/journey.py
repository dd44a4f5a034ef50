"""A person's journey: the episodes and the steps in them, with clocks and outcomes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.queries import has_part, not_shut_out, open_ids, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.clocks.moments import Moment
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import holders_of
from kith.practice.pathways.models import Departure, Episode, RunningClock, SignOff, Step, StepPerson
from kith.practice.pathways.queries.clocks import ClockView, view_of
from kith.practice.pathways.queries.in_force import InForce, in_force
from kith.practice.pathways.queries.steps import whole_steps
from kith.practice.pathways.rules.declared import Outcome, StepKind
from kith.practice.people.queries import person_cards

SHOWN = 200


@dataclass(frozen=True)
class EpisodeView:
    """A period of involvement."""

    id: int
    title: str
    kind: str
    started_on: date
    ended_on: date | None
    reason: str
    visits: list[ClockView]


@dataclass(frozen=True)
class StepView:
    """A step as a person's journey shows it."""

    id: int
    kind: StepKind
    status: str
    status_word: str
    began: Moment | None
    booked_for: datetime | None
    done: Moment | None
    worker: str
    outcome: str
    because: str
    clocks: list[ClockView]
    with_whom: str
    episode_id: int | None
    departures: list[tuple[str, str]]
    came_from: int | None

    @property
    def at(self) -> Moment | None:
        """When it stands in the journey."""
        return self.done or self.booked_for or self.began


@dataclass(frozen=True)
class Journey:
    """Episodes, the latest first, and steps, the latest first."""

    episodes: list[EpisodeView]
    steps: list[StepView]

    def of(self, episode_id: int | None) -> list[StepView]:
        return [step for step in self.steps if step.episode_id == episode_id]

    @property
    def open_steps(self) -> list[StepView]:
        return [step for step in self.steps if step.status in ("planned", "open", "waiting")]


def journey(person_id: int, *, now: datetime, seen_by: Worker) -> Journey:
    """A person's way through the service, in at most seven statements."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.PLANS):
        return Journey([], [])
    force = in_force(seen_by=seen_by)
    links = list(
        StepPerson.objects.filter(person_id=person_id).select_related("step__worker").order_by("-step_id")[:SHOWN]
    )
    clocks, visits = _clocks(person_id, force, now, seen_by)
    others, departures = _others(links, person_id, seen_by), _departures(links, person_id, seen_by)
    return Journey(
        [_episode(one, force, visits) for one in Episode.objects.filter(person_id=person_id).order_by("-started_on", "-id")],
        [_step(link, force, clocks.get(link.step_id, []), others, departures) for link in links],
    )


def waiting_for(step: Step, *, seen_by: Worker) -> SignOff | None:
    """The round of sign-off that is open."""
    require(seen_by, Ability.VIEW)
    return SignOff.objects.filter(step=step, decided_at=None).select_related("to", "sent_by").first()


def rounds_of(step: Step, *, seen_by: Worker) -> list[SignOff]:
    """All rounds of sign-off, the latest first; none for who may not see everybody in the step."""
    require(seen_by, Ability.VIEW)
    if not whole_steps([step.pk], seen_by=seen_by):
        return []
    return list(SignOff.objects.filter(step=step).select_related("to", "sent_by", "decided_by").order_by("-id"))


def _clocks(person_id: int, force: InForce, now: datetime, seen_by: Worker) -> tuple[dict[int, list[ClockView]], dict[int, list[ClockView]]]:
    steps: dict[int, list[ClockView]] = defaultdict(list)
    episodes: dict[int, list[ClockView]] = defaultdict(list)
    for row in RunningClock.objects.filter(person_id=person_id).order_by("due_at", "id"):
        view = view_of(row, force.local, now, seen_by=seen_by)
        (steps[row.step_id] if row.step_id else episodes[row.episode_id or 0]).append(view)
    return steps, episodes


def _others(links: list[StepPerson], person_id: int, seen_by: Worker) -> dict[int, str]:
    rows = list(StepPerson.objects.filter(step_id__in=[link.step_id for link in links]).exclude(person_id=person_id).values_list("step_id", "person_id"))
    cards = person_cards(open_ids([person for _, person in rows], seen_by=seen_by), seen_by=seen_by)
    found: dict[int, list[str]] = defaultdict(list)
    for step, person in rows:
        if person in cards:
            found[step].append(cards[person].name)
    return {step: ", ".join(names) for step, names in found.items()}


def _departures(links: list[StepPerson], person_id: int, seen_by: Worker) -> dict[int, list[tuple[str, str]]]:
    """By step: (what, why). A reason was given for everybody in the step, so it is for who may see them all; what was late is no reason."""
    rows = list(Departure.objects.filter(step_id__in=[link.step_id for link in links], person_id=person_id).order_by("id"))
    whole = whole_steps([row.step_id for row in rows], seen_by=seen_by) if rows else set()
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        found[row.step_id].append((Departure.What(row.what).label, row.why if row.step_id in whole or row.what == Departure.What.LATE else ""))
    return found


def _episode(episode: Episode, force: InForce, visits: dict[int, list[ClockView]]) -> EpisodeView:
    kind = force.declared.episode(episode.kind)
    reason = kind.reasons.get(episode.reason, episode.reason)
    return EpisodeView(episode.pk, kind.title, episode.kind, episode.started_on, episode.ended_on, reason, visits.get(episode.pk, []))


def _step(
    link: StepPerson, force: InForce, clocks: list[ClockView], others: dict[int, str], departures: dict[int, list[tuple[str, str]]]
) -> StepView:
    step, kind = link.step, force.declared.of(link.step.kind)
    is_over = step.status in (Step.Status.DONE, Step.Status.WAITING)
    return StepView(
        id=step.pk, kind=kind, status=step.status, status_word=Step.Status(step.status).label, began=step.began(),
        booked_for=step.booked_for if not is_over else None, done=(step.when_done(kind) or step.finished_at) if is_over else None,
        worker=step.worker.name if step.worker else "", outcome=kind.outcomes.get(link.outcome, Outcome("", link.outcome)).says,
        because=link.because, clocks=clocks, with_whom=others.get(step.pk, ""), episode_id=link.episode_id,
        departures=departures.get(step.pk, []), came_from=step.came_from_id,
    )  # fmt: skip


def step_view(step: Step, person_id: int, *, now: datetime, seen_by: Worker) -> StepView:
    """One step as the person's journey shows it."""
    require(seen_by, Ability.VIEW, about=person_id)
    force = in_force(seen_by=seen_by)
    link = StepPerson.objects.select_related("step__worker").get(step=step, person_id=person_id)
    clocks = [view_of(row, force.local, now, seen_by=seen_by) for row in RunningClock.objects.filter(step=step, person_id=person_id).order_by("due_at", "id")]
    return _step(link, force, clocks, _others([link], person_id, seen_by), _departures([link], person_id, seen_by))


def approvers(step: Step, *, seen_by: Worker) -> list[tuple[int, str]]:
    """(id, name) of who may sign a step off, the manager of its team first: nobody whom a restriction keeps from one of those it is about, and
    never the worker who asks."""
    require(seen_by, Ability.RECORD)
    able = Worker.objects.filter(pk__in=holders_of(Ability.AUTHORISE, on=localdate()), is_machine=False, ends_on=None).exclude(pk=seen_by.pk)
    people = StepPerson.objects.filter(step=step).values_list("person_id", flat=True)
    free = not_shut_out(able.values_list("pk", flat=True), about=people, seen_by=seen_by)
    first = step.team.manager_id if step.team else None
    return sorted(able.filter(pk__in=free).values_list("pk", "name"), key=lambda one: (one[0] != first, one[1]))
