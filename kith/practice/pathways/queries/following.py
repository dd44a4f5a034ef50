"""What follows from a step: what it made due, or will once it is signed off."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import RunningClock, Step, StepPerson
from kith.practice.pathways.queries.clocks import ClockView, view_of
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.people.queries import person_cards


@dataclass(frozen=True)
class Following:
    """A step that became due, about whom, as far as they are open, for which worker, and its clocks, each once. No step: visits are owed to
    `person_id`. Neither: it becomes due with the sign-off. `status`: in words. `is_plan`: the family's plan, which is made or goes on."""

    title: str
    names: str
    step_id: int | None = None
    person_id: int | None = None
    status: str = ""
    worker: str = ""
    clocks: tuple[ClockView, ...] = ()
    is_plan: bool = False


def following(step: Step, *, now: datetime, seen_by: Worker) -> list[Following]:
    """What a finished step led to, done since or not; the family's plan first, where it is made or goes on."""
    require(seen_by, Ability.VIEW)
    if step.status == Step.Status.WAITING and not step.is_urgent and in_force(seen_by=seen_by).declared.of(step.kind).sign_off:
        return _once_signed_off(step, seen_by)
    links = StepPerson.objects.filter(step__came_from=step).exclude(step__status=Step.Status.CANCELLED).select_related("step__worker")
    clocks = RunningClock.objects.filter(step__came_from=step, met_at=None, ended_at=None).order_by("due_at", "id")
    visits = RunningClock.objects.filter(episode__opened_by=step, met_at=None, ended_at=None).order_by("due_at", "id")
    rest = _steps(list(links.order_by("step_id", "id")), list(clocks), now, seen_by) + _visits(list(visits), now, seen_by)
    return _plan(step, seen_by) + rest


def _plan(step: Step, seen_by: Worker) -> list[Following]:
    """Of those for whom it is made, and of those for whom it goes on, while what it is for has not ended."""
    kind = in_force(seen_by=seen_by).declared.of(step.kind)
    links = list(StepPerson.objects.filter(step=step).order_by("id").select_related("episode")) if kind.plan else []
    words = [(kind.plan_words(link.outcome), link.person_id) for link in links if link.episode is None or link.episode.ended_on is None]
    names = _names([person for said, person in words if said], seen_by)
    found = {said: ", ".join(names[person] for also, person in words if also == said and person in names) for said, _ in words if said}
    return [Following(said, told, step.pk, is_plan=True) for said, told in found.items() if told]


def _steps(links: list[StepPerson], clocks: list[RunningClock], now: datetime, seen_by: Worker) -> list[Following]:
    names = _names([link.person_id for link in links], seen_by)
    declared = in_force(seen_by=seen_by).declared
    about: dict[Step, list[int]] = defaultdict(list)
    for link in links:
        if link.person_id in names:
            about[link.step].append(link.person_id)
    found = []
    for step, people in about.items():
        rows = [row for row in clocks if row.step_id == step.pk and row.person_id in people]
        told, worker = ", ".join(names[person] for person in people), step.worker.name if step.worker else ""
        status = Step.Status(step.status).label
        found.append(Following(declared.of(step.kind).title, told, step.pk, None, status, worker, _views(rows, now, seen_by)))
    return found


def _visits(rows: list[RunningClock], now: datetime, seen_by: Worker) -> list[Following]:
    names = _names([row.person_id for row in rows], seen_by)
    return [
        Following("Visit", names[row.person_id], person_id=row.person_id, clocks=_views([row], now, seen_by)) for row in rows if row.person_id in names
    ]


def _once_signed_off(step: Step, seen_by: Worker) -> list[Following]:
    declared = in_force(seen_by=seen_by).declared
    links = list(StepPerson.objects.filter(step=step).order_by("id"))
    names = _names([link.person_id for link in links], seen_by)
    found: dict[str, list[str]] = defaultdict(list)
    for link in links:
        outcome = declared.of(step.kind).outcomes.get(link.outcome)
        for key in outcome.leads_to if outcome and link.person_id in names else ():
            found[key].append(names[link.person_id])
    return [Following(declared.of(key).title, ", ".join(whom)) for key, whom in found.items()]


def _views(rows: list[RunningClock], now: datetime, seen_by: Worker) -> tuple[ClockView, ...]:
    """Siblings for whom the same is due at the same time have it said once."""
    once = {(row.rule, row.due_at): row for row in reversed(rows)}
    local = in_force(seen_by=seen_by).local
    return tuple(view_of(row, local, now, seen_by=seen_by) for row in reversed(once.values()))


def _names(people: list[int], seen_by: Worker) -> dict[int, str]:
    open_to = open_ids(people, seen_by=seen_by) if people else set()
    return {id_: card.name for id_, card in person_cards(open_to, seen_by=seen_by).items()} if open_to else {}
