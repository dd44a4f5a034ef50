"""Who answers for people: to be told of what was done with their records, or of who leaves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import StrIndex
from django.utils import timezone

from kith.foundations.access.queries import require, restrictions_on
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Team, Worker
from kith.foundations.staff.queries import holders_of, workers_here

_FOR_LEAVER = "select team_id, placed_by from work_answerable_for_leaver(%s::bigint)"


def answerable_for_leaver(worker_id: int, *, seen_by: Worker) -> tuple[set[int], set[int]]:
    """(teams, workers who restricted a record) that a worker's people are with. Of no person, and not how many: an administrator, who ends
    the worker, may open no record, and the managers are to be told all the same."""
    require(seen_by, Ability.ADMINISTER)
    with connection.cursor() as cursor:
        cursor.execute(_FOR_LEAVER, [worker_id])
        rows = cursor.fetchall()
    return {team_id for team_id, _ in rows if team_id}, {placed_by for _, placed_by in rows if placed_by}


def answerable_for(ids: Iterable[int], *, seen_by: Worker) -> set[int]:
    """The managers (workers' ids) of the teams that work with these people now or are let in, and who restricted their records. A team whose
    manager is not named has those of its members who authorise."""
    people = list(ids)
    require(seen_by, Ability.SIGNED_IN)
    shuts = [shut for person_id in people for shut in restrictions_on(person_id, seen_by=seen_by)]
    let_in = [entrant.team_id for shut in shuts for entrant in shut.entrants if entrant.team_id]
    teams = Team.objects.filter(Q(allocations__person_id__in=people, allocations__ends_on=None) | Q(pk__in=let_in)).distinct()
    return {shut.restriction.placed_by for shut in shuts} | _who_manage(teams, besides=seen_by)


def _who_manage(teams: Iterable[Team], *, besides: Worker) -> set[int]:
    """Named as manager, or, where nobody else is, members who authorise."""
    authorise = set(holders_of(Ability.AUTHORISE, on=timezone.localdate()))
    found: set[int] = set()
    for team in teams:
        named = {team.manager_id} & authorise - {besides.pk}
        found |= {one for one in named or _members(team) & authorise if one}
    return found


def _members(team: Team) -> set[int]:
    today = timezone.localdate()
    here = team.memberships.filter(starts_on__lte=today).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return set(here.values_list("worker_id", flat=True))


@dataclass(frozen=True)
class Ringing:
    """Somebody, or a team, to ring: (what the number is, number). Without numbers where none is known: that is worth knowing too."""

    name: str
    numbers: list[tuple[str, str]]


def named_to_ring(words: str, *, seen_by: Worker) -> list[Ringing]:
    """The workers and teams of today that a sentence such as "Ring Ben Hartley, North safeguarding" names, with their numbers."""
    require(seen_by, Ability.SIGNED_IN)
    if not words:
        return []
    said = words.casefold()
    workers = [Ringing(one.name, _known([("", one.phone)])) for one in workers_here(on=timezone.localdate()) if one.name.casefold() in said]
    teams = Team.objects.annotate(at=StrIndex(Value(words), F("name"))).filter(at__gt=0).order_by("name")
    return workers + [Ringing(one.name, _known([("team", one.phone), ("duty", one.duty_phone)])) for one in teams]


def _known(numbers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(what, number) for what, number in numbers if number]
