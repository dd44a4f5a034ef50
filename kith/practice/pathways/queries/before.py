"""What there was before of the same kind: about whom a step is, and around the adults of their families and those who are named in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability, NotThere
from kith.foundations.clocks.moments import birthday
from kith.foundations.staff.models import Worker
from kith.practice.forms.queries import people_named
from kith.practice.pathways.models import Step, StepPerson
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.queries.steps import people_of_step
from kith.practice.people.queries import PersonCard, circles_of, person_cards

MOST, SHOWN = 300, 20
ADULT = 18


@dataclass(frozen=True)
class Earlier:
    """An earlier step: its day, about whom (as far as they are open), how it ended; around which adult, where it was about others."""

    step_id: int
    on: date
    names: str
    outcome: str
    around: str


@dataclass(frozen=True)
class Before:
    """(name, how many) of each person in the step; of each adult, about others around them; the newest, and how many more there are."""

    about: list[tuple[str, int]]
    around: list[tuple[str, int]]
    earlier: list[Earlier]
    more: int

    @property
    def is_empty(self) -> bool:
        return not self.earlier


def before(step: Step, *, seen_by: Worker) -> Before:
    """The earlier steps of this kind about the same people, and about others around the adults in their families or named in the form. Of
    records that are not open to the worker nothing is said, nor counted."""
    people = people_of_step(step.pk, seen_by=seen_by)
    if not people:
        raise NotThere
    require(seen_by, Ability.VIEW, about=people)
    named = people_named(step.response, seen_by=seen_by) if step.response else set()
    family = {each for circle in circles_of([*people, *named], seen_by=seen_by).values() for each in circle}
    cards = person_cards(open_ids(family, seen_by=seen_by), seen_by=seen_by)
    adults = [id_ for id_, card in cards.items() if id_ in named or _is_adult(card)]
    circles = {adult: circle - set(people) for adult, circle in circles_of(adults, seen_by=seen_by).items()}
    wanted = {*people, *adults, *(each for circle in circles.values() for each in circle)}
    found = _earlier(step, open_ids(wanted, seen_by=seen_by))
    return _counted(found, people, circles, person_cards({*cards, *(each for who in found.values() for each in who)}, seen_by=seen_by), seen_by)


def _is_adult(card: PersonCard) -> bool:
    """Or somebody whose age nobody knows, and who is born."""
    if card.is_unborn:
        return False
    return card.born_on is None or birthday(card.born_on, ADULT) <= localdate()


def _earlier(step: Step, people: Iterable[int]) -> dict[Step, dict[int, str]]:
    """Step -> person -> outcome, the newest first."""
    links = StepPerson.objects.filter(person_id__in=list(people), step__kind=step.kind, step__began_at__lte=step.began_at or step.made_at)
    links = links.exclude(step=step).exclude(step__status=Step.Status.CANCELLED).select_related("step").order_by("-step__began_at", "-step_id", "id")
    found: dict[Step, dict[int, str]] = defaultdict(dict)
    for link in links[:MOST]:
        found[link.step][link.person_id] = link.outcome
    return found


def _counted(
    found: Mapping[Step, Mapping[int, str]], people: list[int], circles: Mapping[int, set[int]], cards: Mapping[int, PersonCard], seen_by: Worker
) -> Before:
    about = [(cards[person].name, sum(person in who for who in found.values())) for person in people if person in cards]
    others = [who for who in found.values() if not set(people) & set(who)]
    around = [(cards[adult].name, sum(bool(circle & set(who)) for who in others)) for adult, circle in circles.items() if adult in cards]
    declared = in_force(seen_by=seen_by).declared
    rows = []
    for step, who in list(found.items())[:SHOWN]:
        kind = declared.of(step.kind)
        outcomes = dict.fromkeys(kind.outcomes[key].says if key in kind.outcomes else key for key in who.values() if key)
        through = [] if set(people) & set(who) else [cards[adult].name for adult, circle in circles.items() if circle & set(who) and adult in cards]
        names = ", ".join(cards[person].name for person in who if person in cards)
        rows.append(Earlier(step.pk, localdate(step.began_at or step.made_at), names, "; ".join(outcomes), ", ".join(through)))
    return Before(about, [(name, count) for name, count in around if count], rows, len(found) - len(rows))
