"""Binding a worker to an account at the identity provider, and loosening her again."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.events import ProviderAccountBound, ProviderAccountLoosened
from kith.foundations.staff.models import ProviderAccount, Worker
from kith.foundations.staff.rules import NotTheirs

NOT_KNOWN = "You have no account in Kith. Ask an administrator to add you, with the e-mail address {email}."
NOT_THE_SAME = (
    "The Kith account of {email} belongs to another account at the identity provider. If your account there is new, ask an administrator of "
    "Kith to loosen the old one."
)


@command
def bind_provider_account(*, by: Worker, issuer: str, subject: str, email: str, at: datetime) -> ProviderAccount:
    """At the first sign-in by the provider. Refused if the worker is bound to another account there: the address may have been re-used."""
    bound, made = ProviderAccount.objects.get_or_create(
        worker=by, issuer=issuer, defaults={"subject": subject, "email": email, "bound_at": at}
    )
    if bound.subject != subject:
        raise NotTheirs(NOT_THE_SAME.format(email=email))
    if made:
        announce(ProviderAccountBound(subject=f"staff.Worker:{by.pk}", reason=f"{subject} at {issuer}"), by=by, at=at)
    return bound


@command
def loosen_provider_account(*, worker: Worker, by: Worker, at: datetime) -> int:
    """An administrator lets a worker be bound anew at the next sign-in: her account at the provider was made again."""
    require(by, Ability.ADMINISTER)
    count, _ = ProviderAccount.objects.filter(worker=worker).delete()
    announce(ProviderAccountLoosened(subject=f"staff.Worker:{worker.pk}", reason=f"{count} bound"), by=by, at=at)
    return count
