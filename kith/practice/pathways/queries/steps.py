"""One step: whom it is about, what is known of them that its verdicts need."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection
from django.utils.timezone import localdate

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, NotThere, Part, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import Episode, Step, StepPerson
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.rules.verdicts import Subject
from kith.practice.people.queries import PersonCard, person_cards
from kith.practice.people.rules.fitting import whole_years

_WHOLE = "select step from unnest(%s::bigint[]) step where pathways_whole_step(%s, step)"

STILL_OPEN = (Step.Status.PLANNED, Step.Status.OPEN, Step.Status.WAITING)


class NotWhole(Refusal):
    """A step about somebody, among others, whose record is shut to the worker."""


def people_of_step(step_id: int, *, seen_by: Worker) -> list[int]:
    """Whom a step is about, of those whose records are open to the worker; nobody, where none is."""
    ids = StepPerson.objects.filter(step_id=step_id).order_by("id").values_list("person_id", flat=True)
    return [person for person in ids if person in open_ids(ids, seen_by=seen_by)]


def is_whole(step_id: int, *, seen_by: Worker) -> bool:
    """Whether the records of everybody in a step are open to the worker."""
    return step_id in whole_steps([step_id], seen_by=seen_by)


def whole_steps(step_ids: list[int], *, seen_by: Worker) -> set[int]:
    """Those of these steps in which everybody's record is open to the worker: what was written of the whole step is for them alone."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE, [step_ids, seen_by.pk])
        return {row[0] for row in cursor.fetchall()}


def everybody_in(step: Step, ability: Ability, *, seen_by: Worker) -> list[int]:
    """Everybody in a step, for a worker who may do this about all of them. Raises NotWhole where somebody's record is shut to them."""
    people = people_of_step(step.pk, seen_by=seen_by)
    if not people:
        raise NotThere
    require(seen_by, ability, about=people)
    if not is_whole(step.pk, seen_by=seen_by):
        raise NotWhole("This step is about somebody else too whose record is not open to you. Ask whoever works on it.")
    return people


def step_for(step_id: int, *, seen_by: Worker) -> Step:
    """A step about somebody whose record is open to the worker. Raises NotThere."""
    require(seen_by, Ability.VIEW)
    if not has_part(seen_by, Part.PLANS) or not people_of_step(step_id, seen_by=seen_by):
        raise NotThere
    return Step.objects.select_related("worker", "team", "made_by", "finished_by", "authorised_by").get(pk=step_id)


def subjects_of(step: Step, *, seen_by: Worker) -> list[Subject]:
    """Everybody in a step, with the episodes that are open for them and what else is open in those."""
    people = people_of_step(step.pk, seen_by=seen_by)
    require(seen_by, Ability.VIEW, about=people)
    cards = person_cards(people, seen_by=seen_by)
    episodes = open_episodes(people, seen_by=seen_by)
    others = _others_open(step, people, seen_by)
    return [
        Subject(person, cards[person].name, cards[person].born_on, frozenset(episodes[person]), others[person], _age(cards[person]))
        for person in people
        if person in cards
    ]


def _age(card: PersonCard) -> int | None:
    return whole_years(card.born_on, unborn=card.is_unborn, on=localdate())


def open_episodes(people: list[int], *, seen_by: Worker) -> Mapping[int, dict[str, Episode]]:
    """By person: the open episodes by kind."""
    require(seen_by, Ability.VIEW, about=people)
    found: dict[int, dict[str, Episode]] = defaultdict(dict)
    for episode in Episode.objects.filter(person_id__in=people, ended_on=None):
        found[episode.person_id][episode.kind] = episode
    return found


def _others_open(step: Step, people: list[int], seen_by: Worker) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
    """By person and kind of episode: the titles of steps, other than this one, that are begun or wait for sign-off."""
    declared = in_force(seen_by=seen_by).declared
    links = StepPerson.objects.filter(person_id__in=people, step__status__in=(Step.Status.OPEN, Step.Status.WAITING), episode__ended_on=None)
    found: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for link in links.exclude(step=step).exclude(episode=None).select_related("step", "episode"):
        assert link.episode is not None  # excluded above
        titles = found[link.person_id].get(link.episode.kind, ())
        found[link.person_id][link.episode.kind] = (*titles, declared.of(link.step.kind).title)
    return found


def has_come_before(kinds: tuple[str, ...], people: list[int], *, seen_by: Worker) -> bool:
    """Whether each of these people has had one of these kinds of step, begun or done."""
    require(seen_by, Ability.VIEW, about=people)
    begun = (Step.Status.OPEN, Step.Status.WAITING, Step.Status.DONE)
    had = StepPerson.objects.filter(person_id__in=people, step__kind__in=kinds, step__status__in=begun)
    return set(had.values_list("person_id", flat=True)) == set(people)
