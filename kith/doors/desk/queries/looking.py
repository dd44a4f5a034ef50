"""Who has looked at a record, told so that it can be given to the person it is about: a line for each worker, day and reason."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from kith.foundations.access.queries import require
from kith.foundations.access.rules import ON_DUTY, REASONS, Ability
from kith.foundations.ledger.queries import Look, looks_at
from kith.foundations.ledger.rules import looked_in_words
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import times_in_teams, workers_by_id

MOST = 5_000  # looks read for one report; of somebody with more, fewer days are asked for
WORKS_WITH = "Works with the person, or was on duty"
OWN_WORDS = "Gave a reason in their own words"
KITH = "Kith, by itself"
OFFERED = (*REASONS, ON_DUTY, "Added this person to the record")  # the words of Kith itself, which name nobody


@dataclass(frozen=True)
class DayOfLooks:
    """What one worker looked at on one day, and why. `why` names nobody else: only the reasons that Kith offers are told word for word."""

    on: date
    first_at: datetime
    who: str
    team: str
    whats: list[str]
    why: str


@dataclass(frozen=True)
class Told:
    """The newest first; and whether there is more than a report holds."""

    days: list[DayOfLooks]
    has_more: bool


def told_looks(person_id: int, *, since: date | None, seen_by: Worker) -> Told:
    """Every look since a day, or of all time."""
    require(seen_by, Ability.VIEW, about=person_id)
    start = timezone.make_aware(datetime.combine(since, time())) if since else None
    looks = looks_at(person_id, since=start, limit=MOST + 1)
    shown = looks[:MOST]
    ids = {look.worker_id for look in shown if look.worker_id}
    workers, teams = workers_by_id(ids), times_in_teams(ids)
    groups: dict[tuple[date, int, str], list[Look]] = {}
    for look in shown:
        groups.setdefault((timezone.localdate(look.at), look.worker_id or 0, _why(look.reason)), []).append(look)
    days = [_day(on, workers.get(worker), _team(teams.get(worker, []), on), why, group) for (on, worker, why), group in groups.items()]
    return Told(days, len(looks) > MOST)


def _day(on: date, worker: Worker | None, team: str, why: str, looks: list[Look]) -> DayOfLooks:
    who = KITH if worker is None or worker.is_machine else worker.name
    words = [looked_in_words(look.event) for look in reversed(looks)]
    whats = [f"{each} ({words.count(each)} times)" if words.count(each) > 1 else each for each in dict.fromkeys(words)]
    return DayOfLooks(on, looks[-1].at, who, team, whats, why)


def _team(teams: list[tuple[str, date, date | None]], on: date) -> str:
    """The teams on that day."""
    return ", ".join(sorted(name for name, starts, ends in teams if starts <= on and (ends is None or ends >= on)))


def _why(reason: str) -> str:
    if not reason:
        return WORKS_WITH
    return reason if reason in OFFERED else OWN_WORDS
