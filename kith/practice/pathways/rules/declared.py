"""The shapes of a declared pathway: kinds of episode, kinds of step, and what a step's outcomes lead to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kith.practice.people.rules.fitting import Ages

STORY = 200  # characters of a line in the story


class Dated(StrEnum):
    """Which moment counts as the one at which a step was done, for its clocks."""

    FINISHED = "finished"  # when its worker finished it
    HELD = "held"  # when it took place, as its worker says: a meeting, a conference, a visit
    AUTHORISED = "authorised"  # when a second person authorised it


class Owner(StrEnum):
    """Who is given a step that an outcome plans."""

    LEAD = "lead"  # the person's allocated worker and their team
    FAMILY_HELP_LEAD = "family help lead"  # the Family Help lead practitioner, where there is one; else the lead
    PROTECTION_LEAD = "protection lead"  # the lead child protection practitioner, where there is one; else the lead
    SAME = "same"  # whoever did the step before
    TEAM = "team"  # the team of whoever did the step before; nobody yet by name


@dataclass(frozen=True)
class Must:
    """Something that the law asks of a step and its form tells of: a repeat has a row in which a column says so. Without, another question says
    why; it is counted, and it stops nobody."""

    says: str
    question: str
    column: str
    answer: str
    otherwise: str


@dataclass(frozen=True)
class Outcome:
    """One way in which a step may end, for one person."""

    key: str
    says: str
    leads_to: tuple[str, ...] = ()  # kinds of step that become due
    opens: tuple[str, ...] = ()  # kinds of episode, the outer before the inner
    from_beginning: bool = False  # they start when the step began, not when it was done: a referral's
    closes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # kind of episode: the reasons of which one is given
    event: str = ""  # a kind of event for the clocks, besides that of the step itself
    asks_why: bool = False
    needs: tuple[str, ...] = ()  # facts that its form asks and that must be known for a person who ends so
    against: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # question of its form: answers that contradict it
    sign_off: bool = False  # whether a second person signs the step off where somebody's ends so
    only: Ages | None = None  # for whom it is, by age

    @property
    def asks_reason(self) -> tuple[str, ...]:
        """The reasons among which the worker chooses, where there is more than one for an episode that it closes."""
        return next((reasons for reasons in self.closes.values() if len(reasons) > 1), ())

    def reason_for(self, episode: str, chosen: str) -> str:
        """With which reason the outcome closes this kind of episode."""
        return self.closes[episode][0] if len(self.closes[episode]) == 1 else chosen


@dataclass(frozen=True)
class Instead:
    """The reason that is right where one of these kinds of step was taken: "no further action after the assessment" is not, after an enquiry."""

    after: tuple[str, ...]
    use: str


@dataclass(frozen=True)
class EpisodeKind:
    """A kind of involvement: what it is called, why it may end, and the visits that it owes."""

    key: str
    title: str
    service: str
    reasons: Mapping[str, str] = field(default_factory=dict)  # code: words
    visits: str = ""  # the clock of the first visit; those that follow are in its `then`
    inside: str = ""  # a kind of episode that must be open too
    later_visits: str = ""  # the clock of visits from a year after the start on
    instead: Mapping[str, "Instead"] = field(default_factory=dict)  # reason: which one takes its place, once certain steps were taken

    def told(self, reason: str = "") -> str:
        """What the story says when it begins, or when it ends for a reason."""
        return (f"{self.title} ended: {self.reasons.get(reason, reason)}" if reason else f"{self.title} began")[:STORY]

    @property
    def ended_words(self) -> str:
        """Why what was planned in it is not due any more."""
        return f"the {self.title.lower()} ended"


    def reason_after(self, reason: str, taken: Collection[str]) -> str:
        """The reason with which it ends, after steps of these kinds."""
        other = self.instead.get(reason)
        return other.use if other and set(other.after) & set(taken) else reason


@dataclass(frozen=True)
class StepKind:
    """A kind of step."""

    key: str
    title: str
    service: str
    says: str = ""  # one line of help
    law: str = ""
    begins: str = ""  # the event of its beginning
    done: str = ""  # the event of its being done
    dated: Dated = Dated.FINISHED
    clocks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # events that may be noted while it is open
    owner: Owner = Owner.LEAD
    form: str = ""
    facts: tuple[str, ...] = ()  # the typed facts of which this step is a source: its form asks for them
    when: str = ""  # how it asks for the day on which it took place, in words of its own
    booked_ahead: bool = True  # whether it can be arranged for a day to come, where it takes place on a day
    sign_off: bool = False  # by a second person, however it ends; otherwise where an outcome says so
    plan: bool = False  # the family's plan is made or reviewed in it
    after: tuple[str, ...] = ()  # kinds of step of which one should have come before; beginning without is a departure
    inside: str = ""  # a kind of episode in which it happens
    tells_before: bool = False  # its page says how many there were before, about whom and around which adults
    about: str = "child"
    restricted: str = ""  # why it is shut, from its beginning, to all but who works on it: a kind of restriction
    by_hand: bool = True  # offered for beginning from the record; otherwise only an outcome plans it
    musts: tuple[Must, ...] = ()
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    def told(self, outcome: str) -> str:
        """What the story says of it for somebody with this outcome."""
        found = self.outcomes.get(outcome)
        return (f"{self.title}: {found.says}" if found else self.title)[:STORY]

    def plan_words(self, outcome: str) -> str:
        """What is to be done with the family's plan after this outcome: where it opens an involvement, where the step comes again; else nothing."""
        found = self.outcomes.get(outcome) if self.plan else None
        if found is None:
            return ""
        return "Make the plan" if found.opens else "Bring the plan up to date" if self.key in found.leads_to else ""

    @property
    def is_meeting(self) -> bool:
        return self.dated is Dated.HELD

    @property
    def signing(self) -> list[Outcome]:
        """The outcomes that a second person signs off, where not all are."""
        return [outcome for outcome in self.outcomes.values() if outcome.sign_off and not self.sign_off]

    def asks_sign_off(self, outcomes: Iterable[str]) -> bool:
        """Whether a second person signs off a step that ends in these."""
        return self.sign_off or any(key in self.outcomes and self.outcomes[key].sign_off for key in outcomes)

    def choices(self, age: int | None, chosen: str = "") -> list[tuple[str, str]]:
        """(key, words) of its outcomes, as a form offers them to somebody of this age (as people.rules.fitting counts it); `chosen` stays."""
        return [(each.key, each.says) for each in self.outcomes.values() if each.key == chosen or each.only is None or each.only.fit(age)]


