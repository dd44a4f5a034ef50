"""Which restrictions stand on a record, who is let in, and who broke the glass."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import BooleanField, F, Func, Value

from kith.foundations.access.models import BrokenGlass, Entrant, Restriction
from kith.foundations.access.queries.abilities import Holder, require
from kith.foundations.access.rules import Ability, Level

_HEIGHT = {"open": 0, Level.LOCKED: 1, Level.HIDDEN: 2, Level.SEALED: 3}


@dataclass(frozen=True)
class Let:
    """Somebody who is let in."""

    id: int
    worker_id: int | None
    team_id: int | None
    ends_on: object


@dataclass(frozen=True)
class Shut:
    """A restriction and who is let in."""

    restriction: Restriction
    entrants: list[Entrant]


@dataclass(frozen=True)
class Kept:
    """A record, or a thing, that is shut; who is let in today, by worker and by team; and whom a conflict keeps out all the same."""

    restriction_id: int
    person_id: int
    placed_by: int
    workers: list[int]
    teams: list[int]
    barred: set[int]


def kept_by(*, on: date, seen_by: Holder) -> list[Kept]:
    """Who keeps what is shut, on a day: of records that are open to the asker; of a thing about several people once. Of who no longer works here
    too: this room knows of no leavers."""
    require(seen_by, Ability.RESTRICT)
    rows = Restriction.objects.filter(_opens(seen_by), lifted_at=None, against_worker_id=None, part_of="").prefetch_related("entrants")
    once = {row.subject or f"person {row.person_id} {row.pk}": row for row in rows.order_by("-id")}
    conflicts = Restriction.objects.filter(lifted_at=None, against_worker_id__isnull=False, person_id__in={row.person_id for row in once.values()})
    barred = set(conflicts.values_list("person_id", "against_worker_id"))
    return [_kept(row, {worker for person, worker in barred if person == row.person_id and worker}, on) for row in once.values()]


def _kept(row: Restriction, barred: set[int], on: date) -> Kept:
    let = [one for one in row.entrants.all() if one.ends_on is None or one.ends_on >= on]
    workers, teams = [one.worker_id for one in let if one.worker_id], [one.team_id for one in let if one.team_id]
    return Kept(row.pk, row.person_id, row.placed_by, sorted(workers), sorted(teams), barred)


def restrictions_on(person_id: int, *, seen_by: Holder) -> list[Shut]:
    """The restrictions that stand on a record now, those of single things too, for who may open the record."""
    require(seen_by, Ability.VIEW, about=person_id)
    rows = Restriction.objects.filter(_opens(seen_by), person_id=person_id, lifted_at=None).prefetch_related("entrants")
    return [Shut(row, list(row.entrants.all())) for row in rows.order_by("placed_at", "id")]


def restrictions_of(subject: str, *, seen_by: Holder) -> list[Restriction]:
    """The restrictions that stand on one thing, one for each person in it, for who may see it."""
    require(seen_by, Ability.VIEW)
    return list(Restriction.objects.filter(_opens(seen_by), subject=subject, lifted_at=None).order_by("id"))


def things_shut(person_id: int, *, seen_by: Holder) -> list[str]:
    """Whom duty rings ("" where nobody is named) about entries and documents on an open record that are shut to them; never which."""
    require(seen_by, Ability.DUTY)
    with connection.cursor() as cursor:
        cursor.execute("select access_things_shut(%s, %s)", [seen_by.pk, person_id])
        return sorted(row[0] for row in cursor.fetchall())


def counted(ids: Iterable[int], *, seen_by: Holder) -> set[int]:
    """Those of these people who stand in a dashboard's counts: open to the worker, and neither hidden nor sealed from anybody. For statements
    of one's own: `access_sees(worker, person) and access_counts(person)`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select person from unnest(%s::bigint[]) as person where access_sees(%s, person) and access_counts(person)", [list(ids), seen_by.pk]
        )
        return {row[0] for row in cursor.fetchall()}


def in_counts(person: str = "person_id") -> Func:
    """For a query of one's own under the second lock: whether somebody (the field's name) stands in counts. The hidden do for nobody."""
    return Func(F(person), function="access_counts", output_field=BooleanField())


def _opens(seen_by: Holder) -> Func:
    return Func(Value(seen_by.pk), F("person_id"), F("subject"), function="access_sees", output_field=BooleanField())


def level_of(person_id: int, *, seen_by: Holder) -> str:
    """open, locked, hidden or sealed: the highest that stands on the whole record."""
    del seen_by  # asked by the reaction that keeps the mark on the person; nobody is told
    levels = Restriction.objects.filter(person_id=person_id, lifted_at=None, subject="", against_worker_id=None).values_list(
        "level", flat=True
    )
    return max(["open", *levels], key=lambda level: _HEIGHT[level])


def of_kind(kind: str, *, seen_by: Holder) -> list[int]:
    """The people whose whole record is restricted for this reason now, of those whose restrictions the asker may read."""
    require(seen_by, Ability.AUDIT)
    rows = Restriction.objects.filter(kind=kind, lifted_at=None, subject="", against_worker_id=None)
    return sorted(set(rows.values_list("person_id", flat=True)))


def shut_out(*, seen_by: Holder) -> list[Restriction]:
    """Conflicts of interest that keep a worker out: their own, or everybody's for the auditor."""
    require(seen_by, Ability.SIGNED_IN)
    rows = Restriction.objects.filter(lifted_at=None, against_worker_id__isnull=False).order_by("-placed_at")
    return list(rows if any(one.ability == Ability.AUDIT for one in seen_by.holdings) else rows.filter(against_worker_id=seen_by.pk))


def glass_of(person_id: int, *, seen_by: Holder, now: datetime) -> BrokenGlass | None:
    """The worker's own broken glass that still holds a record open."""
    require(seen_by, Ability.SIGNED_IN)
    return BrokenGlass.objects.filter(worker_id=seen_by.pk, person_id=person_id, ends_at__gt=now).order_by("-ends_at").first()


def glass_broken(*, seen_by: Holder, reviewed: bool = False) -> list[BrokenGlass]:
    """Records that were opened by breaking the glass, the newest first: for managers and auditors, to be looked at and signed off."""
    require(seen_by, Ability.SIGNED_IN)
    return list(BrokenGlass.objects.filter(reviewed_at__isnull=not reviewed).order_by("-broken_at")[:200])
