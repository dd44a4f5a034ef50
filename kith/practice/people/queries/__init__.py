"""What can be asked about people. Every query is told whose eyes look."""

from kith.practice.people.queries.banner import Banner, banner
from kith.practice.people.queries.cards import (
    AddressView,
    AlertView,
    NoSuchPerson,
    PersonCard,
    alerts_of,
    card_of,
    person_cards,
    standings,
)
from kith.practice.people.queries.circle import Near, circle_of, circles_of, household_of, siblings_and_household
from kith.practice.people.queries.details import Details, clashes, details, known_here, residences_of
from kith.practice.people.queries.family import FamilyGraph, RelationView, family_graph, relations_of
from kith.practice.people.queries.listing import Listed, listed

__all__ = [
    "AddressView",
    "AlertView",
    "Banner",
    "Details",
    "FamilyGraph",
    "Listed",
    "Near",
    "NoSuchPerson",
    "PersonCard",
    "RelationView",
    "alerts_of",
    "banner",
    "card_of",
    "circle_of",
    "circles_of",
    "clashes",
    "details",
    "family_graph",
    "household_of",
    "known_here",
    "listed",
    "person_cards",
    "relations_of",
    "residences_of",
    "siblings_and_household",
    "standings",
]
