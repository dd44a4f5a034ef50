"""What is told of workers so that looks at their own home, themselves and their family can be asked about."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.identifiers.addresses import place_key, postcode
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.assurance.events import HomeTold, WorkerFoundOnRecord
from kith.practice.assurance.models import WorkerHome, WorkerOnRecord


class AddressNotUsable(Refusal):
    """An address by which nobody could be found."""


class NotOnRecord(Refusal):
    """There is nothing to end."""


@command
def tell_home(*, worker_id: int, lines: str, postcode_text: str, by: Worker, at: datetime) -> WorkerHome:
    """Say where a worker lives: themselves, or an administrator. The address before is kept as ended."""
    require(by, Ability.SIGNED_IN if worker_id == by.pk else Ability.ADMINISTER)
    found = postcode(postcode_text)
    if not lines.strip():
        raise AddressNotUsable("Enter the house number or name and the street.", field="lines")
    if found is None:
        raise AddressNotUsable("Enter a postcode such as LS8 1AB.", field="postcode")
    WorkerHome.objects.filter(worker_id=worker_id, ended_at=None).update(ended_at=at)
    home = WorkerHome.objects.create(
        worker_id=worker_id, lines=lines.strip(), postcode=found, key=place_key(lines, found), told_at=at, told_by=by
    )  # fmt: skip
    announce(HomeTold(subject=f"staff.Worker:{worker_id}"), by=by, at=at)
    return home


@command
def tell_worker_on_record(*, worker_id: int, person_id: int, by: Worker, at: datetime) -> WorkerOnRecord:
    """An auditor knows that a worker is this person. Twice is once."""
    require(by, Ability.AUDIT, about=person_id)
    row, _ = WorkerOnRecord.objects.get_or_create(
        worker_id=worker_id, person_id=person_id, ended_at=None, defaults={"told_at": at, "told_by": by}
    )  # fmt: skip
    announce(WorkerFoundOnRecord(subject=f"staff.Worker:{worker_id}"), by=by, at=at)
    return row


@command
def end_worker_on_record(*, row_id: int, by: Worker, at: datetime) -> WorkerOnRecord:
    """They are not that person, or it need not be known any more."""
    require(by, Ability.AUDIT)
    row = WorkerOnRecord.objects.select_for_update().filter(pk=row_id, ended_at=None).first()
    if row is None:
        raise NotOnRecord("That is not on the list any more.")
    row.ended_at, row.ended_by = at, by
    row.save(update_fields=["ended_at", "ended_by"])
    announce(WorkerFoundOnRecord(subject=f"staff.Worker:{row.worker_id}", reason="ended"), by=by, at=at)
    return row
