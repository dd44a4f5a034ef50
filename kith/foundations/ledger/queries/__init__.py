"""What the ledger answers: is it as it was written, who has looked, what was done."""

from kith.foundations.ledger.queries.anchors import Anchor, AnchorTrouble, anchors_in, noted_seal, our_keys, public_half, signing_key
from kith.foundations.ledger.queries.looks import Look, looks_at, refused_alike
from kith.foundations.ledger.queries.sealing import Seal, Verdict, last_seal, verify
from kith.foundations.ledger.queries.written import (
    Key,
    Wanted,
    Written,
    about_whom,
    kinds_of_deed,
    looks_of,
    refusals_of,
    sealed_in,
    written,
)

__all__ = [
    "Anchor",
    "AnchorTrouble",
    "Key",
    "Look",
    "Seal",
    "Verdict",
    "Wanted",
    "Written",
    "about_whom",
    "anchors_in",
    "kinds_of_deed",
    "last_seal",
    "looks_at",
    "looks_of",
    "noted_seal",
    "our_keys",
    "public_half",
    "refusals_of",
    "refused_alike",
    "sealed_in",
    "signing_key",
    "verify",
    "written",
]
