"""Looking for what is worth a question, and asking it."""

from kith.practice.assurance.commands.anchoring import anchor_ledger, tell_of_no_anchor
from kith.practice.assurance.commands.flagging import look_for_flags
from kith.practice.assurance.commands.reviewing import NothingFoundOut, NotYourOwn, note_on_flag, sign_off_flag
from kith.practice.assurance.commands.workers import AddressNotUsable, end_worker_on_record, tell_home, tell_worker_on_record

__all__ = [
    "AddressNotUsable",
    "NotYourOwn",
    "NothingFoundOut",
    "anchor_ledger",
    "end_worker_on_record",
    "look_for_flags",
    "note_on_flag",
    "sign_off_flag",
    "tell_home",
    "tell_of_no_anchor",
    "tell_worker_on_record",
]
