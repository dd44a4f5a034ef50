"""What the ledger answers: is it as it was written, who has looked, what was done."""

from kith.foundations.ledger.queries.looks import Look, looks_at, refused_alike
from kith.foundations.ledger.queries.sealing import Seal, Verdict, last_seal, verify
from kith.foundations.ledger.queries.written import Key, Wanted, Written, about_whom, kinds_of_deed, written

__all__ = [
    "Key",
    "Look",
    "Seal",
    "Verdict",
    "Wanted",
    "Written",
    "about_whom",
    "kinds_of_deed",
    "last_seal",
    "looks_at",
    "refused_alike",
    "verify",
    "written",
]
