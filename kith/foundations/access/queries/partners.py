"""Which accounts of partners are open, about whom."""

from dataclasses import dataclass
from datetime import date

from kith.foundations.access.models import Grant, Partnership
from kith.foundations.access.queries.abilities import Holder, require
from kith.foundations.access.rules import Ability


@dataclass(frozen=True)
class Open:
    """A partner's account, and whose records it is open for."""

    partnership: Partnership
    person_ids: list[int]


def source_of(partnership_id: int) -> str:
    """What a partnership's grants come from."""
    return f"access.Partnership:{partnership_id}"


def partnerships_about(person_id: int, *, on: date, seen_by: Holder) -> list[Open]:
    """The partners' accounts that are open for this person on a day, or will be."""
    require(seen_by, Ability.RESTRICT, about=person_id)
    sources = Grant.objects.filter(person_id=person_id, source__startswith=source_of(0)[:-1]).values_list("source", flat=True)
    ids = {int(source.rpartition(":")[2]) for source in sources}
    rows = Partnership.objects.filter(pk__in=ids, ended_at=None, ends_on__gte=on).order_by("starts_on", "id")
    return [Open(row, _people(row)) for row in rows]


def my_partnership(*, on: date, seen_by: Holder) -> Open | None:
    """A partner's own account: what it is for, until when, and for whom."""
    require(seen_by, Ability.SIGNED_IN)
    row = Partnership.objects.filter(worker_id=seen_by.pk, ended_at=None, starts_on__lte=on, ends_on__gte=on).first()
    return Open(row, _people(row)) if row else None


def _people(row: Partnership) -> list[int]:
    return sorted(Grant.objects.filter(source=source_of(row.pk), worker_id=row.worker_id).values_list("person_id", flat=True))
