"""Who is what to whom. What cannot be is refused; what is unlikely is asked about."""

from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.events import PersonChanged, of_row
from kith.practice.people.models import Person, Relationship
from kith.practice.people.rules.doubts import Doubt
from kith.practice.people.rules.half_known import DAY
from kith.practice.people.rules.kinship import Kin, judge
from kith.practice.people.rules.relationships import KINDS, inverse_of

DOWN = ("parent", "grandparent")
_ANCESTORS = """
    with recursive line(id) as (
        select %(person)s::bigint
        union select case when r.other_id = line.id then r.person_id else r.other_id end from line
        join people_relationship r on r.struck_at is null
         and ((r.other_id = line.id and r.kind in ('parent', 'grandparent')) or (r.person_id = line.id and r.kind in ('child', 'grandchild')))
    ) select 1 from line where id = %(other)s and id <> %(person)s
"""


class RelationshipCannotBe(Refusal):
    """A relationship that cannot be true or is already there."""


@command
def relate(
    *, person_id: int, other_id: int, kind: str, has_pr: bool | None = None, starts_on: date | None = None, ends_on: date | None = None,
    starts_known: str = DAY, ends_known: str = DAY, note: str = "", source: str = "", is_sure: bool = False, by: Worker, at: datetime,
) -> Relationship:  # fmt: skip
    """Say that the person is the `kind` of the other. It is read from both sides. Raises Doubt where it is unlikely and not `is_sure`."""
    require(by, Ability.RECORD, about=[person_id, other_id])
    _judge_new(person_id, other_id, kind)
    _judge_kinship(person_id, other_id, kind, is_sure=is_sure)
    if ends_on and starts_on and ends_on < starts_on:
        raise RelationshipCannotBe("It ends before it begins. Check both dates.", field="ends_on")
    relationship = Relationship.objects.create(
        person_id=person_id, other_id=other_id, kind=kind, has_pr=has_pr, starts_on=starts_on, ends_on=ends_on, starts_known=starts_known,
        ends_known=ends_known, note=note, source=source, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    announce(of_row(PersonChanged, relationship, "relationship", also=(other_id,)), by=by, at=at)
    return relationship


def _judge_new(person_id: int, other_id: int, kind: str) -> None:
    if kind not in KINDS:
        raise RelationshipCannotBe("Choose one of the relationships in the list.", field="kind")
    if person_id == other_id:
        raise RelationshipCannotBe("A person cannot be related to themselves. Choose somebody else.", field="other")
    if Person.objects.filter(pk__in=[person_id, other_id]).count() < 2:
        raise RelationshipCannotBe("One of the two is not on record. Search for them again.", field="other")
    open_ones = Relationship.objects.filter(ends_on=None)
    same = open_ones.filter(person_id=person_id, other_id=other_id, kind=kind)
    mirrored = open_ones.filter(person_id=other_id, other_id=person_id, kind=inverse_of(kind))
    if same.exists() or mirrored.exists():
        raise RelationshipCannotBe("That relationship is already recorded.", field="kind")


def _judge_kinship(person_id: int, other_id: int, kind: str, *, is_sure: bool) -> None:
    both = [person_id, other_id]
    ties = Relationship.objects.filter(Q(person_id__in=both) | Q(other_id__in=both), struck_at=None)
    told = [(tie.person_id, tie.kind, tie.other_id) for tie in ties]
    told += [(other, inverse_of(kind), person) for person, kind, other in told]
    people = Person.objects.in_bulk(both)
    kin = {id_: _kin(people[id_], frozenset(p for p, kind, child in told if kind == "parent" and child == id_)) for id_ in both}
    already = {there for person, there, other in told if (person, other) == (person_id, other_id)}
    findings = list(judge(kin[person_id], kind, kin[other_id], already=already))
    for finding in findings:
        if finding.is_impossible:
            raise RelationshipCannotBe(finding.sentence, field="kind")
    elder, younger = (person_id, other_id) if kind in DOWN else (other_id, person_id)
    if (kind in DOWN or inverse_of(kind) in DOWN) and _descends(elder, from_=younger):
        names = people[younger].name, people[elder].name
        raise RelationshipCannotBe(
            f"{names[0]} is a parent or grandparent of {names[1]} by the record, so it cannot be the other way round.", field="kind"
        )
    if findings and not is_sure:
        raise Doubt(" ".join(finding.sentence for finding in findings), field="kind")


def _kin(person: Person, parents: frozenset[int]) -> Kin:
    return Kin(
        name=person.name, born_on=person.born_on or person.expected_on, is_exact=person.birth_known == Person.BirthKnown.EXACT or person.is_unborn,
        is_unborn=person.is_unborn, died_on=person.died_on, sex=person.sex, parents=parents,
    )  # fmt: skip


def _descends(person_id: int, *, from_: int) -> bool:
    """Whether the record has one among the forebears of the other, however far back."""
    with connection.cursor() as cursor:
        cursor.execute(_ANCESTORS, {"person": person_id, "other": from_})
        return cursor.fetchone() is not None
