"""A family at the front door: who is known is taken as they are, who is not is added, with one address and what they are to one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.finding.commands.adding import add_after_search
from kith.practice.finding.events import FamilyAdded
from kith.practice.finding.queries import search
from kith.practice.people.commands import move_to, relate
from kith.practice.people.queries import relations_of


@dataclass(frozen=True)
class Member:
    """Somebody of the family. `known_id`: their record, where there is one; then nothing else of them is asked. `offered`: those who were shown as
    near and are not they."""

    key: str
    known_id: int | None = None
    forenames: str = ""
    surname: str = ""
    born_on: date | None = None
    birth_known: str = "unknown"
    sex: str = "U"
    lives_here: bool = False
    offered: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Tie:
    """The one is the `kind` of the other, by their keys."""

    key: str
    kind: str
    other: str
    has_pr: bool | None = None


class CannotBeTaken(Refusal):
    """Of one of the family something cannot be so; `field` begins with the member's key."""


@command
def add_family(
    *, members: Sequence[Member], ties: Sequence[Tie] = (), address: str = "", postcode: str = "", is_sure: bool = False, by: Worker, at: datetime
) -> dict[str, int]:
    """All of it, or nothing; the record of each by key. A second click finds those whom the first has added, and adds nobody twice."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:  # two clicks of one worker wait for one another
        cursor.execute("select pg_advisory_xact_lock(hashtext('finding.add_family'), %s)", [by.pk % 2**31])
    found: dict[str, int] = {}
    added = [member for member in members if _is_added(member, found, by, at)]
    for member in added:
        if member.lives_here and (address or postcode):
            move_to(person_id=found[member.key], lines=address, postcode_text=postcode, starts_on=None, by=by, at=at)
    for tie in ties:
        _tie(tie, found, is_sure=is_sure, by=by, at=at)
    announce(FamilyAdded(person_ids=tuple(dict.fromkeys(found.values()))), by=by, at=at)
    return found


def _is_added(member: Member, found: dict[str, int], by: Worker, at: datetime) -> bool:
    """Whether they are new: their record is noted in `found` either way."""
    known = member.known_id or _added_before(member, set(found.values()), by, at)
    if known:
        require(by, Ability.RECORD, about=known)
        found[member.key] = known
        return False
    try:
        made = add_after_search(
            forenames=member.forenames, surname=member.surname, known_as="", born_on=member.born_on, birth_known=member.birth_known, sex=member.sex,
            is_unborn=False, expected_on=None, source="", by=by, at=at,
        )  # fmt: skip
    except Refusal as refusal:
        raise CannotBeTaken(str(refusal), field=f"{member.key}-{refusal.field or 'forenames'}") from refusal
    found[member.key] = made.pk
    return True


def _added_before(member: Member, taken: set[int], by: Worker, at: datetime) -> int | None:
    """Whoever bears this name and birth, and was not among those who were shown as near: the first click has added them."""
    name, born = f"{member.forenames} {member.surname}".strip(), f"{member.born_on:%d/%m/%Y}" if member.born_on else ""
    near = search(f"{name} {born}", seen_by=by, today=localdate(at), limit=5).good
    same = [one.card for one in near if one.card.is_open and one.card.name == name and one.card.born_on == member.born_on]
    return next((card.id for card in same if card.id not in member.offered | taken), None)


def _tie(tie: Tie, found: dict[str, int], *, is_sure: bool, by: Worker, at: datetime) -> None:
    """What they are to one another already stays as it is."""
    one, other = found[tie.key], found[tie.other]
    if one == other or any(view.other.id == one and view.ends_on is None for view in relations_of(other, seen_by=by)):
        return
    relate(person_id=one, other_id=other, kind=tie.kind, has_pr=tie.has_pr, is_sure=is_sure, by=by, at=at)
