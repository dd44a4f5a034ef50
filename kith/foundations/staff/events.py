"""What staff announces."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A worker signed in; the reason says with what."""


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """A worker signed out."""


@dataclass(frozen=True, kw_only=True)
class IdentityConfirmed(Event):
    """A signed-in worker proved again who she is, before something that asks for it."""


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """A worker was signed out in some browsers, by herself elsewhere, by an administrator, or because she left."""


@dataclass(frozen=True, kw_only=True)
class SecondFactorAdded(Event):
    """A worker added an authenticator app or a passkey."""


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(Event):
    """An authenticator app, a passkey, or all of a worker's second factors were removed."""


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(Event):
    """A worker was given new recovery codes; the old ones do not work any more."""


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Event):
    """A worker proved herself by one of her recovery codes, which is used up."""


@dataclass(frozen=True, kw_only=True)
class PasskeyUsed(Event):
    """A worker proved herself by a passkey."""


@dataclass(frozen=True, kw_only=True)
class ProviderAccountBound(Event):
    """A worker signed in by the identity provider for the first time: from now on that account there is hers here."""


@dataclass(frozen=True, kw_only=True)
class ProviderAccountLoosened(Event):
    """An administrator loosened a worker from an account at the identity provider."""


@dataclass(frozen=True, kw_only=True)
class AboutWorker(Event):
    """Something that an administrator did for a worker, which the worker is told of."""

    worker_id: int


@dataclass(frozen=True, kw_only=True)
class WorkerAdded(Event):
    """A worker was added."""


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Event):
    """A team was added."""


@dataclass(frozen=True, kw_only=True)
class WorkerChanged(AboutWorker):
    """A worker's name, address, title or telephone was changed; the reason says which."""


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Event):
    """A team's name, service, telephones or manager were changed; the reason says which."""


@dataclass(frozen=True, kw_only=True)
class TeamJoined(AboutWorker):
    """A worker belongs to a team from a day on."""


@dataclass(frozen=True, kw_only=True)
class TeamLeft(AboutWorker):
    """A worker's place in a team ends on a day."""


@dataclass(frozen=True, kw_only=True)
class WorkerEnded(AboutWorker):
    """A worker leaves on a day."""


@dataclass(frozen=True, kw_only=True)
class WorkerReopened(AboutWorker):
    """A worker stays after all, or is back."""


@dataclass(frozen=True, kw_only=True)
class FirstPasswordMade(AboutWorker):
    """A worker was given a password that works once and for some days; the one before does not work any more."""


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A worker changed their own password."""
