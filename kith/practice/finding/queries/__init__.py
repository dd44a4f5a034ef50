"""Who can this be?"""

from kith.practice.finding.queries.search import Found, SearchAnswer, search

__all__ = ["Found", "SearchAnswer", "search"]
