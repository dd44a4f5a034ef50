"""The search pages, find-or-add, and the person look-up for other forms."""

from kith.practice.finding.pages.add import add_person
from kith.practice.finding.pages.contact import new_contact
from kith.practice.finding.pages.find import find, find_entries, pick_person

__all__ = ["add_person", "find", "find_entries", "new_contact", "pick_person"]
