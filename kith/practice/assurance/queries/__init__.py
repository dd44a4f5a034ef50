"""What auditors ask."""

from kith.practice.assurance.queries.flags import FlagView, NoSuchFlag, flag_of, flags, home_of, workers_on_record
from kith.practice.assurance.queries.gathering import known_around, seen_in
from kith.practice.assurance.queries.reading import LedgerPage, Line, last_anchored, on_the_ledger, record_of_line

__all__ = [
    "FlagView",
    "LedgerPage",
    "Line",
    "NoSuchFlag",
    "flag_of",
    "flags",
    "home_of",
    "known_around",
    "last_anchored",
    "on_the_ledger",
    "record_of_line",
    "seen_in",
    "workers_on_record",
]
