"""Who can this be?"""

from kith.practice.finding.queries.matching import Asked, PossibleDuplicate, possible_duplicates
from kith.practice.finding.queries.search import Found, SearchAnswer, search

__all__ = ["Asked", "Found", "PossibleDuplicate", "SearchAnswer", "possible_duplicates", "search"]
