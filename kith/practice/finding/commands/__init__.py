"""What finding does: keeping the index, adding whom the search did not find, and a whole family at the front door."""

from kith.practice.finding.commands.adding import add_after_search
from kith.practice.finding.commands.family import Member, Tie, add_family
from kith.practice.finding.commands.indexing import index_people, index_place, rebuild_index, recount_words

__all__ = ["Member", "Tie", "add_after_search", "add_family", "index_people", "index_place", "rebuild_index", "recount_words"]
