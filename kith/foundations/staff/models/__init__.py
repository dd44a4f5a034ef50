"""Workers and teams; where a worker is signed in, and with what she proves who she is."""

from kith.foundations.staff.models.covers import Cover
from kith.foundations.staff.models.proofs import Passkey, ProviderAccount, RecoveryCode
from kith.foundations.staff.models.sessions import Session
from kith.foundations.staff.models.workers import Membership, Team, Worker

__all__ = ["Cover", "Membership", "Passkey", "ProviderAccount", "RecoveryCode", "Session", "Team", "Worker"]
