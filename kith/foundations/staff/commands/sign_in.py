"""Signing in and out, ending sessions."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.events import IdentityConfirmed, SessionsEnded, SignedIn, SignedOut
from kith.foundations.staff.models import Session, Worker


class NoSuchSession(Refusal):
    """It has ended, or it is somebody else's: the two look the same."""


@command
def note_sign_in(*, how: str, by: Worker, at: datetime) -> None:
    """Write a sign-in into the ledger, and with what (password; password and code; the provider's name ...)."""
    announce(SignedIn(subject=f"staff.Worker:{by.pk}", reason=how), by=by, at=at)


@command
def note_confirmed(*, how: str, attempted: str, by: Worker, at: datetime) -> None:
    """A signed-in worker proved again who she is, to go on with what she attempted."""
    announce(IdentityConfirmed(subject=f"staff.Worker:{by.pk}", reason=f"{how}, for {attempted}"), by=by, at=at)


@command
def note_sign_out(*, by: Worker, at: datetime) -> None:
    """Write a sign-out into the ledger."""
    announce(SignedOut(subject=f"staff.Worker:{by.pk}"), by=by, at=at)


@command
def end_session(*, session_key: str, by: Worker, at: datetime) -> None:
    """A worker signs out a browser of her own, from another. `session_key` is the digest in the list."""
    require(by, Ability.SIGNED_IN)
    count, _ = Session.objects.filter(worker=by, session_key=session_key).delete()
    if not count:
        raise NoSuchSession("You are not signed in there any more. Nothing needs to be done.")
    announce(SessionsEnded(subject=f"staff.Worker:{by.pk}", reason="one, by the worker"), by=by, at=at)


@command
def end_other_sessions(*, but: str, by: Worker, at: datetime) -> int:
    """A worker signs out everywhere but here. `but` is the digest of the session here. Returns how many ended."""
    require(by, Ability.SIGNED_IN)
    count, _ = Session.objects.filter(worker=by).exclude(session_key=but).delete()
    if count:
        announce(SessionsEnded(subject=f"staff.Worker:{by.pk}", reason=f"{count}, by the worker"), by=by, at=at)
    return count


@command
def end_sessions_of(*, worker: Worker, by: Worker, at: datetime) -> int:
    """An administrator signs a worker out everywhere. Returns how many sessions ended; drafts stay."""
    require(by, Ability.ADMINISTER)
    count, _ = Session.objects.filter(worker=worker).delete()
    announce(SessionsEnded(subject=f"staff.Worker:{worker.pk}", reason=f"{count}, by an administrator"), by=by, at=at)
    return count
