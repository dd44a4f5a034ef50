"""Writing down what was found out about a flag, and being done with it: by somebody other than the one whose looks they are."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.assurance.events import FlagNoted, FlagSignedOff
from kith.practice.assurance.models import Flag, FlagNote
from kith.practice.assurance.queries import NoSuchFlag


class NotYourOwn(Refusal):
    """A flag is looked into by somebody else, and once."""


class NothingFoundOut(Refusal):
    """A note says something."""


@command
def note_on_flag(*, flag_id: int, text: str, by: Worker, at: datetime) -> FlagNote:
    """Keep what was found out so far."""
    require(by, Ability.AUDIT)
    flag = _waiting(flag_id, by)
    note = _note(flag, text, by, at)
    announce(FlagNoted(subject=f"assurance.Flag:{flag.pk}"), by=by, at=at)
    return note


@command
def sign_off_flag(*, flag_id: int, text: str, by: Worker, at: datetime) -> Flag:
    """Keep what was found out, and take the flag off the list. It stays among those that are signed off."""
    require(by, Ability.AUDIT)
    flag = _waiting(flag_id, by)
    _note(flag, text, by, at)
    flag.signed_off_at, flag.signed_off_by = at, by
    flag.save(update_fields=["signed_off_at", "signed_off_by"])
    announce(FlagSignedOff(subject=f"assurance.Flag:{flag.pk}"), by=by, at=at)
    return flag


def _waiting(flag_id: int, by: Worker) -> Flag:
    flag = Flag.objects.select_for_update().filter(pk=flag_id).first()
    if flag is None:
        raise NoSuchFlag("There is no such flag. Those that wait are on the list of flags.")
    if flag.worker_id == by.pk:
        raise NotYourOwn("These are your own looks. Another auditor looks into them and signs them off.")
    if flag.signed_off_at is not None:
        raise NotYourOwn("Somebody has signed this off already. What they found is below.")
    return flag


def _note(flag: Flag, text: str, by: Worker, at: datetime) -> FlagNote:
    if not text.strip():
        raise NothingFoundOut("Say what you found out: was there a reason, and who confirmed it?", field="text")
    return FlagNote.objects.create(flag=flag, text=text.strip(), noted_at=at, noted_by=by)
