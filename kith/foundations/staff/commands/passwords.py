"""Passwords: a worker changes their own; an administrator makes a first one, which works once."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.events import FirstPasswordMade, PasswordChanged, SessionsEnded
from kith.foundations.staff.models import Session, Worker
from kith.foundations.staff.queries import why_not_this_password
from kith.foundations.staff.rules import FIRST_PASSWORD_LASTS, first_password

NOT_THE_OLD_ONE = "That is not your password now. Type the one that you signed in with"


class PasswordRefused(Refusal):
    """The password now is another, or the new one will not do; or it is not for this worker to be given one."""


@command
def change_password(*, old: str, new: str, by: Worker, at: datetime) -> None:
    """A worker changes their own password. Sessions hold a mark of the old one (Django), so those elsewhere end."""
    require(by, Ability.SIGNED_IN)
    if not by.check_password(old):
        raise PasswordRefused(NOT_THE_OLD_ONE, field="old")
    if new == old:
        raise PasswordRefused("That is your password already. Choose another", field="new")
    if why := why_not_this_password(new, worker=by):
        raise PasswordRefused(why, field="new")
    by.set_password(new)
    by.one_time_until = None
    by.save(update_fields=["password", "one_time_until"])
    announce(PasswordChanged(subject=f"staff.Worker:{by.pk}"), by=by, at=at)


@command
def make_first_password(*, worker: Worker, by: Worker, at: datetime) -> str:
    """A password at random for a new worker, or for one who forgot theirs: returned once, kept as a hash. It works for a week, and is changed
    at the first sign-in before anything else. Wherever the worker is signed in, that ends."""
    require(by, Ability.ADMINISTER)
    held = Worker.objects.select_for_update().get(pk=worker.pk, is_machine=False)
    if held.pk == by.pk:
        raise PasswordRefused("Nobody makes a first password for themselves. Change your own under Your sign-in.")
    if held.ends_on and not held.is_active:
        raise PasswordRefused(f"{held.name} has left. Open the account again first.")
    made = first_password()
    held.set_password(made)
    held.one_time_until = at + FIRST_PASSWORD_LASTS
    held.save(update_fields=["password", "one_time_until"])
    announce(FirstPasswordMade(subject=f"staff.Worker:{held.pk}", worker_id=held.pk, reason="works for a week, once"), by=by, at=at)
    count, _ = Session.objects.filter(worker=held).delete()
    if count:
        announce(SessionsEnded(subject=f"staff.Worker:{held.pk}", reason=f"{count}, by a first password"), by=by, at=at)
    return made
