"""What can be done to what is known of people. One noun a file."""

from kith.practice.people.commands.adoption import register_adopted
from kith.practice.people.commands.alerts import raise_alert, review_alert
from kith.practice.people.commands.corrections import correct_person
from kith.practice.people.commands.dated import end_dated
from kith.practice.people.commands.facts import set_fact
from kith.practice.people.commands.identifiers import give_identifier, settle_clash, tell_of_clashes
from kith.practice.people.commands.load_people import load_people
from kith.practice.people.commands.mistakes import mark_mistaken, undo_mistake
from kith.practice.people.commands.names import give_name
from kith.practice.people.commands.network import add_professional, add_vehicle, give_contact_point
from kith.practice.people.commands.never_true import correct_name, strike_out
from kith.practice.people.commands.persons import mark_restriction, record_birth, record_death, register_person
from kith.practice.people.commands.relationships import relate
from kith.practice.people.commands.residences import keep_address_from, move_to
from kith.practice.people.commands.settling import (
    OneRefused,
    give_contact_points,
    settle_facts,
    settle_homes,
    settle_known_as,
    settle_professionals,
)

__all__ = [
    "OneRefused",
    "add_professional",
    "add_vehicle",
    "correct_name",
    "correct_person",
    "end_dated",
    "give_contact_point",
    "give_contact_points",
    "give_identifier",
    "give_name",
    "keep_address_from",
    "load_people",
    "mark_mistaken",
    "mark_restriction",
    "move_to",
    "raise_alert",
    "record_birth",
    "record_death",
    "register_adopted",
    "register_person",
    "relate",
    "review_alert",
    "set_fact",
    "settle_clash",
    "settle_facts",
    "settle_homes",
    "settle_known_as",
    "settle_professionals",
    "strike_out",
    "tell_of_clashes",
    "undo_mistake",
]
