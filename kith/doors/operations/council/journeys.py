"""One spell of work with a family as a journey: steps that follow from each other by the declarations, uneven as life is."""

import heapq
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from kith.doors.operations.council.courses import WRAPPED, Aim, Case, because_of, by_chance, outcome_of, reason_of
from kith.doors.operations.council.journey_shapes import Episode, Link, Round, Spell, Step
from kith.doors.operations.council.pacing import Pace, morning
from kith.doors.operations.council.rows import Someone
from kith.doors.operations.council.standing import stand
from kith.foundations.clocks.moments import LONDON, Moment, day_of
from kith.foundations.clocks.reading import Event
from kith.practice.pathways.rules.declared import Dated, Declarations, Owner, StepKind

RATED = (("rated-green", 24), ("rated-green", 30), ("rated-amber", 5), ("rated-amber", 9), ("rated-red", 1))  # and hours until the partners answered
SENT_BACK = (
    "Say what each child told you, in their words.", "The father's view is missing; please ring him.", "What would make it safe enough to close?",
    "The plan needs dates and names.", "Please add the history from the previous council.",
)  # fmt: skip
LAST = {"child-in-need": "RC7", "child-in-need-plan": "closed", "child-protection-plan": "not-needed", "family-help": "met", "private-fostering": "ended"}
MISTAKES, SKIPPED = 0.02, 0.04  # of contacts that are opened twice; of core groups that are not held
MOVED_IN, AT_ONCE = 0.05, 0.08  # of children with a plan, from another council; of referrals, an enquiry before the discussion is written up
WHY_AT_ONCE = "Two children were in danger this evening; the discussion was by telephone, with police and hospital."


