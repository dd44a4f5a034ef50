"""What the returns count, worked out from steps, episodes and the facts beside them: nothing of it is typed, or stored, again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.childrens.models import AbuseCategory, PrimaryNeed, Source
from kith.practice.pathways.queries import EpisodeRow, StepRow, episodes_of, steps_of

CONFERENCES = ("initial-conference", "transfer-in-conference", "review-conference")
NO_FURTHER_ACTION = ("no-further-action", "family-help", "elsewhere")  # of a referral: no further social work
PLAN, NEED = "child-protection-plan", "child-in-need"


@dataclass(frozen=True)
class ReferralCounted:
    """A referral of one child: when, from whom, the main need as last found in its episode, whether nothing followed, how the episode ended."""

    person_id: int
    step_id: int
    received_on: date
    source: str
    primary_need: str
    is_no_further_action: bool
    closed_on: date | None
    reason: str


@dataclass(frozen=True)
class PlanCounted:
    """A child protection plan of one child. `previous`: how many of this council's came before."""

    person_id: int
    episode_id: int
    started_on: date
    ended_on: date | None
    initial_category: str
    latest_category: str
    previous: int
    is_transfer_in: bool
    reviewed_on: tuple[date, ...]


def referrals_of(person_ids: Iterable[int], *, seen_by: Worker) -> list[ReferralCounted]:
    """Every referral that was decided. Its source is its own, or that of the contact from which it came."""
    require(seen_by, Ability.VIEW)
    people = list(person_ids)
    steps = [row for rows in steps_of(people, ("referral",), seen_by=seen_by).values() for row in rows if row.outcome]
    episodes = {row.episode_id: row for row in episodes_of(people, (NEED,), seen_by=seen_by)}
    sources = _codes(Source, people)
    needs = _needs(people, seen_by)
    return [_referral(step, episodes.get(step.episode_id or 0), sources, needs) for step in steps]


def plans_of(person_ids: Iterable[int], *, seen_by: Worker) -> list[PlanCounted]:
    """Every child protection plan, the first first, with its first and its newest category and the days of its reviews."""
    require(seen_by, Ability.VIEW)
    people = list(person_ids)
    conferences = steps_of(people, CONFERENCES, seen_by=seen_by)
    categories = _codes(AbuseCategory, people)
    found: list[PlanCounted] = []
    for episode in episodes_of(people, (PLAN,), seen_by=seen_by):
        previous = sum(one.person_id == episode.person_id for one in found)
        found.append(_plan(episode, conferences.get(episode.person_id, []), categories, previous))
    return found


def _plan(episode: EpisodeRow, conferences: list[StepRow], categories: dict[tuple[int, int], str], previous: int) -> PlanCounted:
    own = [step for step in conferences if step.episode_id == episode.episode_id or step.step_id == episode.opened_by]
    said = [code for step in own if (code := categories.get((step.step_id, episode.person_id)))]
    reviews = tuple(localdate(step.held_at) for step in own if step.kind == "review-conference" and step.held_at)
    opened = next((step.kind for step in own if step.step_id == episode.opened_by), "")
    return PlanCounted(
        episode.person_id, episode.episode_id, episode.started_on, episode.ended_on, said[0] if said else "", said[-1] if said else "", previous,
        opened == "transfer-in-conference", reviews,
    )  # fmt: skip


def _referral(
    step: StepRow, episode: EpisodeRow | None, sources: dict[tuple[int, int], str], needs: dict[tuple[int, int | None], str]
) -> ReferralCounted:
    source = sources.get((step.step_id, step.person_id)) or sources.get((step.came_from or 0, step.person_id), "")
    need = needs.get((step.person_id, step.episode_id), "") if episode else ""
    ended = (episode.ended_on, episode.reason) if episode else (None, "")
    received = localdate(step.began_at) if step.began_at else date.min
    return ReferralCounted(step.person_id, step.step_id, received, source, need, step.outcome in NO_FURTHER_ACTION, *ended)


def _needs(people: list[int], seen_by: Worker) -> dict[tuple[int, int | None], str]:
    """By person and episode: the newest main need."""
    kinds = ("referral", "child-in-need-planning", "transfer-in-conference")
    codes = _codes(PrimaryNeed, people)
    found = {}
    for rows in steps_of(people, kinds, seen_by=seen_by).values():
        for row in rows:
            if code := codes.get((row.step_id, row.person_id)):
                found[row.person_id, row.episode_id] = code
    return found


def _codes(table: type[Source] | type[PrimaryNeed] | type[AbuseCategory], people: list[int]) -> dict[tuple[int, int], str]:
    rows = table.objects.filter(person_id__in=people).exclude(code="").values_list("step_id", "person_id", "code")
    return {(step, person): code for step, person, code in rows}
