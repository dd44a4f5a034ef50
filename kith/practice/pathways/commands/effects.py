"""What a finished step does: its events, its episodes, what it leads to, and its line in the story."""

from collections import defaultdict
from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.clocks.moments import LONDON, day_of
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands.beginning import plan_step
from kith.practice.pathways.commands.episodes import close_episode, open_episode
from kith.practice.pathways.commands.winding import count_lateness, wind_clocks
from kith.practice.pathways.events import StepDone
from kith.practice.pathways.models import Episode, Happening, Step, StepPerson
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.queries.steps import open_episodes
from kith.practice.pathways.rules.declared import Outcome, StepKind
from kith.practice.pathways.rules.times import kept
from kith.practice.recording.commands import tell_story


@command
def take_effect(*, step: Step, by: Worker, at: datetime) -> Step:
    """Let the outcomes of a step take effect, once: while it waits for the sign-off of some, the others."""
    everybody = list(StepPerson.objects.filter(step=step).order_by("id"))
    require(by, Ability.RECORD, about=[link.person_id for link in everybody])
    declared = in_force(seen_by=by).declared
    kind = declared.of(step.kind)
    links = _now_in_effect(step, kind, everybody)
    people = [link.person_id for link in links]
    if step.status != Step.Status.WAITING:
        step.status = Step.Status.DONE
        step.save(update_fields=["status"])
    _happen(step, kind, everybody, links, by=by, at=at)
    _episodes(step, kind, links, by=by, at=at)
    wind_clocks(step=step, by=by, at=at)
    count_lateness(step=step, by=by, at=at)
    for key, whom in _leads_to(step, kind, links).items():
        plan_step(kind=declared.steps[key], person_ids=whom, came_from=step, by=by, at=at)
    _tell(step, kind, links, by=by, at=at)
    if links:
        announce(StepDone(person_ids=tuple(people), subject=f"pathways.Step:{step.pk}", step_id=step.pk, kind=step.kind), by=by, at=at)
    return step


def _now_in_effect(step: Step, kind: StepKind, links: list[StepPerson]) -> list[StepPerson]:
    """Those whose outcome takes effect now: of a step some of whose outcomes a second person signs off, first the others, then these."""
    signed = {outcome.key for outcome in kind.signing}
    if step.is_urgent or not kind.asks_sign_off(link.outcome for link in links) or kind.sign_off:
        return links
    return [link for link in links if (link.outcome in signed) == (step.status != Step.Status.WAITING)]


def _happen(step: Step, kind: StepKind, everybody: list[StepPerson], links: list[StepPerson], *, by: Worker, at: datetime) -> None:
    done = step.when_done(kind)
    events = [(link, kind.done) for link in everybody if kind.done] + [
        (link, kind.outcomes[link.outcome].event) for link in links if link.outcome in kind.outcomes and kind.outcomes[link.outcome].event
    ]
    told = Happening.objects.filter(step=step)
    there = set(told.values_list("person_id", "kind"))
    if done is not None:
        if kind.is_meeting:  # opened again because the day was wrong
            at_, time_known = kept(done)
            told.filter(kind__in={event for _, event in events}).update(at=at_, time_known=time_known)
        Happening.objects.bulk_create(
            [
                Happening.of(step, link.person_id, event, done, by=by, at=at)
                for link, event in events
                if (link.person_id, event) not in there
            ]
        )


def _episodes(step: Step, kind: StepKind, links: list[StepPerson], *, by: Worker, at: datetime) -> None:
    """What an outcome closes is closed before what it opens is opened."""
    present = open_episodes([link.person_id for link in links], seen_by=by)
    on = day_of(step.when_done(kind) or at)
    for link in links:
        outcome = kind.outcomes.get(link.outcome, Outcome("", ""))
        starts_on = day_of(step.began_at) if outcome.from_beginning and step.began_at else on
        for closed in outcome.closes:
            if episode := present[link.person_id].get(closed):
                reason = _reason(episode, outcome.reason_for(closed, link.reason), by)
                close_episode(episode=episode, ended_on=max(on, episode.started_on), reason=reason, step=step, by=by, at=at)
        for opened in outcome.opens:
            if opened not in present[link.person_id]:
                link.episode = open_episode(kind=opened, person_id=link.person_id, started_on=starts_on, step=step, by=by, at=at)
    StepPerson.objects.bulk_update(links, ["episode"])


def _reason(episode: Episode, reason: str, by: Worker) -> str:
    """What the record itself says against a reason: after an enquiry or a plan the work did not end with the assessment."""
    kind = in_force(seen_by=by).declared.episode(episode.kind)
    if reason not in kind.instead:
        return reason
    taken = StepPerson.objects.filter(episode=episode, step__began_at__isnull=False).exclude(step__status=Step.Status.CANCELLED)
    return kind.reason_after(reason, set(taken.values_list("step__kind", flat=True)))


def _leads_to(step: Step, kind: StepKind, links: list[StepPerson]) -> dict[str, list[int]]:
    """By kind of step: for whom it becomes due. Siblings with the same outcome stay together, others part. What the step led to before it
    was opened again is not planned twice."""
    led_to = StepPerson.objects.filter(step__came_from=step).exclude(step__status=Step.Status.CANCELLED)
    there = set(led_to.values_list("step__kind", "person_id"))
    found: dict[str, list[int]] = defaultdict(list)
    for link in links:
        for key in kind.outcomes[link.outcome].leads_to if link.outcome in kind.outcomes else ():
            if (key, link.person_id) not in there:
                found[key].append(link.person_id)
    return found


def _tell(step: Step, kind: StepKind, links: list[StepPerson], *, by: Worker, at: datetime) -> None:
    happened_at = kept(step.when_done(kind) or at)[0].astimezone(LONDON)
    by_words: dict[str, list[int]] = defaultdict(list)
    for link in links:
        by_words[kind.told(link.outcome)].append(link.person_id)
    for words, people in by_words.items():
        tell_story(
            person_ids=people, what="step", words=words, source="pathways.Step", source_id=step.pk, happened_at=min(happened_at, at),
            significance=1, by=by, at=at,
        )  # fmt: skip
