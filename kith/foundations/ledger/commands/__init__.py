"""Writing the ledger and telling the rooms above; sealing it, and anchoring its seals outside."""

from kith.foundations.ledger.commands.anchoring import anchor, new_key, note_last_seal
from kith.foundations.ledger.commands.command import command
from kith.foundations.ledger.commands.copying import copy_next_seal
from kith.foundations.ledger.commands.sealing import seal
from kith.foundations.ledger.commands.writing import (
    acting_through,
    announce,
    because,
    leave_trace,
    listen,
    listen_together,
    record_refusal,
    record_search,
)

__all__ = [
    "acting_through",
    "anchor",
    "announce",
    "because",
    "command",
    "copy_next_seal",
    "leave_trace",
    "listen",
    "listen_together",
    "new_key",
    "note_last_seal",
    "record_refusal",
    "record_search",
    "seal",
]
