"""What can be asked about people. Every query is told whose eyes look."""

from kith.practice.people.queries.adoption import OtherIdentity, other_identities
from kith.practice.people.queries.adults import AdultAround, adults_around
from kith.practice.people.queries.banner import Banner, banner
from kith.practice.people.queries.cards import (
    AddressView,
    AlertView,
    NoSuchPerson,
    PersonCard,
    alerts_of,
    anybody_known,
    card_of,
    cards_with_alerts,
    person_cards,
    standings,
)
from kith.practice.people.queries.circle import Near, circle_of, circles_of, household_of, siblings_and_household
from kith.practice.people.queries.clashes import Clash, Side, clashes, clashes_waiting
from kith.practice.people.queries.details import (
    Details,
    details,
    in_short,
    kept_from,
    known_here,
    main_home,
    professionals_of,
    residences_of,
)
from kith.practice.people.queries.doorstep import Number, ProfessionalView, Reach, reach_of
from kith.practice.people.queries.family import Bond, FamilyGraph, RelationView, family_graph, relations_of
from kith.practice.people.queries.importing import OnRecord, next_ids, on_record, places_by_key
from kith.practice.people.queries.known import facts_now, holders_of_responsibility, home_now, names_now, phone_now, professional_now
from kith.practice.people.queries.listing import Listed, listed
from kith.practice.people.queries.numbers import identifiers_also_on, said_also_on, shared_numbers
from kith.practice.people.queries.recognising import homes_of_people, names_of_people
from kith.practice.people.queries.risks import RiskNearby, risks_near_several, risks_nearby

__all__ = [
    "AddressView",
    "AdultAround",
    "AlertView",
    "Banner",
    "Bond",
    "Clash",
    "Details",
    "FamilyGraph",
    "Listed",
    "Near",
    "NoSuchPerson",
    "Number",
    "OnRecord",
    "OtherIdentity",
    "PersonCard",
    "ProfessionalView",
    "Reach",
    "RelationView",
    "RiskNearby",
    "Side",
    "adults_around",
    "alerts_of",
    "anybody_known",
    "banner",
    "card_of",
    "cards_with_alerts",
    "circle_of",
    "circles_of",
    "clashes",
    "clashes_waiting",
    "details",
    "facts_now",
    "family_graph",
    "holders_of_responsibility",
    "home_now",
    "homes_of_people",
    "household_of",
    "identifiers_also_on",
    "in_short",
    "kept_from",
    "known_here",
    "listed",
    "main_home",
    "names_now",
    "names_of_people",
    "next_ids",
    "on_record",
    "other_identities",
    "person_cards",
    "phone_now",
    "places_by_key",
    "professional_now",
    "professionals_of",
    "reach_of",
    "relations_of",
    "residences_of",
    "risks_near_several",
    "risks_nearby",
    "said_also_on",
    "shared_numbers",
    "siblings_and_household",
    "standings",
]
