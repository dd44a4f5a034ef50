"""Episodes and steps as returns and lists count them: plain rows, of those whose records are open."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import Episode, Step, StepPerson
from kith.practice.pathways.queries.in_force import EDITIONS, _declared, in_force
from kith.practice.pathways.rules.declared import EpisodeKind

Place = tuple[date, int]  # in the list of those for whom nobody leads: since when, and the episode
FIRST: Place = (date.min, 0)
# Each person once, in the place of their first open episode.
_NOBODY_LEADS = """
    select e.person_id, e.started_on, e.id from pathways_episode e
    where e.ended_on is null and not e.is_led and (e.started_on, e.id) > (%s, %s) and not exists (
        select from pathways_episode b where b.person_id = e.person_id and b.ended_on is null and (b.started_on, b.id) < (e.started_on, e.id))
    order by e.started_on, e.id limit %s
"""
_STANDING = f"""
    select e.person_id, e.kind, {EDITIONS} from pathways_episode e
    where e.person_id = any(%(people)s) and e.ended_on is null and access_sees(%(worker)s, e.person_id) order by e.started_on, e.id
"""  # noqa: S608 - fixed text of ours


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


@dataclass(frozen=True)
class Unled:
    """Somebody with whom work goes on and for whom nobody leads: (title, since) of what is in force, the first first."""

    person_id: int
    underway: list[tuple[str, date]]
    place: Place


def nobody_leads(*, after: Place = FIRST, limit: int, seen_by: Worker) -> list[Unled]:
    """Whoever waits longest first, from this place on, of those whose records are open to the worker. What is read is what is shown, however
    large the council."""
    require(seen_by, Ability.VIEW)
    with connection.cursor() as cursor:
        cursor.execute(_NOBODY_LEADS, [*after, limit])
        rows = cursor.fetchall()
    declared, underway = in_force(seen_by=seen_by).declared, defaultdict(list)
    open_to = open_ids([person for person, _, _ in rows], seen_by=seen_by)
    episodes = Episode.objects.filter(person_id__in=open_to, ended_on=None).order_by("started_on", "id")
    for person, kind, began in episodes.values_list("person_id", "kind", "started_on"):
        underway[person].append((declared.episode(kind).title, began))
    return [Unled(person, underway[person], (began, id_)) for person, began, id_ in rows if person in open_to]


def how_they_stand(people: Iterable[int], *, seen_by: Worker) -> dict[int, list[str]]:
    """By person: the titles of what is in force, in one statement. Of an episode and the one that it lies in, the inner alone: "Child protection
    plan" tells more than "Child in need"."""
    require(seen_by, Ability.SIGNED_IN)
    if not has_part(seen_by, Part.PLANS):
        return {}
    found: dict[int, list[EpisodeKind]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"people": list(people), "worker": seen_by.pk})
        for person, kind, editions in cursor.fetchall():
            found[person].append(_declared(tuple(editions)).episode(kind))
    return {
        person: list(dict.fromkeys(one.title for one in some if one.key not in {each.inside for each in some})) for person, some in found.items()
    }


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
