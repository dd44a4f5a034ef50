"""A council adds steps to the pathways, and sets its own targets, holidays and opening hours."""

from datetime import datetime

import yaml
from django.db.models import QuerySet

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.moments import Uncountable
from kith.foundations.clocks.setting import local_from
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands.winding import wind_clocks, wind_visits
from kith.practice.pathways.events import ClocksWound, CouncilClocksSet, PathwayPublished
from kith.practice.pathways.models import CouncilClocks, CouncilPathway, Episode, RunningClock, Step
from kith.practice.pathways.queries.in_force import with_file
from kith.practice.pathways.rules.reading import Malformed, Source


class NotAPathway(Refusal):
    """A file of pathways, or of clocks, that does not hold together."""


@command
def publish_pathway(*, source: Source, by: Worker, at: datetime) -> CouncilPathway:
    """Bring a council's own file of pathways into force. What began under an earlier edition goes on."""
    require(by, Ability.ADMINISTER)
    try:
        with_file(source, seen_by=by)
    except Malformed as wrong:
        raise NotAPathway(str(wrong)) from None
    edition = CouncilPathway.objects.create(name=source.name, text=source.text, published_at=at, published_by=by)
    announce(PathwayPublished(subject=f"pathways.CouncilPathway:{edition.pk}", reason=source.name), by=by, at=at)
    return edition


@command
def set_council_clocks(*, text: str, by: Worker, at: datetime) -> None:
    """Set the council's own targets, holidays and opening hours. Open clocks are counted anew by the machine, right after."""
    require(by, Ability.ADMINISTER)
    try:
        told = yaml.safe_load(text) or {}
        local_from(told, catalogue.shipped())
    except (yaml.YAMLError, Uncountable, AttributeError) as wrong:
        raise NotAPathway(f"This cannot be read as a council's clocks: {wrong}") from None
    kept = CouncilClocks.objects.create(text=text, set_at=at, set_by=by)
    announce(CouncilClocksSet(subject=f"pathways.CouncilClocks:{kept.pk}"), by=by, at=at)


@command
def recount_clocks(*, by: Worker, at: datetime) -> int:
    """Count all open clocks anew, after the council has set its own. Returns how many due dates moved; what was met or ended stays."""
    require(by, Ability.RECORD)
    before = dict(_open().values_list("pk", "due_at"))
    for step in Step.objects.filter(pk__in=_open().exclude(step=None).values("step")).iterator(chunk_size=500):
        wind_clocks(step=step, by=by, at=at)
    for episode in Episode.objects.filter(pk__in=_open().exclude(episode=None).values("episode")).iterator(chunk_size=500):
        wind_visits(episode=episode, by=by, at=at)
    after = dict(_open().values_list("pk", "due_at"))
    moved = sum(after[pk] != due for pk, due in before.items() if pk in after)
    announce(ClocksWound(reason=f"{moved} due dates moved"), by=by, at=at)
    return moved


def _open() -> QuerySet[RunningClock]:
    return RunningClock.objects.filter(met_at=None, ended_at=None)
