"""What can be done in children's services."""

from kith.practice.childrens.commands.keeping import NotAFact, record_facts
from kith.practice.childrens.commands.load_facts import load_facts

__all__ = ["NotAFact", "load_facts", "record_facts"]
