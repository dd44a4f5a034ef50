"""May this worker do this about these people? The first lock; the database's row policies ask the same functions and are the second."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from kith.foundations.access.models import RoleAbility, RoleHeld
from kith.foundations.access.rules import SENTENCES, Ability, Area, Holding, NotAllowed, NotThere, Part, RecordShut, Told, Whom

_TELL = """
    select set_config('kith.worker_id', %(worker)s, true), set_config('kith.sight_of', %(worker)s, true),
           set_config('kith.sight', case when %(worker)s = '' then '' else access_sight_of(nullif(%(worker)s, '')::bigint) end, true),
           array(select distinct array[a.ability, a.area, a.whom] from access_roleheld h join access_roleability a on a.role = h.role
                 where h.worker_id = nullif(%(worker)s, '')::bigint and h.starts_on <= %(today)s and (h.ends_on is null or h.ends_on >= %(today)s)),
           set_config('kith.parts', case when %(worker)s = '' then '' else access_parts_of(nullif(%(worker)s, '')::bigint) end, true)
"""
_GRANTED = """
    select worker, person from unnest(%s::bigint[], %s::bigint[]) as pair(worker, person) where access_is_granted(worker, person)
"""
_VERDICTS = """
    select person, access_knows(%(worker)s, person), access_sees(%(worker)s, person), coalesce(access_contact(person), '')
    from unnest(%(people)s::bigint[]) as person
"""


class Holder(Protocol):
    """Whoever may hold abilities: a worker. `known` remembers, for the time of one request, whose records were found open."""

    @property
    def pk(self) -> int: ...

    @property
    def holdings(self) -> frozenset[Holding]: ...

    @property
    def parts(self) -> frozenset[str] | None: ...

    @property
    def known(self) -> dict[int, bool]: ...


def look_as(holder: Holder | None) -> Told:
    """Tell the database whose eyes look, until this transaction ends. Nobody's: every row about a person is shut.

    Returns what they may do today, and what they see, so that a request need not ask for it again.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TELL, {"worker": str(holder.pk) if holder else "", "today": timezone.localdate()})
        _, _, _, cells, parts = cursor.fetchone()
        return Told(frozenset(_holding(*cell) for cell in cells), _as_parts(parts))


def _as_parts(said: str) -> frozenset[str] | None:
    """The database's word for the parts of records that somebody sees."""
    return None if said == "*" else frozenset(said.split(",")) - {"-", ""}


def parts_of(worker_id: int) -> frozenset[str] | None:
    """Which parts of records a worker sees: all (None), or a partner's. Asked for the worker's own context, so it is not scoped to an asker."""
    with connection.cursor() as cursor:
        cursor.execute("select access_parts_of(%s)", [worker_id])
        return _as_parts(cursor.fetchone()[0])


def has_part(by: Holder, part: Part) -> bool:
    """Whether the worker sees this part of records: everybody does but a partner whose account leaves it out."""
    return by.parts is None or part in by.parts


def require_part(by: Holder, part: Part) -> None:
    """Raise NotAllowed, as a sentence, where a partner's account does not include this part of records."""
    if has_part(by, part):
        return
    if not by.parts:
        raise NotAllowed("Your access to Kith has ended, or has not begun. Ask the worker at the council whom you work with.")
    raise NotAllowed("Your account does not include this part of the record. Ask the worker at the council whom you work with.")


def roles_held(worker_id: int, *, on: date) -> set[str]:
    """The roles that the worker holds on a day. Asked for the worker's own context, so it is not scoped to an asker."""
    return set(_current(on).filter(worker_id=worker_id).values_list("role", flat=True))


def holdings_of(worker_id: int, *, on: date) -> frozenset[Holding]:
    """Everything that any of the worker's roles may do on a day; in one statement."""
    roles = _current(on).filter(worker_id=worker_id).values("role")
    cells = RoleAbility.objects.filter(role__in=roles).values_list("ability", "area", "whom")
    return frozenset(_holding(*cell) for cell in cells)


def _holding(ability: str, area: str, whom: str) -> Holding:
    return Holding(Ability(ability), Area(area), Whom(whom))


def may(by: Holder, ability: Ability, *, about: int | Iterable[int] | None = None, area: str | None = None) -> bool:
    """Whether the worker may do this about these people."""
    try:
        require(by, ability, about=about, area=area)
    except (NotAllowed, NotThere, RecordShut):
        return False
    return True


def require(by: Holder, ability: Ability, *, about: int | Iterable[int] | None = None, area: str | None = None) -> None:
    """Raise NotAllowed, NotThere or RecordShut, as a sentence, unless the worker may do this, about all of these people, in this area."""
    held = [one for one in by.holdings if one.ability == ability and (area is None or one.area in (Area.ANY, area))]
    if not held:
        raise NotAllowed(SENTENCES.get(ability, f"Your role does not include this ({ability}). Ask your manager."))
    people = _as_ids(about)
    if not people:
        return
    _require_open(by, people)
    whom = {one.whom for one in held}
    if Whom.ANYONE not in whom and not _granted(by, people, teams_too=Whom.OWN_TEAM in whom):
        raise NotAllowed("You may do this only for people whom you, or your team, work with. Ask their allocated worker.")


def open_ids(ids: Iterable[int], *, seen_by: Holder, thing: str = "", part: Part = Part.IDENTITY) -> set[int]:
    """Those of these people whose records are open to the worker, in this part; with `thing` ("recording.Entry:12") those whose part in it is."""
    people = list(dict.fromkeys(ids)) if has_part(seen_by, part) else []
    if thing:
        return _open_in(thing, people, seen_by)
    _learn(seen_by, people)
    return {person_id for person_id in people if seen_by.known[person_id]}


def granted_pairs(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of these (worker, person) of whom the worker, or a team of theirs, has business with the person."""
    wanted = list(dict.fromkeys(pairs))
    with connection.cursor() as cursor:
        cursor.execute(_GRANTED, [[worker for worker, _ in wanted], [person for _, person in wanted]])
        return set(cursor.fetchall())


def _open_in(thing: str, people: list[int], seen_by: Holder) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select person from unnest(%s::bigint[]) as person where access_sees(%s, person, %s)", [people, seen_by.pk, thing]
        )
        return {row[0] for row in cursor.fetchall()}


def _require_open(by: Holder, people: list[int]) -> None:
    if all(by.known.get(person_id) for person_id in people):
        return
    for person_id, (knows, sees, contact) in _verdicts(by, people).items():
        by.known[person_id] = sees
        if not knows:
            raise NotThere
        if not sees:
            raise RecordShut(person_id, contact)


def _learn(by: Holder, people: list[int]) -> None:
    unknown = [person_id for person_id in people if person_id not in by.known]
    if unknown:
        by.known.update({person_id: sees for person_id, (_, sees, _) in _verdicts(by, unknown).items()})


def _verdicts(by: Holder, people: list[int]) -> dict[int, tuple[bool, bool, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_VERDICTS, {"worker": by.pk, "people": people})
        return {person: (knows, sees, contact) for person, knows, sees, contact in cursor.fetchall()}


def _granted(by: Holder, people: list[int], *, teams_too: bool) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select bool_and(access_is_granted(%s, person, %s)) from unnest(%s::bigint[]) person", [by.pk, teams_too, people])
        return bool(cursor.fetchone()[0])


def _as_ids(about: int | Iterable[int] | None) -> list[int]:
    if about is None:
        return []
    return [about] if isinstance(about, int) else list(dict.fromkeys(about))


def _current(on: date) -> "models.QuerySet[RoleHeld]":
    return RoleHeld.objects.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
