"""Adding, using and removing second factors: an authenticator app, passkeys, recovery codes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from fido2.server import Fido2Server
from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.commands.recovery import use_recovery_code
from kith.foundations.staff.events import PasskeyUsed, SecondFactorAdded, SecondFactorRemoved
from kith.foundations.staff.models import Passkey, RecoveryCode, Worker

MOST_PASSKEYS = 10
MOST_COUNTED = 10  # wrong codes: the wait between two doubles with each up to 2**9 seconds, so nobody can be kept out for longer by guesses
NOT_AN_ANSWER = (ValueError, TypeError, KeyError, AttributeError)  # of fido2, at what no browser sends or what is not right
WRONG_CODE = "That is not the code now. Type the six digits that the app shows at this moment; each works once"
WRONG_PASSKEY = "That passkey did not prove who you are. Try again, or use a code"


class CodeRefused(Refusal):
    """A code or passkey that proves nothing, or too many wrong ones just before."""


@command
def add_authenticator(*, key: str, code: str, by: Worker, at: datetime) -> None:
    """Add an authenticator app whose secret is `key` (hexadecimal), once it shows the right code. An earlier one is replaced."""
    device = TOTPDevice(user=by, name="Authenticator app", key=key, confirmed=True)
    device.save()
    if not device.verify_token(_digits(code)):
        raise CodeRefused(WRONG_CODE, field="code")
    TOTPDevice.objects.filter(user=by).exclude(pk=device.pk).delete()
    announce(SecondFactorAdded(subject=f"staff.Worker:{by.pk}", reason="authenticator app"), by=by, at=at)


@command
def remove_authenticator(*, by: Worker, at: datetime) -> None:
    """A worker removes her own authenticator app."""
    require(by, Ability.SIGNED_IN)
    TOTPDevice.objects.filter(user=by).delete()
    _without_factors_no_codes(by)
    announce(SecondFactorRemoved(subject=f"staff.Worker:{by.pk}", reason="authenticator app"), by=by, at=at)


@command
def accept_code(*, code: str, by: Worker, at: datetime) -> str:
    """Use a code of the app, or a recovery code: returns which, or nothing if it is wrong (which is counted, so nothing is rolled back).
    The device's row is held meanwhile: two requests with the same code cannot both pass.

    Raises CodeRefused while the worker must wait after wrong ones."""
    typed = _digits(code)
    kind, devices = (TOTPDevice, "code") if typed.isdigit() and len(typed) == 6 else (StaticDevice, "recovery code")
    device = kind.objects.select_for_update().filter(user=by, confirmed=True).first()
    if device is None:
        return ""
    allowed, why = device.verify_is_allowed()
    if not allowed:
        seconds = max(1, round((why["locked_until"] - at).total_seconds()))
        raise CodeRefused(f"Several codes were wrong. Wait {seconds} seconds, then type the code that the app shows then", field="code")
    if not _holds(device, typed, by=by, at=at):
        device.throttling_failure_count = min(device.throttling_failure_count, MOST_COUNTED)
        device.save()
        return ""
    return devices


def _holds(device: Any, typed: str, *, by: Worker, at: datetime) -> bool:
    """An app's code by django-otp; a recovery code by our own table of hashes, under the same count of wrong ones."""
    if isinstance(device, TOTPDevice):
        return bool(device.verify_token(typed))
    if use_recovery_code(code=typed, by=by, at=at):
        device.throttle_reset()
        return True
    device.throttle_increment()
    return False


@command
def add_passkey(*, server: Fido2Server, state: Any, answer: Mapping[str, Any], name: str, by: Worker, at: datetime) -> Passkey:
    """Add a passkey, from what the browser answered to the challenge in `state` (WebAuthn level 3, registration)."""
    require(by, Ability.SIGNED_IN)
    if by.passkeys.count() >= MOST_PASSKEYS:
        raise CodeRefused(f"You have {MOST_PASSKEYS} passkeys. Remove one first.")
    try:
        data = server.register_complete(state, answer)
    except NOT_AN_ANSWER as problem:
        raise CodeRefused("The browser's answer could not be used. Nothing was added; try again.") from problem
    credential = data.credential_data
    if credential is None or Passkey.objects.filter(credential_id=credential.credential_id).exists():
        raise CodeRefused("That passkey is there already.")
    made = Passkey.objects.create(
        worker=by, name=name, credential_id=credential.credential_id, credential=bytes(credential), sign_count=data.counter, added_at=at
    )
    announce(SecondFactorAdded(subject=f"staff.Worker:{by.pk}", reason=f"passkey {name}"), by=by, at=at)
    return made


@command
def accept_passkey(*, server: Fido2Server, state: Any, answer: Mapping[str, Any], by: Worker, at: datetime) -> Passkey:
    """Use one of the worker's passkeys. A counter that went back means that the key was copied: refused (WebAuthn level 3, 7.2 step 22)."""
    passkeys = {bytes(each.credential_id): each for each in by.passkeys.select_for_update()}
    known = [AttestedCredentialData(bytes(each.credential)) for each in passkeys.values()]
    try:
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
        used = passkeys[server.authenticate_complete(state, known, answer).credential_id]
    except NOT_AN_ANSWER as problem:
        raise CodeRefused(WRONG_PASSKEY) from problem
    if (counter or used.sign_count) and counter <= used.sign_count:
        raise CodeRefused(WRONG_PASSKEY)
    used.sign_count, used.used_at = counter, at
    used.save(update_fields=["sign_count", "used_at"])
    announce(PasskeyUsed(subject=f"staff.Passkey:{used.pk}", reason=used.name), by=by, at=at)
    return used


@command
def remove_passkey(*, passkey_id: int, by: Worker, at: datetime) -> None:
    """A worker removes a passkey of her own."""
    require(by, Ability.SIGNED_IN)
    passkey = by.passkeys.filter(pk=passkey_id).first()
    if passkey is None:
        raise CodeRefused("You have no such passkey. It may have been removed already.")
    passkey.delete()
    _without_factors_no_codes(by)
    announce(SecondFactorRemoved(subject=f"staff.Worker:{by.pk}", reason=f"passkey {passkey.name}"), by=by, at=at)


@command
def remove_second_factors(*, worker: Worker, by: Worker, at: datetime) -> None:
    """An administrator removes all of a worker's second factors: the phone is lost and so are the recovery codes."""
    require(by, Ability.ADMINISTER)
    TOTPDevice.objects.filter(user=worker).delete()
    worker.passkeys.all().delete()
    _without_factors_no_codes(worker)
    announce(SecondFactorRemoved(subject=f"staff.Worker:{worker.pk}", reason="all, by an administrator"), by=by, at=at)


def _without_factors_no_codes(worker: Worker) -> None:
    if not TOTPDevice.objects.filter(user=worker).exists() and not worker.passkeys.exists():
        StaticDevice.objects.filter(user=worker).delete()
        RecoveryCode.objects.filter(worker=worker).delete()


def _digits(typed: str) -> str:
    """As it is typed or pasted: 123 456."""
    return "".join(typed.split()).lower()[:16]
