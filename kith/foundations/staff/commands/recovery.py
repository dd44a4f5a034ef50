"""Recovery codes: ten that work once each, kept as hashes."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.events import RecoveryCodesMade, RecoveryCodeUsed
from kith.foundations.staff.models import RecoveryCode, Worker

CODES = 10


@command
def make_recovery_codes(*, by: Worker, at: datetime) -> list[str]:
    """Ten codes that work once each, for when the device is lost: returned once, kept as passwords are. Earlier ones stop working."""
    RecoveryCode.objects.filter(worker=by).delete()
    StaticDevice.objects.filter(user=by).delete()
    StaticDevice.objects.create(user=by, name="Recovery codes", confirmed=True)  # counts wrong ones, and makes their guesser wait
    codes = [StaticToken.random_token() for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(worker=by, hashed=make_password(code), made_at=at) for code in codes)
    announce(RecoveryCodesMade(subject=f"staff.Worker:{by.pk}", reason=f"{CODES} codes"), by=by, at=at)
    return codes


@command
def use_recovery_code(*, code: str, by: Worker, at: datetime) -> bool:
    """Whether it is one of the worker's codes, which is then used up. The caller holds the device's row, counts wrong ones, and waits."""
    for kept in RecoveryCode.objects.select_for_update().filter(worker=by).order_by("pk"):
        if check_password(code, kept.hashed):
            kept.delete()
            left = RecoveryCode.objects.filter(worker=by).count()
            announce(RecoveryCodeUsed(subject=f"staff.Worker:{by.pk}", reason=f"{left} left"), by=by, at=at)
            return True
    return False
