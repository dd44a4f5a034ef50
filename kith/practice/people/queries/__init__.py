"""What can be asked about people. Every query is told whose eyes look."""

from kith.practice.people.queries.cards import (
    AddressView,
    AlertView,
    Banner,
    NoSuchPerson,
    PersonCard,
    alerts_of,
    banner,
    current_addresses,
    person,
    person_cards,
)
from kith.practice.people.queries.details import Details, clashes, details, known_here, residences_of
from kith.practice.people.queries.family import (
    FamilyGraph,
    HouseholdMember,
    RelationView,
    family_graph,
    household_of,
    relations_of,
    siblings_and_household,
)

__all__ = [
    "AddressView",
    "AlertView",
    "Banner",
    "Details",
    "FamilyGraph",
    "HouseholdMember",
    "NoSuchPerson",
    "PersonCard",
    "RelationView",
    "alerts_of",
    "banner",
    "clashes",
    "current_addresses",
    "details",
    "family_graph",
    "household_of",
    "known_here",
    "person",
    "person_cards",
    "relations_of",
    "residences_of",
    "siblings_and_household",
]
