"""Who has looked at somebody's record, and how often a worker was refused."""

from dataclasses import dataclass
from datetime import datetime

from kith.foundations.ledger.models import LedgerEntry


@dataclass(frozen=True)
class Look:
    """One thing done or seen about a person: when, by whom (a worker's id), what, why, and through which door."""

    at: datetime
    kind: str
    event: str
    worker_id: int | None
    reason: str
    door: str


def looks_at(person_id: int, *, only_looks: bool = True, limit: int = 300) -> list[Look]:
    """Who has looked at a person's record (or, all of it, also what was done), the newest first. The asker's own eyes are told to the database."""
    kinds = [LedgerEntry.Kind.LOOKED] if only_looks else list(LedgerEntry.Kind)
    rows = LedgerEntry.objects.filter(person_id=person_id, kind__in=kinds).order_by("-at", "-id")
    return [Look(*row) for row in rows.values_list("at", "kind", "event", "worker_id", "reason", "door")[:limit]]


def refused_alike(sentence: str, *, worker_id: int, since: datetime) -> int:
    """How often a worker was refused with this sentence since then."""
    return LedgerEntry.objects.filter(kind=LedgerEntry.Kind.REFUSED, worker_id=worker_id, at__gte=since, reason=sentence).count()
