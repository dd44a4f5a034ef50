"""Whether a step may end as its worker says: what is missing, what contradicts itself, each as (field, sentence)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kith.foundations.clocks.moments import Moment, day_of, said, said_day, start_of
from kith.practice.pathways.rules.declared import Dated, Declarations, StepKind

Missing = list[tuple[str, str]]


@dataclass(frozen=True)
class Decided:
    """How a step ends for one person: an outcome's key, why, and the reason of the episode that it closes."""

    outcome: str
    because: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Subject:
    """Whom a step is about: what the verdicts need to know of them."""

    person_id: int
    name: str
    born_on: date | None
    open_episodes: frozenset[str]
    others_open: Mapping[str, tuple[str, ...]]  # kind of episode: titles of the other steps that are still open in it
    age: int | None = None  # as people.rules.fitting counts it


def judge_outcomes(kind: StepKind, decided: Mapping[int, Decided], subjects: list[Subject], declared: Declarations) -> Missing:
    """Each person has an outcome that fits what is open for them."""
    return [trouble for subject in subjects for trouble in _of_one(kind, decided.get(subject.person_id, Decided("")), subject, declared)]


def _of_one(kind: StepKind, one: Decided, subject: Subject, declared: Declarations) -> Missing:
    outcome = kind.outcomes.get(one.outcome)
    at = f"step__outcome__p{subject.person_id}"
    if outcome is None:
        return [(at, f"Choose the outcome for {subject.name}")]
    missing: Missing = []
    if outcome.only and not outcome.only.fit(subject.age):
        only = f"{outcome.says} is only for those who are {outcome.only}, and {subject.name} is not"
        missing.append((at, f"{only}. Choose another outcome, or correct the date of birth"))
    if outcome.asks_why and not one.because.strip():
        missing.append((f"step__because__p{subject.person_id}", f"Say why, for {subject.name}: {outcome.says[:1].lower()}{outcome.says[1:]}"))
    if outcome.asks_reason and one.reason not in outcome.asks_reason and subject.open_episodes & set(outcome.closes):
        missing.append((f"step__reason__p{subject.person_id}", f"Choose the reason for closing, for {subject.name}"))
    for episode in outcome.closes:
        if still := subject.others_open.get(episode):
            title = declared.episode(episode).title.lower()
            missing.append(
                (at, f"{subject.name}: the {title} cannot end while this is open: {', '.join(still)}. Finish it or say why it is not done, first")
            )
    missing += [(at, sentence) for sentence in _inner_left_open(outcome.closes, subject, declared)]
    there = subject.open_episodes | set(outcome.opens)
    missing += [
        (at, f"{subject.name}: there is no open {declared.episode(inside).title.lower()} in which this could begin. Begin that first")
        for inside in (declared.episode(opened).inside for opened in outcome.opens)
        if inside and inside not in there
    ]
    return missing


def _inner_left_open(closes: Collection[str], subject: Subject, declared: Declarations) -> list[str]:
    """What holds another involvement does not end while that goes on: a child in need plan is within the work with a child in need."""
    return [
        f"{subject.name}: the {declared.episode(inner).title.lower()} is still open. Choose an outcome that ends it too, or end it first"
        for inner in sorted(subject.open_episodes - set(closes))
        if (outer := declared.episode(inner).inside) in closes and outer in subject.open_episodes
    ]


def judge_held(kind: StepKind, held: Moment | None, began: Moment | None, subjects: list[Subject], now: datetime) -> Missing:
    """A meeting was held, in the past, after it began, and after everybody's birth who is born."""
    if kind.dated is not Dated.HELD:
        return []
    if held is None:
        return [("step__held", f"Answer: {kind.when}" if kind.when else "Enter the date on which it took place")]
    if day_of(held) > day_of(now) or (isinstance(held, datetime) and held > now):
        return [("step__held", "It is in the future. Finish the step when it has taken place; until then, book it")]
    return judge_order(began, held, "step__held") + judge_birth(held, subjects, "step__held")


def judge_order(began: Moment | None, ended: Moment, field: str) -> Missing:
    """Nothing ends before it began."""
    if began is None or day_of(ended) > day_of(began) or (day_of(ended) == day_of(began) and _not_before(began, ended)):
        return []
    return [(field, f"That is before it began, {said(began)}. Correct this, or when it began")]


def _not_before(began: Moment, ended: Moment) -> bool:
    both_timed = isinstance(began, datetime) and isinstance(ended, datetime)
    return not both_timed or start_of(ended) >= start_of(began)


def judge_beginning(began: Moment, subjects: list[Subject], now: datetime) -> Missing:
    """Nothing begins in the future, nor before a birth."""
    if day_of(began) > day_of(now) or (isinstance(began, datetime) and began > now):
        return [("began", "That is in the future. Book it, or begin it on the day.")]
    return [(field, f"{sentence}.") for field, sentence in judge_birth(began, subjects, "began")]


def judge_since(began: Moment, since: Iterable[tuple[Moment, str]]) -> Missing:
    """A step begins before all that came of it: (when, what) of each."""
    against = next(((when, what) for when, what in since if judge_order(began, when, "began")), None)
    return [("began", f"{against[1]} on {said(against[0])}, and this is after it. Correct the day, or that first.")] if against else []


def judge_birth(when: Moment, subjects: list[Subject], field: str) -> Missing:
    """Nothing is about a born person before the day of their birth; what was about them unborn stays where it was."""
    early = [each for each in subjects if each.born_on and day_of(when) < each.born_on]
    return [
        (field, f"{each.name} was born on {said_day(each.born_on)}; the date is before that. Correct the date, or the date of birth")
        for each in early
        if each.born_on
    ]