@dataclass(frozen=True)
class Declarations:
    """All pathways that are in force: kinds of episode and of step by key."""

    episodes: Mapping[str, EpisodeKind]
    steps: Mapping[str, StepKind]

    def reasons_of(self, step: StepKind) -> list[tuple[str, str]]:
        """(code, words) of the reasons among which an outcome of the step lets its worker choose."""
        return [
            (code, self.episodes[kind].reasons[code])
            for outcome in step.outcomes.values()
            for kind, codes in outcome.closes.items()
            if len(codes) > 1
            for code in codes
        ]

    def ways_on(self, step: StepKind) -> Iterator[tuple[Outcome, StepKind]]:
        """(outcome, what it leads to) of a step, in order."""
        for outcome in step.outcomes.values():
            for key in outcome.leads_to:
                yield outcome, self.steps[key]

    def of(self, key: str) -> StepKind:
        """The kind of a step; one that is declared no more keeps its key as its title, so that old records can be read."""
        return self.steps.get(key) or StepKind(key, key.replace("-", " ").capitalize(), "", by_hand=False)

    def episode(self, key: str) -> EpisodeKind:
        """The kind of an episode; as `of`."""
        return self.episodes.get(key) or EpisodeKind(key, key.replace("-", " ").capitalize(), "")
