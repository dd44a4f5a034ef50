"""Family and network: read from relationships, past ones too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Relationship
from kith.practice.people.queries.cards import PersonCard, person_cards
from kith.practice.people.rules.relationships import KINDS, inverse_of, word_for

MOST_IN_A_GRAPH = 60  # a family, not a town


@dataclass(frozen=True)
class RelationView:
    """What `other` is to the person in question."""

    relationship_id: int
    other: PersonCard
    kind: str
    word: str
    has_pr: bool | None
    starts_on: date | None
    ends_on: date | None
    since: str  # in words, as far as it is known
    until: str
    is_family: bool
    struck_why: str = ""


@dataclass(frozen=True)
class Bond:
    """A relationship between two people of a graph: `person_id` is the `kind` of `other_id`."""

    person_id: int
    other_id: int
    kind: str
    starts_on: date | None
    ends_on: date | None
    has_pr: bool | None


@dataclass(frozen=True)
class FamilyGraph:
    """The people within some steps of one person, and what they are to one another."""

    index_id: int
    people: dict[int, PersonCard]
    bonds: list[Bond]


def relations_of(person_id: int, *, also_struck: bool = False, seen_by: Worker) -> list[RelationView]:
    """Everybody related to the person, from the person's side, current ones first. What was never true only to whoever looks at history."""
    require(seen_by, Ability.VIEW, about=person_id)
    told = Relationship.objects.filter(Q(person_id=person_id) | Q(other_id=person_id), **({} if also_struck else {"struck_at": None}))
    rows = list(told.order_by("id"))
    cards = person_cards({row.other_id if row.person_id == person_id else row.person_id for row in rows}, seen_by=seen_by)
    views = [_seen_from(row, person_id, cards) for row in rows]
    return sorted(
        (view for view in views if view),
        key=lambda view: (view.struck_why != "", view.ends_on is not None, not view.is_family, view.other.born_on or date.max),
    )


def _seen_from(row: Relationship, person_id: int, cards: dict[int, PersonCard]) -> RelationView | None:
    """A row read from one side: the other is to the person what the kind, or its inverse, says."""
    forward = row.other_id == person_id
    other = cards.get(row.person_id if forward else row.other_id)
    if other is None:
        return None
    kind = row.kind if forward else inverse_of(row.kind)
    return RelationView(
        row.pk, other, kind, word_for(kind, other.sex), row.has_pr if forward else None, row.starts_on, row.ends_on, row.since, row.until,
        KINDS[kind].is_family, row.struck_why,
    )  # fmt: skip


def family_graph(person_id: int, *, seen_by: Worker, steps: int = 3) -> FamilyGraph:
    """The family within some steps: one query a step, and at most sixty people."""
    require(seen_by, Ability.VIEW, about=person_id)
    found, edge, bonds = {person_id}, {person_id}, dict[int, Relationship]()
    for _ in range(steps):
        rows = _family_rows(edge)
        bonds.update({row.pk: row for row in rows})
        edge = {id_ for row in rows for id_ in (row.person_id, row.other_id)} - found
        if not edge or len(found) + len(edge) > MOST_IN_A_GRAPH:
            break
        found |= edge
    cards = person_cards(found, seen_by=seen_by)
    kept = [row for row in bonds.values() if row.person_id in cards and row.other_id in cards]
    return FamilyGraph(
        person_id, cards, [Bond(row.person_id, row.other_id, row.kind, row.starts_on, row.ends_on, row.has_pr) for row in kept]
    )


def _family_rows(ids: Iterable[int]) -> list[Relationship]:
    kinds = [key for key, kind in KINDS.items() if kind.is_family]
    wanted = list(ids)
    return list(Relationship.objects.filter(Q(person_id__in=wanted) | Q(other_id__in=wanted), kind__in=kinds, struck_at=None))
