"""That two records are one adopted person: for who may see both."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Adoption
from kith.practice.people.queries.cards import PersonCard, person_cards


@dataclass(frozen=True)
class OtherIdentity:
    """Who somebody was before an adoption, or is since."""

    card: PersonCard
    is_before: bool
    adopted_on: date


def other_identities(person_id: int, *, seen_by: Worker) -> list[OtherIdentity]:
    """As far as the worker may see the other record. Without an adoption, or without the right, nothing: the two look the same."""
    require(seen_by, Ability.VIEW, about=person_id)
    rows = list(Adoption.objects.filter(Q(before_id=person_id) | Q(after_id=person_id)).order_by("adopted_on"))
    others = {(row.after_id if row.before_id == person_id else row.before_id): row for row in rows}
    cards = person_cards(open_ids(others, seen_by=seen_by), seen_by=seen_by) if others else {}
    return [OtherIdentity(cards[id_], row.before_id == id_, row.adopted_on) for id_, row in others.items() if id_ in cards]
