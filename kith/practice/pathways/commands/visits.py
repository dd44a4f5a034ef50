"""Visits recorded as entries count for what plans owe: nobody records a visit twice."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.clocks import catalogue
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands.winding import wind_visits
from kith.practice.pathways.events import VisitCounted
from kith.practice.pathways.models import Episode, Happening
from kith.practice.pathways.queries.in_force import in_force
from kith.practice.pathways.rules.declared import EpisodeKind
from kith.practice.pathways.rules.times import moment
from kith.practice.recording.queries import seen_in


@command
def count_visit(*, entry_id: int, person_ids: tuple[int, ...], is_new: bool = False, by: Worker, at: datetime) -> None:
    """Count an entry, as it now stands, for whom it says that they were seen. One that was corrected or struck out (not new) is counted anew."""
    require(by, Ability.RECORD)
    source = f"recording.Entry:{entry_id}"
    counted = set() if is_new else set(Happening.objects.filter(source=source).values_list("person_id", flat=True))
    episodes = list(Episode.objects.filter(person_id__in=counted | set(person_ids)))
    declared = in_force(seen_by=by).declared if episodes else None
    owing = [(episode, event) for episode in episodes if declared and (event := _event_of(declared.episode(episode.kind)))]
    if counted:
        Happening.objects.filter(source=source).delete()
    if owing and (seen := seen_in(entry_id, seen_by=by)):
        kinds = {(episode.person_id, event) for episode, event in owing if episode.person_id in seen}
        Happening.objects.bulk_create(
            [Happening.of(None, person, kind, moment(*seen[person]), source=source, by=by, at=at) for person, kind in sorted(kinds)]
        )
        announce(VisitCounted(person_ids=tuple(seen), subject=source), by=by, at=at)
    for episode, _ in owing:
        wind_visits(episode=episode, by=by, at=at)


def _event_of(kind: EpisodeKind) -> str:
    """The event by which a visit counts for this kind of episode; "" where it owes none."""
    return catalogue.shipped().rule(kind.visits).stop.key if kind.visits else ""
