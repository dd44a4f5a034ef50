"""Episodes and steps as returns and lists count them: plain rows, of those whose records are open."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import Episode, Step, StepPerson
from kith.practice.pathways.queries.in_force import in_force


@dataclass(frozen=True)
class StepRow:
    """A step of one person: as the engine holds it."""

    step_id: int
    person_id: int
    kind: str
    status: str
    came_from: int | None
    began_at: datetime | None
    held_at: datetime | None
    finished_at: datetime | None
    authorised_at: datetime | None
    outcome: str
    episode_id: int | None
    worker_id: int | None
    team_id: int | None


@dataclass(frozen=True)
class EpisodeRow:
    """An episode of one person, with the step that opened it."""

    episode_id: int
    person_id: int
    kind: str
    started_on: date
    ended_on: date | None
    reason: str
    opened_by: int | None


def episodes_of(person_ids: Iterable[int], kinds: Collection[str], *, seen_by: Worker) -> list[EpisodeRow]:
    """Every episode of these kinds, the first first."""
    require(seen_by, Ability.VIEW)
    people = open_ids(person_ids, seen_by=seen_by)
    rows = Episode.objects.filter(person_id__in=people, kind__in=kinds).order_by("person_id", "started_on", "id")
    return [EpisodeRow(*row) for row in rows.values_list("pk", "person_id", "kind", "started_on", "ended_on", "reason", "opened_by_id")]


def people_underway(*, seen_by: Worker) -> dict[int, list[tuple[str, date]]]:
    """By person: (title, since) of what is in force, the first first; of everybody whose record is open to the worker."""
    require(seen_by, Ability.VIEW)
    rows = list(Episode.objects.filter(ended_on=None).order_by("started_on", "id").values_list("person_id", "kind", "started_on"))
    open_to, declared = open_ids([person for person, _, _ in rows], seen_by=seen_by), in_force(seen_by=seen_by).declared
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for person, kind, since in rows:
        if person in open_to:
            found[person].append((declared.episode(kind).title, since))
    return found


def steps_of(person_ids: Iterable[int], kinds: Collection[str], *, seen_by: Worker) -> dict[int, list[StepRow]]:
    """By person: every step of these kinds that was begun, the first first. One that was opened by mistake counts nowhere."""
    require(seen_by, Ability.VIEW)
    people = open_ids(person_ids, seen_by=seen_by)
    links = StepPerson.objects.filter(person_id__in=people, step__kind__in=kinds).exclude(step__status=Step.Status.CANCELLED)
    columns = (
        "step_id", "person_id", "step__kind", "step__status", "step__came_from_id", "step__began_at", "step__held_at", "step__finished_at",
        "step__authorised_at", "outcome", "episode_id", "step__worker_id", "step__team_id",
    )  # fmt: skip
    found: dict[int, list[StepRow]] = defaultdict(list)
    for row in links.exclude(step__began_at=None).order_by("step__began_at", "step_id").values_list(*columns):
        found[row[1]].append(StepRow(*row))
    return found
