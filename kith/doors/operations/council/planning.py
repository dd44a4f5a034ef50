"""Families' plans: what was agreed at planning meetings and conferences, and how it stood at each review. Uneven, as in life."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from kith.doors.operations.council.journey_shapes import Episode, Step
from kith.doors.operations.council.journeys import Journey
from kith.doors.operations.council.rows import Household, Rows, Someone
from kith.foundations.clocks.moments import day_of

TITLES = {"child-in-need-plan": "Child in need plan", "child-protection-plan": "Child protection plan", "family-help": "Family help plan"}
REVIEWS = {
    "child-in-need-plan": ("child-in-need-review",), "child-protection-plan": ("core-group", "review-conference"), "family-help": ("family-help-review",),
}  # fmt: skip
# What a family needs, what will be better, what will happen, by whom ("": the worker).
FAMILY = (
    ("The house is damp and the boiler fails.", "Warm, dry rooms this winter.", "Write to the landlord with the council's letter.", ""),
    ("There is too little money by the third week of the month.", "Food in the cupboard to the end of the month.",
     "Go through benefits and debts with the adviser.", "Mum, with the adviser"),
    ("The arguments at home frighten everybody.", "Nobody shouts or is hurt at home.", "Work through the safety plan together, and ring when it is used.", ""),
    ("Mum is worn out and has nobody to talk to.", "Mum has two people whom she can ring.", "Join the parents' group on Thursdays.", "Mum"),
    ("Drinking at weekends leaves the children to themselves.", "Somebody sober is at home every night.",
     "Keep the appointments with the substance service.", "Mum and the key worker"),
)  # fmt: skip
OWN = (
    ("{child} misses school.", "In school every day, on time.", "Walk to school together and sign in at the office.", "Mum and the school"),
    ("{child} sleeps badly.", "Asleep by nine on school nights.", "Same bedtime and a story; screens off at eight.", "Mum"),
    ("{child} needs somebody to talk to about home.", "{child} knows who listens.", "Direct work every second week.", ""),
    ("{child} has not seen a dentist or had eyes tested.", "Teeth and eyes are looked after.", "Book and keep both appointments.", "Dad"),
    ("{child} has few friends and is often alone.", "Something to look forward to each week.", "Join the club on Saturdays; lifts are shared.", "Nan"),
)  # fmt: skip
SAID = {
    "met": ("Done, and it has lasted.", "It happened as agreed.", ""),
    "partly": ("Begun; it goes well in some weeks.", "Half of it is done.", "Better than at the last review."),
    "not": ("It was put off twice.", "The waiting list is long.", "Not begun; a new date is agreed."),
    "no longer": ("It is not needed any more: they moved.",),
}
AFTER = (("met", 0.24), ("partly", 0.7), ("not", 0.95), ("no longer", 1.0))


@dataclass
class _Act:
    """An action while its story is told."""

    id: int
    person: int | None
    is_over: bool = False


class Planning:
    """Writes families' plans. The same numbers for the same seed."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self.rng, self.today = rng, today
        self._plans, self._needs, self._actions = count(1), count(1), count(1)

    def write(self, rows: Rows, home: Household, journeys: Sequence[Journey]) -> None:
        """A plan for each step that opened one, with those for whom it did."""
        people = {one.id: one for one in home.subjects}
        for journey in journeys:
            opened: dict[tuple[int, str], list[Episode]] = {}
            for episode in journey.episodes:
                if episode.kind in TITLES:
                    opened.setdefault((episode.opened_by.id, episode.kind), []).append(episode)
            for (_, kind), episodes in opened.items():
                if self.rng.random() < 0.94:  # some were never written down
                    self._plan(rows, journey, kind, episodes, people)

    def _plan(self, rows: Rows, journey: Journey, kind: str, episodes: list[Episode], people: dict[int, Someone]) -> None:
        step, plan = episodes[0].opened_by, next(self._plans)
        made = step.finished_at or step.ends
        ends = [episode.ended_on for episode in episodes]
        ended = max(filter(None, ends)) if all(ends) else None
        ended = max(ended, day_of(made)) if ended else None
        worker = step.holder[0]
        because = "The work that it was for has ended, or goes on in another plan." if ended else ""
        rows["plans_plan"].append((plan, TITLES[kind], step.id, made, worker, ended, worker if ended else None, because))
        for episode in episodes:
            rows["plans_planperson"].append((plan, episode.person, day_of(made), None))
            told = f"Plan made: {TITLES[kind]}"
            rows["recording_storyline"].append((episode.person, made, "plan", "plans.Plan", plan, 1, 0, made, worker, told))
        acts = list(self._agreed(rows, plan, made, worker, [people[episode.person] for episode in episodes]))
        for review in sorted(self._reviews(journey, kind, episodes), key=lambda one: one.ends):
            self._review(rows, plan, review, acts, day_of(made))

    def _agreed(self, rows: Rows, plan: int, made: datetime, worker: int, children: Sequence[Someone]) -> Iterator[_Act]:
        shared = self.rng.sample(FAMILY, 1 + int(self.rng.random() * 2))
        own = [(child, row) for child in children for row in self.rng.sample(OWN, 1 + (self.rng.random() < 0.4)) if not child.is_unborn]
        for child, (says, wanted, what, who) in [*((None, row) for row in shared), *own]:
            name = child.first if child else ""
            need, action, person = next(self._needs), next(self._actions), child.id if child else None
            due = day_of(made) + timedelta(days=14 + int(self.rng.random() * 120)) if self.rng.random() < 0.8 else None
            rows["plans_need"].append((need, plan, person, made, worker, says.format(child=name), wanted.format(child=name), None))
            rows["plans_action"].append((action, plan, person, made, worker, need, what, who, None if who else worker, due, "", None, None))
            yield _Act(action, person)

    def _reviews(self, journey: Journey, kind: str, episodes: list[Episode]) -> list[Step]:
        there = {episode.person for episode in episodes}
        return [
            step for step in journey.steps
            if step.kind.key in REVIEWS[kind] and step.status == "done" and step.finished_at and there & step.links.keys()
            and any(step.links[person].episode in episodes for person in there & step.links.keys())
        ]  # fmt: skip

    def _review(self, rows: Rows, plan: int, review: Step, acts: list[_Act], made: date) -> None:
        held = max(day_of(review.held or review.ends), made)
        for act in acts:
            if act.is_over or (act.person is not None and act.person not in review.links) or self.rng.random() < 0.3:
                continue
            drawn = self.rng.random()
            standing = next(word for word, upto in AFTER if drawn < upto)
            said = SAID[standing]
            changed = said[int(self.rng.random() * len(said))]
            at = review.finished_at or review.ends
            rows["plans_progress"].append((plan, act.person, at, review.holder[0], act.id, standing, changed, held))
            act.is_over = standing in ("met", "no longer")
