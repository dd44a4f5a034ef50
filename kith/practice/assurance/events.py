"""What assurance announces. None of it is written on the record of the person concerned: a flag is about what a worker did."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class FlagRaised(Event):
    """Something on the ledger is worth a question."""


@dataclass(frozen=True, kw_only=True)
class FlagNoted(Event):
    """An auditor wrote down what they found out about a flag."""


@dataclass(frozen=True, kw_only=True)
class FlagSignedOff(Event):
    """An auditor is done with a flag."""


@dataclass(frozen=True, kw_only=True)
class HomeTold(Event):
    """It was told where a worker lives."""


@dataclass(frozen=True, kw_only=True)
class WorkerFoundOnRecord(Event):
    """An auditor said that a worker is somebody on record, or no longer said so."""


@dataclass(frozen=True, kw_only=True)
class LedgerAnchored(Event):
    """The ledger's last seal was put outside; the reason says which, and where."""
