"""Shapes of what is known about people."""

from kith.practice.people.models.adoption import Adoption
from kith.practice.people.models.alert import Alert
from kith.practice.people.models.as_received import AsReceived
from kith.practice.people.models.contact_point import ContactPoint
from kith.practice.people.models.correction import Correction
from kith.practice.people.models.fact import Fact
from kith.practice.people.models.identifier import Identifier, IdentifierClash
from kith.practice.people.models.mistake import Mistake
from kith.practice.people.models.name import Name
from kith.practice.people.models.person import Person
from kith.practice.people.models.place import KeptFrom, Place, Residence
from kith.practice.people.models.professional import Professional
from kith.practice.people.models.relationship import Relationship
from kith.practice.people.models.vehicle import Vehicle

__all__ = [
    "Adoption",
    "Alert",
    "AsReceived",
    "ContactPoint",
    "Correction",
    "Fact",
    "Identifier",
    "IdentifierClash",
    "KeptFrom",
    "Mistake",
    "Name",
    "Person",
    "Place",
    "Professional",
    "Relationship",
    "Residence",
    "Vehicle",
]
