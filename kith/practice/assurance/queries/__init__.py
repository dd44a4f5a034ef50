"""What auditors ask."""

from kith.practice.assurance.queries.reading import LedgerPage, Line, on_the_ledger, record_of_line

__all__ = ["LedgerPage", "Line", "on_the_ledger", "record_of_line"]