class Journey:
    """Lives a spell. Afterwards `steps` and `episodes` have what was made."""

    def __init__(self, declared: Declarations, rng: random.Random, steps: "count[int]", episodes: "count[int]") -> None:
        self.declared, self.rng, self._step_ids, self._episode_ids = declared, rng, steps, episodes
        self.steps: list[Step] = []
        self.episodes: list[Episode] = []

    def live(self, spell: Spell, children: Sequence[Someone]) -> None:
        """From the contact on, until the work ends or today comes."""
        self.spell, self.pace = spell, Pace(self.rng, spell.since)
        self._open, self._queue, self._turn = dict[tuple[int, str], Episode](), list[tuple[datetime, int, Step]](), count()
        self.now = datetime.combine(spell.today, time(0, 0), LONDON).astimezone(UTC) - timedelta(minutes=1)
        moved_in = all(course.aim is Aim.PROTECTED for course in spell.courses.values()) and by_chance(min(spell.courses), MOVED_IN)
        self._begin_by_hand("transfer-in-conference" if moved_in else "contact", [child.id for child in children], None, spell.since)
        if self.rng.random() < MISTAKES:
            self._by_mistake([child.id for child in children])
        over = morning(spell.until) if spell.until else self.now
        while self._queue and self._queue[0][0] < over:
            when, _, step = heapq.heappop(self._queue)
            self._go_on(step, when)
        if spell.until:
            self._wrap(over)
            for episode in sorted(self._open.values(), key=lambda one: -one.id):  # whatever the way there, nothing outlasts the work
                self._close(episode, self.steps[-1], spell.until, LAST[episode.kind], over)
        for step in self.steps:
            stand(step, self.now, self.rng)

    def _begin_by_hand(self, key: str, people: Iterable[int], came_from: Step | None, when: datetime) -> Step:
        step = self._plan(self.declared.steps[key], people, came_from, when)
        step.begins = when
        return step

    def _by_mistake(self, people: list[int]) -> None:
        """A contact that was opened twice."""
        step = self._begin_by_hand("contact", people, None, self.spell.since + timedelta(minutes=4))
        step.status, step.why, step.began = "cancelled", "Opened twice for the same call.", step.begins
        self._happen(step, step.kind.begins, step.begins)
        for link in step.links.values():
            link.left_at, link.left_because = step.begins + timedelta(minutes=9), "it was opened by mistake"

    def _plan(self, kind: StepKind, people: Iterable[int], came_from: Step | None, when: datetime) -> Step:
        links = {person: Link(person, self._open.get((person, kind.inside))) for person in people}
        ends = self.pace.ends(kind, came_from, when)
        begins = min(ends - timedelta(minutes=40), when + timedelta(hours=self.rng.random() * 30))
        if kind.is_meeting and kind.key != "strategy-discussion":
            begins = max(when, ends - timedelta(days=int(self.rng.random() * 6), hours=2))
        holder = self.spell.team.front_door if kind.owner is Owner.TEAM else self.spell.team.lead
        step = Step(next(self._step_ids), kind, links, came_from, holder, when, self.pace.office(begins, when), ends)
        self.steps.append(step)
        heapq.heappush(self._queue, (ends, next(self._turn), step))
        return step

    def _go_on(self, step: Step, when: datetime) -> None:
        """A step comes to its end: it is finished, or, finished before, it is authorised."""
        if step.finished_at is None:
            if not step.is_undone or step.is_left:
                return
            if step.kind.key == "core-group" and self.rng.random() < SKIPPED:
                self._skip(step, when)
            else:
                self._finish(step, when)
        elif step.authorised_at is None and step.rounds:
            self._authorise(step, when)

    def _skip(self, step: Step, when: datetime) -> None:
        """A meeting that was not held; the next is planned instead."""
        step.status, step.why = "skipped", "Nobody but the social worker could come. The next one is planned."
        step.departures.append(("skipped", step.why, when))
        for link in step.links.values():
            link.left_at, link.left_because = when, "it will not be done"
        people = [link.person for link in step.links.values() if link.episode and link.episode.ended_on is None]
        self._plan(step.kind, people, step.came_from, when)

    def _finish(self, step: Step, when: datetime, wrapped: str = "") -> None:
        kind = step.kind
        self._begin(step, when)
        for link in step.links.values():
            self._decide(step, link, when, wrapped)
        if kind.is_meeting:
            step.held = when if self.rng.random() < 0.45 else day_of(when)
            late = timedelta(hours=1 + 60 * self.rng.random() ** 3)
            step.finished_at = min(self.pace.office(when + late, when), self.now)
        else:
            step.finished_at = when
        if not kind.asks_sign_off(link.outcome for link in step.links.values()):
            self._take_effect(step, when)
            return
        step.status = "waiting"
        self._send(step, when, at_once=bool(wrapped))

    def _begin(self, step: Step, when: datetime) -> None:
        step.status = "done"
        step.begins = min(step.begins, when)
        timed = step.came_from is None or self.rng.random() < 0.7
        step.began = step.begins if timed else day_of(step.begins)
        for link in step.links.values():
            if step.kind.begins:
                step.events[link.person].append(Event(step.kind.begins, step.began))
        if step.kind.key == "contact" and self.rng.random() < 0.4:
            self._rate(step, when)
        if "report-shared" in step.kind.notes and self.rng.random() < 0.85:
            shared = day_of(when) - timedelta(days=1 + int(self.rng.random() * 8))
            if shared >= day_of(step.made_at):
                self._happen(step, "report-shared", shared)

    def _rate(self, step: Step, when: datetime) -> None:
        rating, hours = RATED[int(self.rng.random() * len(RATED))]
        self._happen(step, rating, step.begins)
        self._happen(step, "partner-information", min(step.begins + timedelta(hours=hours * (0.4 + self.rng.random())), when))

    def _happen(self, step: Step, kind: str, when: Moment) -> None:
        for person in step.links:
            step.events[person].append(Event(kind, when))

    def _decide(self, step: Step, link: Link, when: datetime, wrapped: str) -> None:
        if link.left_at:  # a sibling's step, in which nothing changes for them any more
            link.outcome = _quiet(step)
            return
        course = self.spell.courses[link.person]
        case = Case(course, self.rng, day_of(when), self.spell.until, self._busy(link.person, step), self._is_urgent_line(link.person))
        if self._in_care(when):
            course.aim = Aim.CARE
            wrapped = "ends" if step.kind.key == "review-conference" else wrapped
        if wrapped and (link.person, "child-in-need-plan") in self._open:  # the outer does not end before the inner
            wrapped = {"child-and-family-assessment": "goes-on", "child-in-need-planning": "plan"}.get(step.kind.key, wrapped)
        link.outcome = wrapped or outcome_of(step.kind.key, case)
        outcome = step.kind.outcomes[link.outcome]
        link.because = because_of(link.outcome, self.rng) or ("Agreed with the manager." if outcome.asks_why else "")
        for episode in outcome.closes:
            if len(outcome.closes[episode]) > 1 and (link.person, episode) in self._open:
                link.reason = "care" if self._in_care(when) and episode == "child-protection-plan" else reason_of(episode, self.rng)

    def _in_care(self, when: datetime) -> bool:
        return self.spell.care_on is not None and day_of(when) >= self.spell.care_on

    def _busy(self, person: int, but: Step) -> bool:
        """Whether something else has begun with this child that must be done before their outer episode ends."""
        return any(
            step is not but and (step.is_undone or step.status == "waiting") and person in step.links and not step.links[person].left_at
            and step.kind.key in ("child-and-family-assessment", "section-47-enquiry", "strategy-discussion", "initial-conference")
            for step in self.steps
        )  # fmt: skip

    def _is_urgent_line(self, person: int) -> bool:
        lines = ("strategy-discussion", "section-47-enquiry", "initial-conference")
        return any(
            (step.is_undone or step.status == "waiting") and person in step.links and step.kind.key in lines for step in self.steps
        )

    def _send(self, step: Step, when: datetime, *, at_once: bool) -> None:
        decided = self.pace.office(when + timedelta(hours=3 + 190 * self.rng.random() ** 2), when + timedelta(minutes=20))
        if at_once:
            decided = when + timedelta(minutes=30)
        elif self.rng.random() < 0.09:
            step.rounds.append(Round(when, decided, is_authorised=False, reasons=SENT_BACK[int(self.rng.random() * len(SENT_BACK))]))
            when = self.pace.office(decided + timedelta(hours=3 + 30 * self.rng.random()), decided)
            decided = self.pace.office(when + timedelta(hours=3 + 30 * self.rng.random()), when + timedelta(minutes=20))
            step.finished_at = when
        step.rounds.append(Round(when, decided, is_authorised=True))
        if at_once:
            self._authorise(step, decided)
        else:
            heapq.heappush(self._queue, (decided, next(self._turn), step))

    def _authorise(self, step: Step, when: datetime) -> None:
        step.authorised_at, step.status = when, "done"
        self._take_effect(step, when)

    def _take_effect(self, step: Step, when: datetime) -> None:
        kind = step.kind
        done: Moment = (step.held or when) if kind.dated is Dated.HELD else when if kind.dated is Dated.AUTHORISED else step.finished_at or when
        for link in step.links.values():
            self._for_one(step, link, done, when)
        follows: dict[str, list[int]] = defaultdict(list)
        for link in step.links.values():
            for key in kind.outcomes[link.outcome].leads_to if not link.left_at else ():
                follows[key].append(link.person)
        for key, people in follows.items():
            self._plan(self.declared.steps[key], people, step, when)
        if kind.key == "section-47-enquiry":
            self._plan_for_those_in_need(step, when)
        if kind.key == "referral":
            self._enquire_at_once(step, when)

    def _enquire_at_once(self, referral: Step, when: datetime) -> None:
        """An enquiry that begins before the strategy discussion: out of order, with a reason."""
        people = [each for each, link in referral.links.items() if link.outcome == "assess" and self.spell.courses[each].aim is Aim.PROTECTED]
        if people and by_chance(referral.id, AT_ONCE):
            enquiry = self._begin_by_hand("section-47-enquiry", people, referral, when)
            enquiry.departures.append(("out of order", WHY_AT_ONCE, when))

    def _for_one(self, step: Step, link: Link, done: Moment, when: datetime) -> None:
        closes = step.kind.outcomes[link.outcome].closes
        inner = [key for (person, key) in self._open if person == link.person and key not in closes and self.declared.episode(key).inside in closes]
        if inner:  # it began while this waited for its sign-off: the outer goes on
            link.outcome, link.reason = _quiet(step), ""
        outcome = step.kind.outcomes[link.outcome]
        step.events[link.person] += [Event(event, done) for event in (step.kind.done, outcome.event) if event]
        for closed in outcome.closes:
            if episode := self._open.get((link.person, closed)):
                self._close(episode, step, day_of(done), outcome.reason_for(closed, link.reason), when)
        for opened in outcome.opens:
            self._open_episode(link, opened, day_of(step.begins) if outcome.from_beginning else day_of(done), step)

    def _plan_for_those_in_need(self, enquiry: Step, when: datetime) -> None:
        """Those who need a plan all the same, and whose assessment is over."""
        left = [
            person for person, link in enquiry.links.items()
            if link.outcome != "conference" and not self._busy(person, enquiry) and (person, "child-in-need") in self._open
            and (person, "child-in-need-plan") not in self._open
        ]  # fmt: skip
        if left and (self.spell.until is None or (self.spell.until - day_of(when)).days > 30):
            self._plan(self.declared.steps["child-in-need-planning"], left, enquiry, when)

    def _open_episode(self, link: Link, kind: str, on: date, step: Step) -> None:
        if (link.person, kind) in self._open:
            return
        episode = Episode(next(self._episode_ids), link.person, kind, on, step)
        self.episodes.append(episode)
        self._open[link.person, kind] = link.episode = episode
        self.spell.courses[link.person].open[kind] = episode.id

    def _close(self, episode: Episode, step: Step, on: date, reason: str, when: datetime) -> None:
        episode.ended_on, episode.reason, episode.closed_by = max(on, episode.started_on), reason, step
        del self._open[episode.person, episode.kind]
        self.spell.courses[episode.person].open.pop(episode.kind, None)
        for other in self.steps:
            link = other.links.get(episode.person)
            if other is step or link is None or link.episode is not episode or not other.is_undone:
                continue
            link.left_at, link.left_because = when, self.declared.episodes[episode.kind].ended_words
            if other.is_left:
                other.status, other.why = "skipped", link.left_because

    def _wrap(self, when: datetime) -> None:
        """The work ends: what is undone is ended in the order in which one may end after the other, and then the episodes."""
        for key, outcome in WRAPPED.items():
            if key == "closing":
                self._close_what_is_open(when)
            for step in [step for step in self.steps if step.kind.key == key]:
                self._wrap_one(step, outcome, when)

    def _wrap_one(self, step: Step, outcome: str, when: datetime) -> None:
        if step.status == "waiting":
            for link in step.links.values():
                self._decide(step, link, when, outcome)
            step.finished_at = min(step.finished_at or when, when - timedelta(minutes=30))
            step.rounds = [Round(step.finished_at, when, is_authorised=True)]
            self._authorise(step, when)
        elif step.is_undone and not step.is_left:
            before = len(self.steps)
            step.begins, step.made_at = min(step.begins, when), min(step.made_at, when)
            self._finish(step, when, outcome)
            for planned in self.steps[before:]:
                if planned.kind.key in WRAPPED:
                    self._wrap_one(planned, WRAPPED[planned.kind.key], when)

    def _close_what_is_open(self, when: datetime) -> None:
        people = [person for (person, kind) in self._open if kind == "child-in-need"]
        if people:
            self._wrap_one(self._begin_by_hand("closing", people, None, when), "closed", when)


def _quiet(step: Step) -> str:
    """The outcome that opens and closes nothing."""
    quiet = [each.key for each in step.kind.outcomes.values() if not each.closes and not each.opens and not each.leads_to]
    return quiet[0] if quiet else next(each.key for each in step.kind.outcomes.values() if not each.closes)
